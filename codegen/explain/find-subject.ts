import { nearest } from "../lint/nearest.ts";
import type { Contract } from "../model/contract.ts";
import type { Wanted } from "./explain.ts";
import type { SubjectKind } from "./explanation.ts";
import { listed } from "./words.ts";

/** What was asked for, or why it was not found. */
export type Found =
  | { readonly wanted: Wanted }
  /** A sentence, and what else could be meant. */
  | { readonly problem: string; readonly nearest?: string };

/** Where a name may stand, when the caller does not say: messages come first. */
export type Group = "message" | "read model" | "process" | "reaction";

/** Finds what somebody asked for by its name: as the contract writes it, with `.v2` for a version, in any letter case. */
export function findSubject(contract: Contract, text: string, group?: Group): Found {
  const [, name = text, digits] = /^(.+)\.v(\d+)$/.exec(text) ?? [];
  const all = subjectsOf(contract).filter(({ kind }) => group === undefined || groupOf(kind) === group);
  const same = (subject: Wanted) => subject.name === name;
  const alike = (subject: Wanted) => subject.name.toLowerCase() === name.toLowerCase();
  const found = all.find(same) ?? all.find(alike);
  if (found === undefined) return notFound(name, all, group);
  if (digits === undefined) return { wanted: found };
  return versionOf(contract, found, Number(digits));
}

/** Everything that a contract lets us explain, messages first, by name. */
export function subjectsOf(contract: Contract): readonly Wanted[] {
  const of = (kind: SubjectKind, things: readonly { readonly name: string }[]) =>
    things.map(({ name }) => ({ kind, name }));
  return [
    ...contract.messages.map(({ kind, name }) => ({ kind, name })),
    ...of("read model", contract.readModels),
    ...of("process", contract.processes),
    ...of("reaction", contract.reactions),
  ];
}

function groupOf(kind: SubjectKind): Group {
  return kind === "read model" || kind === "process" || kind === "reaction" ? kind : "message";
}

function versionOf(contract: Contract, found: Wanted, version: number): Found {
  const message = groupOf(found.kind) === "message" && contract.messages.find(({ name }) => name === found.name);
  if (!message) return { problem: `${found.name} is a ${found.kind}, which has no earlier versions to explain.` };
  if (version === message.version) return { wanted: found };
  const known = [...message.earlier.map((earlier) => earlier.version), message.version];
  if (known.includes(version)) return { wanted: { ...found, version } };
  const has = `It has ${known.length === 1 ? "version" : "versions"} ${listed(known.map(String))}.`;
  return { problem: `${found.name} has no version ${version}. ${has}` };
}

function notFound(name: string, all: readonly Wanted[], group: Group | undefined): Found {
  const close = nearest(
    name,
    all.map((subject) => subject.name),
  );
  const what = group ?? "message, read model, process or reaction";
  return {
    problem: `The contract has no ${what} ${JSON.stringify(name)}.`,
    ...(close === undefined ? {} : { nearest: close }),
  };
}
