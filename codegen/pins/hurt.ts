import type { Finding } from "../compatibility/contracts/finding.ts";
import type { Contract } from "../model/contract.ts";
import type { Pin, Use } from "./pin.ts";

/** A pinned consumer that a finding meets. */
export interface Hurt {
  readonly consumer: string;
  readonly contact: string;
  /** Whether it has agreed, in its pin. */
  readonly consents: boolean;
}

/** The pinned consumers that a finding hurts. `old` is the contract that they were written for. */
export function hurtBy(finding: Finding, pins: readonly Pin[], old: Contract): readonly Hurt[] {
  if (finding.weight === "info") return [];
  return pins.flatMap((pin) => {
    const uses = pin.uses.filter((use) => concerns(use, finding, old) && touches(use, finding));
    if (uses.length === 0) return [];
    return [{ consumer: pin.consumer, contact: pin.contact, consents: consentsTo(pin, finding) }];
  });
}

/** Whether a use is one of what a finding is about. */
export function concerns(
  { message, query, versions }: Use,
  { subject, instance, side }: Finding,
  old: Contract,
): boolean {
  // Whether we can read what we have stored is nothing to outsiders.
  if (instance !== undefined && side === "store") return false;
  switch (subject.group) {
    case "message": {
      const { from = 1, to = Number.POSITIVE_INFINITY } = versions ?? {};
      const isMeant = subject.version === undefined || (subject.version >= from && subject.version <= to);
      return message === subject.name && isMeant;
    }
    case "query":
      return query === subject.name;
    case "read model": {
      const readModel = old.readModels.find(({ name }) => name === subject.name);
      return readModel?.queries.some(({ name }) => name === query) ?? false;
    }
    case "contract": {
      const kind = old.messages.find(({ name }) => name === message)?.kind;
      return side === "clients" ? query !== undefined || kind === "command" : kind === "event";
    }
    case "notifications":
      return old.messages.find(({ name }) => name === message)?.kind === "notification";
    default:
      return false;
  }
}

/** Whether a finding touches a field that is used, one above it or one below it. */
function touches({ fields }: Use, { instance, side, name }: Finding): boolean {
  if (instance === undefined || fields === "whole") return true;
  // Whoever sends a command is hurt by what they leave out as well.
  if (side === "clients" && (instance === "" || name.includes("required"))) return true;
  return instance === "" || fields.some((field) => isWithin(field, instance) || isWithin(instance, field));
}

/** Whether a field is another one or lies below it. */
function isWithin(field: string, other: string): boolean {
  return field === other || field.startsWith(`${other}/`);
}

/** Whether a consumer has agreed to what a finding does to it. */
export function consentsTo({ consents = [] }: Pin, { subject, instance }: Finding): boolean {
  return consents.some(({ subject: name, fields }) => {
    if (name !== subject.name || instance === undefined) return false;
    return fields !== "unused" && fields.some((field) => isWithin(instance, field));
  });
}

/** Whether all pins of a finding's message agree that what they do not use may change, and there is one. */
export function leaveUnused(finding: Finding, pins: readonly Pin[], old: Contract): boolean {
  const users = pins.filter(({ uses }) => uses.some((use) => concerns(use, finding, old)));
  const agrees = ({ consents = [] }: Pin) =>
    consents.some(({ subject, fields }) => subject === finding.subject.name && fields === "unused");
  return users.length > 0 && users.every(agrees);
}
