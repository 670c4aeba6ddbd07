import { eventsOf, notificationsOf, type Query, type ReadModel } from "../model/contract.ts";
import { containerOf, pathParameters, route } from "../plan/plan.ts";
import { callerStatements, keyWords } from "./caller-words.ts";
import { documentWords } from "./explain-event.ts";
import type { Explanation, Step } from "./explanation.ts";
import { retryStatement } from "./retry-words.ts";
import { type Scene, say, step, subjectOf } from "./scene.ts";
import { listed, sentence } from "./words.ts";

/** How a read model comes to show what it shows. */
export function explainReadModel(scene: Scene, model: ReadModel): Explanation {
  const { name, description, at } = model;
  const told = notificationsOf(scene.contract).filter((notification) => notification.with === name);
  return {
    kind: "read model",
    name,
    summary: sentence(description),
    at,
    steps: [...isFolded(scene, model), ...isRead(scene, model), ...isRebuilt(model), ...fails(scene, model)],
    leadsTo: told.map(subjectOf),
  };
}

function isFolded(scene: Scene, model: ReadModel): readonly Step[] {
  const { contract, words } = scene;
  const events = eventsOf(contract).filter(({ name }) => model.folds.includes(name));
  const streams = [...new Set(events.map(({ stream }) => stream))];
  return step(
    "Events are folded",
    say(
      `\`handlers.readModels.${model.name}\` has one fold for each of ${listed(model.folds)} (${streams.length === 1 ? "the stream" : "the streams"} ${listed(streams.map((stream) => `\`${stream}\``))}).`,
      words.below(model, "folds"),
    ),
    ...Map.groupBy(events, (event) => documentWords(model, event))
      .entries()
      .map(([document, group]) =>
        say(
          `${
            group.length === events.length
              ? "Each"
              : listed(
                  group.map(({ name }) => name),
                  "or",
                )
          } goes to ${document} of the container \`${containerOf(model)}\`.`,
          words.below(model, "per"),
        ),
      ),
    say(
      "`handleEvents` does so as soon as the change feed of `events` brings them, before anybody is told and before they are published.",
    ),
    say(
      "Events of one stream come in order; those of several streams in any. Each document knows the versions that it has seen, so that none counts twice.",
    ),
    ...notificationsOf(contract)
      .filter((notification) => notification.with === model.name)
      .map((notification) =>
        say(
          `The notifier of ${notification.name} gets the document that shows the event.`,
          words.ofMessage(notification, "with"),
        ),
      ),
  );
}

function isRead(scene: Scene, model: ReadModel): readonly Step[] {
  return step("It is read", ...model.queries.flatMap((query) => isQueried(scene, query)));
}

function isQueried(scene: Scene, query: Query) {
  const { words } = scene;
  const parameters = pathParameters(query.path);
  const what =
    query.returns === "one"
      ? `one document, by ${listed(parameters.map((name) => `\`${name}\``))}`
      : `a page, by document id ${query.order}${parameters.length === 0 ? "" : `, of the partition \`${parameters[0]}\``}`;
  const filters = query.filters.map(({ name }) => `\`${name}\``);
  const asked = filters.length === 0 ? "" : `; filters: ${listed(filters)}`;
  return [
    say(`\`GET /${route(query.path)}\`, ${keyWords(scene)}: ${what}${asked}.`, words.below(query, "path")),
    ...callerStatements(
      scene,
      query.needs,
      { scopes: words.below(query, "scopes"), access: words.below(query, "access") },
      parameters[0] ?? "",
    ).map(({ text, why }) => ({ text: `  ${text}`, why })),
  ];
}

function isRebuilt({ name }: ReadModel): readonly Step[] {
  return step(
    "It can be made again",
    say(
      `\`npm run rebuild\` folds its documents from the first event on; \`GET /api/admin/verify\` compares \`${name}\` with such a fold.`,
    ),
  );
}

function fails({ contract, words }: Scene, model: ReadModel): readonly Step[] {
  return step(
    "When something fails",
    retryStatement(contract, words, "A fold that throws", model.retry, words.below(model, "retry"), "projections"),
    say(
      `After the last try the event is a dead letter, handler \`projection-${model.name}\`, and later events of its stream wait behind it. Documents of other streams go on. A redrive or a rebuild brings it up.`,
    ),
    say("Trouble with Cosmos DB parks nothing: the batch comes again after 1 s to 30 s, without end."),
  );
}
