import type { Contract, Event, Message, Process, Reaction, ReadModel } from "../model/contract.ts";
import { placeKey } from "../read/resolver.ts";
import type { ContractWords } from "./contract-words.ts";
import type { Reason, Statement, Step, Subject } from "./explanation.ts";

/** What explanations are made from. */
export interface Scene {
  readonly contract: Contract;
  readonly words: ContractWords;
}

/** A statement with the words that it follows from. */
export function say(text: string, ...why: readonly (Reason | undefined)[]): Statement {
  const reasons = why.filter((reason) => reason !== undefined);
  return { text, why: [...new Map(reasons.map((reason) => [placeKey(reason.at), reason])).values()] };
}

/** A step, unless it says nothing. */
export function step(title: string, ...says: readonly (Statement | undefined)[]): readonly Step[] {
  const said = says.filter((statement) => statement !== undefined);
  return said.length === 0 ? [] : [{ title, says: said }];
}

/** A message of the contract by its name; undefined when it has none of the name. */
export function messageNamed({ contract }: Scene, name: string): Message | undefined {
  return contract.messages.find((message) => message.name === name);
}

/** Those who may send a command. */
export function sendersOf({ contract }: Scene, command: string) {
  return {
    reactions: contract.reactions.filter(({ sends }) => sends.includes(command)),
    processes: contract.processes.filter(({ sends }) => sends.includes(command)),
  };
}

/** Those who want an event. */
export function subscribersOf({ contract }: Scene, { name }: Event) {
  return {
    reactions: contract.reactions.filter(({ on }) => on.includes(name)),
    starts: contract.processes.filter(({ startedBy }) => startedBy.includes(name)),
    waits: contract.processes.filter(({ waitsFor }) => waitsFor.includes(name)),
  };
}

/** Who folds an event. */
export function readModelsOf({ contract }: Scene, { name }: Event): readonly ReadModel[] {
  return contract.readModels.filter(({ folds }) => folds.includes(name));
}

/** A message as something to read on about. */
export function subjectOf({ kind, name }: Message): Subject {
  return { kind, name };
}

/** A process or reaction as something to read on about. */
export function handlerSubject(kind: "process" | "reaction", { name }: Process | Reaction): Subject {
  return { kind, name };
}

/** Things without repetitions, in the order in which they come first. */
export function once(subjects: readonly Subject[]): readonly Subject[] {
  const seen = new Set<string>();
  return subjects.filter(({ kind, name }) => {
    const key = `${kind} ${name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
