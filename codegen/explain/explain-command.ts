import { type Command, type EarlierVersion, notificationsOf } from "../model/contract.ts";
import { isForOutsiders } from "../model/versions.ts";
import { route } from "../plan/plan.ts";
import { keptFor } from "../render/render-resources.ts";
import { callerStatements, keyWords } from "./caller-words.ts";
import type { Explanation, Statement, Step } from "./explanation.ts";
import { retryStatement } from "./retry-words.ts";
import { handlerSubject, messageNamed, once, type Scene, say, sendersOf, step, subjectOf } from "./scene.ts";
import { counted, duration, field, listed, sentence } from "./words.ts";

/** What happens to a command. */
export function explainCommand(scene: Scene, command: Command): Explanation {
  const { name, version, summary, at } = command;
  const { processes } = sendersOf(scene, name);
  const mayBeRefused = command.rejections.length > 0;
  const told = notificationsOf(scene.contract).filter(
    ({ onOutcome }) => onOutcome === "failed" || (onOutcome === "rejected" && mayBeRefused),
  );
  const events = command.produces.flatMap((event) => messageNamed(scene, event) ?? []);
  return {
    kind: "command",
    name,
    version,
    summary: sentence(summary || command.description),
    at,
    steps: [
      ...comesIn(scene, command),
      ...isStored(scene, command),
      ...isDecided(scene, command),
      ...isAnswered(scene, command),
      ...fails(scene, command),
    ],
    leadsTo: once([
      ...events.map(subjectOf),
      ...told.map(subjectOf),
      ...(mayBeRefused ? processes.map((process) => handlerSubject("process", process)) : []),
    ]),
  };
}

function comesIn(scene: Scene, command: Command): readonly Step[] {
  const { words } = scene;
  const { endpoint, name } = command;
  const { reactions, processes } = sendersOf(scene, name);
  const visibility = words.ofMessage(command, "visibility");
  const senders = [
    ...reactions.map((reaction) =>
      say(
        `The reaction \`${reaction.name}\` may send it, as an answer to ${listed(reaction.on, "or")}.`,
        words.below(reaction, "sends"),
      ),
    ),
    ...processes.map((process) =>
      say(`The process \`${process.name}\` may send it, as one of its steps.`, words.below(process, "sends")),
    ),
  ];
  if (endpoint === undefined) {
    const nobody = senders.length === 0 ? " Nothing in the contract sends it." : "";
    return step(
      "It is sent from inside",
      say(`No client can send it: it has no endpoint.${nobody}`, visibility),
      ...senders,
    );
  }
  return step(
    "It comes in",
    say(
      `A client sends it: \`${endpoint.method} /${route(endpoint.address)}\`, ${keyWords(scene)}.`,
      words.below(endpoint, "bindings", "http", "method"),
      words.security,
    ),
    ...callerStatements(
      scene,
      command.needs,
      { scopes: words.below(endpoint, "security"), access: words.ofMessage(command, "access") },
      command.streamId,
    ),
    ...senders,
    say(
      `The payload must fit the schema ${command.payload}. One that does not is answered 400 (\`invalid-payload\`) with a pointer to each fault, and nothing is stored.`,
      words.below(command, "payload"),
    ),
    ...command.earlier
      .filter((earlier) => isForOutsiders(command, earlier))
      .map((earlier) => sentAs(scene, command, earlier)),
    say(`Where \`handlers.checks.${name}\` is written, it may refuse with 422 after a look at a read model.`),
  );
}

function sentAs({ words }: Scene, { name }: Command, earlier: EarlierVersion): Statement {
  const { version, sunset } = earlier;
  return say(
    `Version ${version} is taken until ${sunset} (header \`message-version: ${version}\`); \`handlers.upcasters.${name}\` brings it up.`,
    words.ofMessage(earlier, "sunset"),
  );
}

function isStored(scene: Scene, command: Command): readonly Step[] {
  const { words } = scene;
  const { dedupe, stream, streamId, endpoint, name } = command;
  const place = `It is one document of the container \`commands\`, in the partition \`${stream}/${field(streamId)}\``;
  const stored = say(`${place}.`, words.ofMessage(command, "stream"), words.ofMessage(command, "streamId"));
  const same = dedupe === "payload" ? "the whole payload" : `${listed(dedupe.map(code))} of the payload`;
  const ofCaller =
    scene.contract.security.tokens === undefined
      ? ""
      : ", and of its caller: what another one sends is another command";
  const { reactions, processes } = sendersOf(scene, name);
  return step(
    "It is stored, once",
    stored,
    endpoint === undefined || scene.contract.security.tokens === undefined
      ? undefined
      : say(
          "Who called, as the token says it, stands in its envelope as `caller`, and in those of its events; neither is published or told.",
        ),
    ...(endpoint === undefined
      ? []
      : [
          say(
            `The id of a client's is a hash of ${same}, or of the header \`Idempotency-Key\` where the client gives one${ofCaller}.`,
            words.ofMessage(command, "dedupe"),
          ),
          say(
            "The client is answered 202 with the `Location` of its outcome. The same command again is answered 409 (`duplicate-command`); under the same `Idempotency-Key` the first answer is repeated, and with another payload it is 422 (`idempotency-key-reused`).",
          ),
        ]),
    reactions.length + processes.length === 0
      ? undefined
      : say(
          "The id of one that is sent from inside is a hash of its sender, the event that the sender answers, and its place among what is sent: a sender that repeats itself meets the first document.",
        ),
    say(`It is kept for ${duration(keptFor.commands)}.`),
  );
}

function isDecided(scene: Scene, command: Command): readonly Step[] {
  const { contract, words } = scene;
  const { name, stream, produces, rejections } = command;
  const declared = contract.streams.find((each) => each.name === stream);
  const every = declared?.snapshotEvery;
  const snapshot =
    every === undefined ? "" : `, from a snapshot that is at most ${every} events old where there is one`;
  const codes = new Map(contract.rejections.map(({ code, message }) => [code, message]));
  return step(
    "It is decided",
    say(
      `The change feed of \`commands\` brings it to \`handleCommands\`. Commands of one ${stream} are handled in order, one at a time; others side by side.`,
      words.ofMessage(command, "stream"),
    ),
    say(
      `\`handlers.streams.${stream}.decide.${name}\` gets it and the state of the stream, folded from its events${snapshot}.`,
      ...(declared === undefined ? [] : [words.below(declared, "snapshot")]),
    ),
    produces.length === 0
      ? say("It leads to no event: it is noted as done.", words.ofMessage(command, "produces"))
      : say(
          `It may answer with ${listed(produces, "or")}, or with nothing where there is nothing to do. Events of one answer are appended to \`events\` in one transaction.`,
          words.ofMessage(command, "produces"),
        ),
    rejections.length === 0
      ? say("It cannot be refused.", words.ofMessage(command, "rejections"))
      : say(`It may be refused, with ${counted(rejections.length, "code")}:`, words.ofMessage(command, "rejections")),
    ...rejections.map((code_) =>
      say(`  \`${code_}\`: ${codes.get(code_) ?? "?"}`, words.ofDocument("x-eventwright", "rejections", code_)),
    ),
  );
}

function isAnswered(scene: Scene, command: Command): readonly Step[] {
  const { words } = scene;
  const { processes } = sendersOf(scene, command.name);
  const tells = notifiers(scene, "rejected", command);
  return step(
    "Its outcome is told",
    say(
      `The outcome (\`succeeded\` with its events, \`rejected\` with the code) is stored in \`outcomes\`${command.endpoint === undefined ? "" : "; `GET /api/commands/{commandId}` reads it, and waits for it with `Prefer: wait=10`"}.`,
    ),
    ...(command.rejections.length === 0 ? [] : tells),
    ...(command.rejections.length === 0
      ? []
      : processes.map((process) =>
          say(
            `The process \`${process.name}\` waits for the outcome when it has sent the command, and gets the code of a refusal.`,
            words.below(process, "sends"),
            words.ofMessage(command, "rejections"),
          ),
        )),
  );
}

function fails(scene: Scene, command: Command): readonly Step[] {
  const { contract, words } = scene;
  return step(
    "When something fails",
    retryStatement(
      contract,
      words,
      "A decider that throws, or makes what is invalid,",
      command.retry,
      words.ofMessage(command, "retry"),
      "commands",
    ),
    say(
      `After the last try the command is a dead letter, handler \`commands\`, its outcome \`failed\`. Its stream is parked: later commands of this ${command.stream} wait behind it, in order, until \`npm run deadletters -- redrive\`. Every other stream goes on.`,
    ),
    ...notifiers(scene, "failed", command),
    say(
      "Trouble with Cosmos DB counts for no try: the batch comes again after 1 s to 30 s, without end, and nothing is parked.",
    ),
  );
}

function notifiers(scene: Scene, outcome: "rejected" | "failed", { stream }: Command): readonly Statement[] {
  const { contract, words } = scene;
  return notificationsOf(contract)
    .filter(({ onOutcome }) => onOutcome === outcome)
    .map((notification) =>
      say(
        `\`handlers.streams.${stream}.notify.${notification.name}\` tells of it ${outcome === "rejected" ? "when it is refused" : "when it has failed"}: the notification ${notification.name}.`,
        words.ofMessage(notification, "onOutcome"),
      ),
    );
}

function code(text: string): string {
  return `\`${text}\``;
}
