import type { Location } from "../diagnostics/diagnostic.ts";

/** What can be explained. */
export type SubjectKind = "command" | "event" | "notification" | "message" | "read model" | "process" | "reaction";

/** Something of the contract that can be explained. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly name: string;
}

/** The word of the contract that something follows from. */
export interface Reason {
  readonly at: Location;
  /** As people call it, such as `retryPolicies.commands`. */
  readonly word: string;
  /** False: the contract does not say it, so that what is usual counts; the place is where it would stand. */
  readonly isSaid: boolean;
}

/** Something that will happen, and why. */
export interface Statement {
  readonly text: string;
  readonly why: readonly Reason[];
}

/** A step on the way of a message. */
export interface Step {
  readonly title: string;
  readonly says: readonly Statement[];
}

/** Everything that will happen to one thing of the contract. */
export interface Explanation extends Subject {
  /** Of messages and processes. */
  readonly version?: number;
  readonly summary: string;
  readonly at: Location;
  readonly steps: readonly Step[];
  /** What this sets off: what is worth reading next, in the order in which it happens. */
  readonly leadsTo: readonly Subject[];
}

/** A thing of the contract as one text. */
export function subjectKey({ kind, name }: Subject): string {
  return `${kind} ${name}`;
}
