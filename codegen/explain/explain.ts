import type { Message } from "../model/contract.ts";
import { explainCommand } from "./explain-command.ts";
import { explainEvent } from "./explain-event.ts";
import { explainNotification } from "./explain-notification.ts";
import { explainProcess, explainReaction } from "./explain-process.ts";
import { explainReadModel } from "./explain-read-model.ts";
import { explainVersion } from "./explain-version.ts";
import { type Explanation, type Subject, subjectKey } from "./explanation.ts";
import { type Scene, say, step } from "./scene.ts";
import { sentence } from "./words.ts";

/** A subject and, of a message, the earlier version that is meant. */
export interface Wanted extends Subject {
  readonly version?: number | undefined;
}

/**
 * Explains something of the contract, and behind it what it sets off.
 * @param depth how many steps of effects are followed; 0: none
 * @returns each thing once, causes before effects; empty when the contract has no such thing
 */
export function explain(scene: Scene, wanted: Wanted, depth: number): readonly Explanation[] {
  const first = explainOne(scene, wanted);
  if (first === undefined) return [];
  const found = [first];
  const seen = new Set([subjectKey(first)]);
  let row = [first];
  for (let step_ = 0; step_ < depth && row.length > 0; step_++) {
    const next: Explanation[] = [];
    for (const subject of row.flatMap(({ leadsTo }) => leadsTo)) {
      // The newest version of a message that was asked for in an earlier one is told too.
      const key = subjectKey(subject);
      const isNew = !seen.has(key) || (step_ === 0 && key === subjectKey(first));
      const effect = isNew ? explainOne(scene, subject) : undefined;
      if (effect === undefined) continue;
      seen.add(key);
      next.push(effect);
    }
    found.push(...next);
    row = next;
  }
  return found;
}

function explainOne(scene: Scene, { kind, name, version }: Wanted): Explanation | undefined {
  const { contract } = scene;
  const named = <T extends { readonly name: string }>(things: readonly T[]) =>
    things.find((thing) => thing.name === name);
  switch (kind) {
    case "read model":
      return whole(named(contract.readModels), (model) => explainReadModel(scene, model));
    case "process":
      return whole(named(contract.processes), (process) => explainProcess(scene, process));
    case "reaction":
      return whole(named(contract.reactions), (reaction) => explainReaction(scene, reaction));
    default:
      return whole(named(contract.messages), (message) => {
        const earlier = message.earlier.find((each) => each.version === version);
        return earlier === undefined ? explainMessage(scene, message) : explainVersion(scene, message, earlier);
      });
  }
}

function whole<T>(thing: T | undefined, explained: (thing: T) => Explanation): Explanation | undefined {
  return thing === undefined ? undefined : explained(thing);
}

function explainMessage(scene: Scene, message: Message): Explanation {
  switch (message.kind) {
    case "command":
      return explainCommand(scene, message);
    case "event":
      return explainEvent(scene, message);
    case "notification":
      return explainNotification(scene, message);
    default:
      return {
        kind: "message",
        name: message.name,
        version: message.version,
        summary: sentence(message.summary || message.description),
        at: message.at,
        steps: step(
          "Nothing runs",
          say(
            `The contract does not say what ${message.name} is for. It gets a type, a validator and a class, and nothing that handles it.`,
            scene.words.ofMessage(message, "kind"),
          ),
        ),
        leadsTo: [],
      };
  }
}
