import type { Location } from "../../diagnostics/diagnostic.ts";
import { objectAt, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { type Contract, commandsOf, eventsOf, eventsOfProcess, notificationsOf } from "../../model/contract.ts";
import type { LintReport } from "../findings.ts";
import type { Subject } from "../read/subject.ts";
import { reachableEvents } from "./reachable.ts";
import { checkFields } from "./read-models.ts";

/** What is waited for must come from somewhere, and what is declared must be of use. */
export function checkFlow(subject: Subject, report: LintReport): void {
  const { model } = subject;
  if (model === undefined || !model.isApp) return;
  checkReach(model, report);
  checkUses(model, report);
  checkDeclarations(subject, model, report);
  checkFields(model, report);
}

function below(at: Location, ...segments: readonly (string | number)[]): Location {
  return { file: at.file, pointer: pointer(at.pointer, ...segments) };
}

function checkReach(model: Contract, report: LintReport): void {
  const reachable = reachableEvents(model);
  const produced = new Set(commandsOf(model).flatMap(({ produces }) => produces));
  const events = eventsOf(model);
  // What no command produces the generator has told.
  const lost = new Set(events.filter(({ name }) => produced.has(name) && !reachable.has(name)).map(({ name }) => name));
  for (const { name, at } of events) {
    if (lost.has(name)) report("event-unreachable", at, `No command that produces ${name} is ever sent.`);
  }
  const never = new Set([...lost, ...events.filter(({ name }) => !produced.has(name)).map(({ name }) => name)]);
  for (const { name, at, startedBy, waitsFor } of model.processes) {
    for (const [word, list] of [
      ["startedBy", startedBy],
      ["waitsFor", waitsFor],
    ] as const) {
      for (const event of list) {
        if (never.has(event)) report("wait-in-vain", below(at, word), `\`${name}\` waits for ${event}.`);
      }
    }
  }
  for (const { name, at, on } of model.reactions) {
    for (const event of on) {
      if (never.has(event)) report("reaction-in-vain", below(at, "on"), `\`${name}\` reacts to ${event}.`);
    }
  }
  for (const { name, at, folds } of model.readModels) {
    for (const event of folds) {
      if (never.has(event)) report("fold-in-vain", below(at, "folds"), `\`${name}\` folds ${event}.`);
    }
  }
}

function checkUses(model: Contract, report: LintReport): void {
  const used = new Set([
    ...model.readModels.flatMap(({ folds }) => folds),
    ...model.reactions.flatMap(({ on }) => on),
    ...model.processes.flatMap(eventsOfProcess),
    ...notificationsOf(model).flatMap(({ onEvents }) => onEvents),
  ]);
  for (const { name, at } of eventsOf(model)) {
    if (!used.has(name)) report("event-unused", at, `Nothing uses ${name}.`);
  }
}

function checkDeclarations({ contract, references }: Subject, model: Contract, report: LintReport): void {
  const words = (...segments: readonly string[]): Location => ({
    file: contract.path,
    pointer: pointer("/x-eventwright", ...segments),
  });
  const codes = new Set(commandsOf(model).flatMap(({ rejections }) => rejections));
  for (const { code } of model.rejections) {
    if (!codes.has(code)) report("rejection-unused", words("rejections", code), `No command names \`${code}\`.`);
  }
  for (const { name, at } of model.processes.length === 0 ? model.settings : []) {
    report("setting-unread", at, `Nothing reads \`${name}\`.`);
  }
  const streams = new Set([...commandsOf(model), ...eventsOf(model)].map(({ stream }) => stream));
  for (const { name, at } of model.streams) {
    if (!streams.has(name)) report("stream-unused", at, `No message names \`${name}\`.`);
  }
  const listed = new Set(references.filter(({ kind }) => kind === "message").map(({ target }) => `${target?.pointer}`));
  const components = objectAt(objectAt(contract.value, "components"), "messages");
  for (const message of model.messages) {
    if (message.visibility === "private" || message.kind === "message") continue;
    if (!Object.hasOwn(components, message.name) || listed.has(message.at.pointer)) continue;
    // A public command without an endpoint is the generator's to tell.
    if (message.kind === "command" || stringAt(components[message.name], "$ref") !== undefined) continue;
    report("message-without-channel", message.at, `No channel lists ${message.name}.`);
  }
}
