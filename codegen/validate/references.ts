import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { pointer } from "../json/pointer.ts";
import type { Contract, Message } from "../model/contract.ts";

/** Checks that everything that is named exists and is of the right kind. */
export function checkReferences(contract: Contract, report: Report): void {
  const { messages, reactions, readModels } = contract;
  const lookUp = new Lookup(contract, report);
  for (const message of messages) {
    const at = (...words: readonly string[]) => below(message.at, "x-eventwright", ...words);
    if (message.kind === "command" || message.kind === "event") lookUp.stream(message.stream, at("stream"));
    if (message.kind === "command") {
      for (const name of message.produces) {
        const event = lookUp.message(name, "event", at("produces"));
        if (event?.kind !== "event" || event.stream === message.stream) continue;
        report(
          "other-stream",
          at("produces"),
          `${message.name} is of the stream \`${message.stream}\`, ${name} of \`${event.stream}\`.`,
        );
      }
      for (const code of message.rejections) lookUp.rejection(code, at("rejections"));
      lookUp.retryPolicy(message.retry, at("retry"));
    }
    if (message.kind === "notification") {
      for (const name of message.onEvents) lookUp.message(name, "event", at("onEvents"));
      for (const name of message.onProcessFailed) lookUp.process(name, at("onProcessFailed"));
      if (message.with !== undefined) lookUp.readModel(message.with, at("with"));
      lookUp.retryPolicy(message.retry, at("retry"));
      if (message.onEvents.length + message.onProcessFailed.length === 0 && message.onOutcome === undefined) {
        report("notification-without-cause", message.at, `${message.name} is never sent.`);
      }
    }
  }
  for (const { at, documentKey, document, folds, name, retry } of readModels) {
    lookUp.retryPolicy(retry, below(at, "retry"));
    for (const event of folds) lookUp.message(event, "event", below(at, "folds"));
    if (document === undefined)
      report(
        "unknown-schema",
        below(at, "document"),
        `${name} names the schema \`${documentKey}\`, which is not there.`,
      );
  }
  for (const { at, on, sends, retry } of reactions) {
    for (const name of on) {
      const event = lookUp.message(name, "event", below(at, "on"));
      if (event?.visibility === "private") report("private-event-reaction", below(at, "on"), `${name} is private.`);
    }
    for (const name of sends) lookUp.message(name, "command", below(at, "sends"));
    lookUp.retryPolicy(retry, below(at, "retry"));
  }
  for (const process of contract.processes) {
    const { at, sends, retry, steps } = process;
    for (const word of ["startedBy", "waitsFor"] as const) {
      for (const name of process[word]) {
        const event = lookUp.message(name, "event", below(at, word));
        if (event?.kind !== "event" || event.visibility === "public") continue;
        report("process-event-private", below(at, word), `${name} is private.`);
      }
    }
    for (const name of sends) lookUp.message(name, "command", below(at, "sends"));
    lookUp.retryPolicy(retry, below(at, "retry"));
    lookUp.retryPolicy(steps, below(at, "steps"));
  }
}

/** A place below another. */
export function below(at: Location, ...words: readonly string[]): Location {
  return { file: at.file, pointer: pointer(at.pointer, ...words) };
}

class Lookup {
  readonly #contract: Contract;
  readonly #report: Report;

  constructor(contract: Contract, report: Report) {
    this.#contract = contract;
    this.#report = report;
  }

  message(name: string, kind: Message["kind"], at: Location): Message | undefined {
    const found = this.#contract.messages.find((message) => message.name === name);
    if (found === undefined) {
      const near = nearest(
        name,
        this.#contract.messages.map((message) => message.name),
      );
      this.#report("unknown-message", at, `There is no message \`${name}\`.`, near && `Did you mean \`${near}\`?`);
    } else if (found.kind !== kind) {
      this.#report("wrong-kind", at, `${name} is ${article(found.kind)}, not ${article(kind)}.`);
    }
    return found;
  }

  stream(name: string, at: Location): void {
    if (name === "" || this.#contract.streams.some((stream) => stream.name === name)) return;
    this.#report("unknown-stream", at, `There is no stream \`${name}\`.`);
  }

  readModel(name: string, at: Location): void {
    if (this.#contract.readModels.some((readModel) => readModel.name === name)) return;
    this.#report("unknown-read-model", at, `There is no read model \`${name}\`.`);
  }

  process(name: string, at: Location): void {
    if (this.#contract.processes.some((process) => process.name === name)) return;
    this.#report("unknown-process", at, `There is no process \`${name}\`.`);
  }

  retryPolicy(name: string | undefined, at: Location): void {
    if (name === undefined || Object.hasOwn(this.#contract.retryPolicies, name)) return;
    this.#report("unknown-retry-policy", at, `There is no retry policy \`${name}\`.`);
  }

  rejection(code: string, at: Location): void {
    if (this.#contract.rejections.some((rejection) => rejection.code === code)) return;
    this.#report("unknown-rejection", at, `There is no sentence for the code \`${code}\`.`);
  }
}

function article(kind: string): string {
  return `${kind === "event" ? "an" : "a"} ${kind}`;
}

/** The name that differs least, when it differs little. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const scored = names.map((other) => ({ other, distance: distance(name.toLowerCase(), other.toLowerCase()) }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= Math.max(1, name.length / 4) ? best.other : undefined;
}

/** Number of letters to insert, delete or change (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
