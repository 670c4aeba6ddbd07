import { commandsOf, notificationsOf, type Process, type Reaction } from "../model/contract.ts";
import { kebabCase } from "../model/names.ts";
import { appSetting, processFunction, processHandler, processOrchestrator, reactionFunction } from "../plan/plan.ts";
import type { Explanation, Step } from "./explanation.ts";
import { instanceWords, timeoutWords } from "./process-words.ts";
import { deliveryStatement, stepTries } from "./retry-words.ts";
import { messageNamed, once, type Scene, say, step, subjectOf } from "./scene.ts";
import { listed, sentence } from "./words.ts";

/** What a process does. */
export function explainProcess(scene: Scene, process: Process): Explanation {
  const { name, version, description, at } = process;
  const told = notificationsOf(scene.contract).filter(({ onProcessFailed }) => onProcessFailed.includes(name));
  return {
    kind: "process",
    name,
    version,
    summary: sentence(description),
    at,
    steps: [
      ...starts(scene, process),
      ...waits(scene, process),
      ...sends(scene, process),
      ...ends(scene, process),
      ...fails(scene, process),
    ],
    leadsTo: once([
      ...process.sends.flatMap((command) => messageNamed(scene, command) ?? []).map(subjectOf),
      ...told.map(subjectOf),
    ]),
  };
}

function starts({ contract, words }: Scene, process: Process): readonly Step[] {
  const { name, startedBy, version, keeps } = process;
  return step(
    "It starts",
    say(
      `${listed(startedBy, "or")} starts ${instanceWords(process)}, by the function \`${processFunction(process)}\`. If it is there already, nothing happens.`,
      words.below(process, "startedBy"),
      words.below(process, "key"),
    ),
    deliveryStatement(contract, words, process, kebabCase(name), words.below(process, "retry")),
    say(
      `New instances run \`handlers.processes.${name}\` in the orchestrator \`${processOrchestrator(process, version)}\`.`,
      words.below(process, "version"),
    ),
    ...keeps.map((kept) =>
      say(
        `Instances that were started on version ${kept} run \`handlers.processes.${processHandler(process, kept)}\` to their end.`,
        words.below(process, "keeps"),
      ),
    ),
    contract.settings.length === 0
      ? undefined
      : say(
          `An instance keeps the settings and timeouts that it was started with: ${listed(contract.settings.map((setting) => `\`${appSetting(setting)}\``))} and those below.`,
          words.ofDocument("x-eventwright", "settings"),
        ),
  );
}

function waits(scene: Scene, process: Process): readonly Step[] {
  const { words } = scene;
  const { waitsFor } = process;
  return step(
    "It waits",
    waitsFor.length === 0
      ? undefined
      : say(
          `It may wait for ${listed(waitsFor, "or")} of the same key. One that nobody waits for yet is kept until somebody does; one that comes twice is known by its id.`,
          words.below(process, "waitsFor"),
        ),
    ...timeoutWords(scene, process),
  );
}

function sends({ contract, words }: Scene, process: Process): readonly Step[] {
  const refusable = commandsOf(contract).filter(
    ({ name, rejections }) => process.sends.includes(name) && rejections.length > 0,
  );
  return step(
    "It sends",
    say(
      `It may send ${listed(process.sends, "or")}. Each is sent once: its id is a hash of process, instance, start and place.`,
      words.below(process, "sends"),
    ),
    refusable.length === 0
      ? say("None of them may be refused: what becomes of them is told by events.", words.below(process, "sends"))
      : say(
          `${listed(refusable.map(({ name }) => name))} may be refused: the process waits for the outcome, as long as it takes.`,
          ...refusable.map((command) => words.ofMessage(command, "rejections")),
        ),
    say(
      `A step that fails, such as sending a command, gets ${stepTries(contract, process.steps)}, by Durable Functions.`,
      words.below(process, "steps"),
      ...(process.steps === undefined ? [] : [words.ofDocument("x-eventwright", "retryPolicies", process.steps)]),
    ),
  );
}

function ends(_scene: Scene, { name }: Process): readonly Step[] {
  return step(
    "It ends",
    say(
      `The word that \`handlers.processes.${name}\` returns is the instance's output. Messages that come later do nothing.`,
    ),
  );
}

function fails({ contract, words }: Scene, process: Process): readonly Step[] {
  const told = notificationsOf(contract).filter(({ onProcessFailed }) => onProcessFailed.includes(process.name));
  return step(
    "When something fails",
    say(
      `Code that throws, an invalid command, or a step without tries left: the instance fails for good. Its letter, handler \`process-${process.name}\`, keeps all that it has been through; a redrive goes on where it failed. What comes for it meanwhile is kept.`,
    ),
    process.idempotent
      ? undefined
      : say(
          "Its code has effects of its own, so that it is redriven only by `--force`.",
          words.below(process, "idempotent"),
        ),
    ...told.map((notification) =>
      say(
        `\`handlers.notifiers.${notification.name}\` tells of it: the notification ${notification.name}.`,
        words.ofMessage(notification, "onProcessFailed"),
      ),
    ),
  );
}

/** What a reaction does. */
export function explainReaction(scene: Scene, reaction: Reaction): Explanation {
  const { contract, words } = scene;
  const { name, description, at, on, sends, idempotent } = reaction;
  return {
    kind: "reaction",
    name,
    summary: sentence(description),
    at,
    steps: [
      ...step(
        "It is called",
        say(
          `The function \`${reactionFunction(reaction)}\` gets ${listed(on, "or")} from Event Grid and calls \`handlers.reactions.${name}\`.`,
          words.below(reaction, "on"),
        ),
      ),
      ...step(
        "It answers",
        say(
          `It may send ${listed(sends, "or")}. The id of what it sends is a hash of reaction, event and place: an event that is delivered twice sends nothing twice.`,
          words.below(reaction, "sends"),
        ),
      ),
      ...step(
        "When something fails",
        deliveryStatement(contract, words, reaction, kebabCase(name), words.below(reaction, "retry")),
        idempotent
          ? undefined
          : say(
              "Its code has effects of its own, so that its letters are redriven only by `--force`.",
              words.below(reaction, "idempotent"),
            ),
      ),
    ],
    leadsTo: sends.flatMap((command) => messageNamed(scene, command) ?? []).map(subjectOf),
  };
}
