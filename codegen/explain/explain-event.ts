import {
  commandsOf,
  type EarlierVersion,
  type Event,
  notificationsOf,
  type ReadModel,
  typeOf,
} from "../model/contract.ts";
import { kebabCase } from "../model/names.ts";
import { isForOutsiders } from "../model/versions.ts";
import { containerOf, processFunction, reactionFunction } from "../plan/plan.ts";
import { keptFor } from "../render/render-resources.ts";
import type { Explanation, Statement, Step } from "./explanation.ts";
import { instanceWords, timeoutWords } from "./process-words.ts";
import { deliveryStatement, retryStatement } from "./retry-words.ts";
import { handlerSubject, once, readModelsOf, type Scene, say, step, subjectOf, subscribersOf } from "./scene.ts";
import { duration, field, listed, sentence } from "./words.ts";

/** What happens to an event. */
export function explainEvent(scene: Scene, event: Event): Explanation {
  const { name, version, summary, at } = event;
  const { reactions, starts, waits } = subscribersOf(scene, event);
  const told = notificationsOf(scene.contract).filter(({ onEvents }) => onEvents.includes(name));
  return {
    kind: "event",
    name,
    version,
    summary: sentence(summary || event.description),
    at,
    steps: [
      ...isStored(scene, event),
      ...isFolded(scene, event),
      ...isTold(scene, event),
      ...isPublished(scene, event),
      ...reachesReactions(scene, event),
      ...reachesProcesses(scene, event),
      ...fails(scene, event),
    ],
    leadsTo: once([
      ...told.map(subjectOf),
      ...reactions.map((reaction) => handlerSubject("reaction", reaction)),
      ...[...starts, ...waits].map((process) => handlerSubject("process", process)),
    ]),
  };
}

function isStored(scene: Scene, event: Event): readonly Step[] {
  const { contract, words } = scene;
  const { name, stream, streamId, earlier } = event;
  const makers = commandsOf(contract).filter(({ produces }) => produces.includes(name));
  return step(
    "It is stored",
    makers.length === 0
      ? say("No command of the contract makes it.")
      : say(
          `It is made by the decider of ${listed(
            makers.map((maker) => maker.name),
            "or",
          )}.`,
          ...makers.map((maker) => words.ofMessage(maker, "produces")),
        ),
    say(
      `It is one document of \`events\`, in the partition \`${stream}/${field(streamId)}\`, under the next version of the stream. From then on it is a fact: it is never changed and does not expire.`,
      words.ofMessage(event, "stream"),
      words.ofMessage(event, "streamId"),
    ),
    say(`\`handlers.streams.${stream}.evolve.${name}\` folds it into the state that later commands are decided on.`),
    ...earlier.map((version) => storedAs(scene, event, version)),
  );
}

function storedAs({ words }: Scene, { name }: Event, earlier: EarlierVersion): Statement {
  return say(
    `One that was stored as version ${earlier.version} stays as it is; \`handlers.upcasters.${name}.from${earlier.version}\` brings it up wherever it is read.`,
    words.ofMessage(earlier, "of"),
  );
}

function isFolded(scene: Scene, event: Event): readonly Step[] {
  const { contract, words } = scene;
  const models = readModelsOf(scene, event);
  if (models.length === 0) return [];
  return step(
    "Read models show it",
    say("The change feed of `events` brings it to `handleEvents`, which folds it into the read models first."),
    ...models.flatMap((model) => [
      say(
        `\`handlers.readModels.${model.name}.${event.name}\` folds it into ${documentWords(model, event)} of the container \`${containerOf(model)}\`.`,
        words.below(model, "folds"),
        words.below(model, "per"),
      ),
      retryStatement(contract, words, `  That projection`, model.retry, words.below(model, "retry"), "projections"),
    ]),
    say("Each document knows the versions of the streams that it has seen: a redelivered event changes nothing."),
  );
}

/** The document that an event goes to. */
export function documentWords({ per }: ReadModel, { streamId }: Pick<Event, "streamId">): string {
  if (per === "stream") return `the document \`${field(streamId)}\` (partition and id)`;
  if (per === "event")
    return `a document of its own (partition \`${field(streamId)}\`, id: the event's version in its stream)`;
  return `the document \`${field(per)}\` (partition and id; none where the payload has no value there)`;
}

function isTold(scene: Scene, { name }: Event): readonly Step[] {
  const { contract, words } = scene;
  const told = notificationsOf(contract).filter(({ onEvents }) => onEvents.includes(name));
  return step(
    "People are told",
    ...told.flatMap((notification) => [
      say(
        `\`handlers.notifiers.${notification.name}.${name}\` may tell somebody: the notification ${notification.name}, to whoever its \`${notification.recipient}\` names.`,
        words.ofMessage(notification, "onEvents"),
        words.ofMessage(notification, "recipient"),
      ),
      notification.with === undefined
        ? undefined
        : say(
            `  It comes after the projection of \`${notification.with}\` and gets the document that shows the event.`,
            words.ofMessage(notification, "with"),
          ),
      retryStatement(
        contract,
        words,
        "  That notifier",
        notification.retry,
        words.ofMessage(notification, "retry"),
        "projections",
      ),
    ]),
  );
}

function isPublished(scene: Scene, event: Event): readonly Step[] {
  const { contract, words } = scene;
  if (event.visibility === "private") {
    return step(
      "It stays inside",
      say("It is private: it is not published, and nobody can subscribe to it.", words.ofMessage(event, "visibility")),
    );
  }
  const alive = event.earlier.filter((earlier) => isForOutsiders(event, earlier));
  return step(
    "It is published",
    say(
      `When the read models show it, it goes to the Event Grid topic \`${contract.topic}\` as a CloudEvent of the type \`${typeOf(contract, event)}\`, with the event's own id, at least once.`,
      words.ofDocument("x-eventwright", "topic"),
      words.ofMessage(event, "visibility"),
    ),
    ...alive.map((earlier) =>
      say(
        `Until ${earlier.sunset} it goes out as \`${typeOf(contract, event, earlier.version)}\` too, under the id \`…~v${earlier.version}\`; \`handlers.downcasters.${event.name}.to${earlier.version}\` makes it.`,
        words.ofMessage(earlier, "sunset"),
      ),
    ),
    retryStatement(
      contract,
      words,
      "A request to Event Grid that is not answered",
      "publish" in contract.retryPolicies ? "publish" : undefined,
      words.ofDocument("x-eventwright", "retryPolicies", "publish"),
      "publish",
    ),
    say(
      "Then the whole batch comes again, without end. What Event Grid will never take (too large) is a dead letter, handler `publish`, that parks nothing.",
    ),
    say(
      "Whoever else subscribes a webhook gets it as their own subscription says; Event Grid's defaults are 30 tries within 24 h. After an answer 400, 401, 403 or 413 it tries no more. What it gives up becomes a letter here when the subscription has the container `dead-letters`, and is lost otherwise.",
    ),
  );
}

function reachesReactions(scene: Scene, event: Event): readonly Step[] {
  const { contract, words } = scene;
  const { reactions } = subscribersOf(scene, event);
  return step(
    "Reactions answer it",
    ...reactions.flatMap((reaction) => [
      say(
        `The function \`${reactionFunction(reaction)}\` calls \`handlers.reactions.${reaction.name}.${event.name}\`, which may answer with ${listed(reaction.sends, "or")}.`,
        words.below(reaction, "on"),
        words.below(reaction, "sends"),
      ),
      deliveryStatement(contract, words, reaction, kebabCase(reaction.name), words.below(reaction, "retry")),
      reaction.idempotent
        ? undefined
        : say(
            "Its code has effects of its own, so that a letter of it is redriven only by `--force`.",
            words.below(reaction, "idempotent"),
          ),
    ]),
  );
}

function reachesProcesses(scene: Scene, event: Event): readonly Step[] {
  const { contract, words } = scene;
  const { starts, waits } = subscribersOf(scene, event);
  return step(
    "Processes go on",
    ...starts.flatMap((process) => [
      say(
        `The function \`${processFunction(process)}\` starts an instance of \`${process.name}\`, ${instanceWords(process)}. If it is there already, nothing happens.`,
        words.below(process, "startedBy"),
        words.below(process, "key"),
      ),
      ...timeoutWords(scene, process),
    ]),
    ...waits.map((process) =>
      say(
        `The function \`${processFunction(process)}\` hands it to the instance of \`${process.name}\` that may wait for it, ${instanceWords(process)}. One that comes before its instance is kept in \`inbox\` for ${duration(keptFor.inbox)}; one that comes after its end does nothing.`,
        words.below(process, "waitsFor"),
        words.below(process, "key"),
      ),
    ),
    ...[...starts, ...waits].map((process) =>
      deliveryStatement(contract, words, process, kebabCase(process.name), words.below(process, "retry")),
    ),
  );
}

function fails(scene: Scene, event: Event): readonly Step[] {
  const models = readModelsOf(scene, event).map(({ name }) => `\`projection-${name}\``);
  const told = notificationsOf(scene.contract)
    .filter(({ onEvents }) => onEvents.includes(event.name))
    .map(({ name }) => `\`notifier-${name}\``);
  const handlers = [...models, ...told];
  return step(
    "When something fails",
    handlers.length === 0
      ? undefined
      : say(
          `After the last try of ${listed(handlers, "or")} the event is a dead letter of that handler. It parks this ${event.stream} for that handler alone: its later events wait there, in order, until \`npm run deadletters -- redrive\`. Other handlers, other streams and publishing go on.`,
        ),
    say("Trouble with Cosmos DB parks nothing: the batch comes again after 1 s to 30 s, without end."),
  );
}
