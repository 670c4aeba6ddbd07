import { pointer } from "../../json/pointer.ts";
import type { Process } from "../../model/contract.ts";
import type { Findings } from "./finding.ts";

/** Processes and reactions: which events they get, and what becomes of instances that are running. */
export function compareProcesses(findings: Findings): void {
  const old = findings.old.contract;
  const now = findings.now.contract;
  for (const process of now.processes) {
    if (old.processes.some(({ name }) => name === process.name)) continue;
    findings.here("process-added", process.at, details(process.name, `The process \`${process.name}\` is new.`));
  }
  for (const before of old.processes) {
    const after = now.processes.find(({ name }) => name === before.name);
    if (after !== undefined) compareProcess(findings, before, after);
    else findings.gone("process-removed", before.at, details(before.name, `The process \`${before.name}\` is gone.`));
  }
  compareReactions(findings);
}

function compareProcess(findings: Findings, before: Process, after: Process): void {
  const { name } = after;
  const at = (word: string) => ({ file: after.at.file, pointer: pointer(after.at.pointer, word) });
  if (before.key.join("\n") !== after.key.join("\n")) {
    const what = `The key of \`${name}\` was ${before.key.join(", ")} and is ${after.key.join(", ")}.`;
    findings.here("process-key-changed", at("key"), details(name, what));
  }
  if (after.version < before.version) {
    const what = `The version of \`${name}\` was ${before.version} and is ${after.version}.`;
    findings.here("process-version-lowered", at("version"), details(name, what));
  }
  for (const version of [before.version, ...before.keeps]) {
    if (version === after.version || after.keeps.includes(version)) continue;
    const what = `\`${name}\` does not keep version ${version}.`;
    findings.here("process-version-dropped", at("keeps"), details(name, what));
  }
  for (const event of before.startedBy.filter((each) => !after.startedBy.includes(each))) {
    const what = `${event} does not start \`${name}\` any more.`;
    findings.here("process-start-removed", at("startedBy"), details(name, what));
  }
  for (const event of before.waitsFor.filter((each) => !after.waitsFor.includes(each))) {
    const what = `\`${name}\` does not wait for ${event} any more.`;
    findings.here("process-wait-removed", at("waitsFor"), details(name, what));
  }
  const more = [...after.startedBy, ...after.waitsFor].filter(
    (event) => !before.startedBy.includes(event) && !before.waitsFor.includes(event),
  );
  for (const event of more) {
    findings.here("process-subscribed", after.at, details(name, `\`${name}\` gets ${event}.`));
  }
  if (before.sends.join() !== after.sends.join()) {
    const what = `\`${name}\` sent ${before.sends.join(", ")} and sends ${after.sends.join(", ")}.`;
    findings.here("process-sends-changed", at("sends"), details(name, what));
  }
}

function compareReactions(findings: Findings): void {
  const old = findings.old.contract.reactions;
  const now = findings.now.contract.reactions;
  for (const { name, at } of now) {
    if (old.some((other) => other.name === name)) continue;
    findings.here("reaction-added", at, reaction(name, `The reaction \`${name}\` is new.`));
  }
  for (const before of old) {
    const after = now.find(({ name }) => name === before.name);
    if (after === undefined) {
      findings.gone("reaction-removed", before.at, reaction(before.name, `The reaction \`${before.name}\` is gone.`));
      continue;
    }
    const at = { file: after.at.file, pointer: pointer(after.at.pointer, "on") };
    for (const event of before.on.filter((each) => !after.on.includes(each))) {
      findings.here(
        "reaction-unsubscribed",
        at,
        reaction(after.name, `\`${after.name}\` does not get ${event} any more.`),
      );
    }
    for (const event of after.on.filter((each) => !before.on.includes(each))) {
      findings.here("reaction-subscribed", at, reaction(after.name, `\`${after.name}\` gets ${event}.`));
    }
  }
}

function details(name: string, what: string) {
  return { subject: { group: "process" as const, name }, what };
}

function reaction(name: string, what: string) {
  return { subject: { group: "reaction" as const, name }, what };
}
