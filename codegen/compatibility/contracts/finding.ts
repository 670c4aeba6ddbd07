import type { Location } from "../../diagnostics/diagnostic.ts";
import { by } from "../../json/json.ts";
import type { Message } from "../../model/contract.ts";
import {
  type Bump,
  type ContractRule,
  type ContractRuleName,
  contractCatalogue,
  type Side,
  type Weight,
} from "./catalogue.ts";
import type { ContractSide, Place } from "./side.ts";

/** What a finding is about: a message (perhaps one version of it), a query, a process … */
export interface Subject {
  readonly group:
    | "contract"
    | "message"
    | "channel"
    | "operation"
    | "read model"
    | "query"
    | "process"
    | "reaction"
    | "stream"
    | "setting"
    | "retry policy"
    | "notifications"
    | "published version";
  readonly name: string;
  /** Of a message. */
  readonly version?: number;
  /** Of a message: what it is for. */
  readonly kind?: Message["kind"];
  /** Of a message: whether only our own code knows it. */
  readonly isPrivate?: boolean;
}

/** One difference between two contracts. */
export interface Finding {
  /** Stable rule id, such as `EC2102`. */
  readonly rule: string;
  readonly name: string;
  readonly weight: Weight;
  readonly bump: Bump;
  readonly side: Side;
  readonly subject: Subject;
  /** The contract that it was found against. Several, when the same is true of several published ones. */
  readonly against: readonly string[];
  /** Where it is: in the new contract when it is there, else in the old one. */
  readonly at: Place;
  /** Where the change is: into the schema for findings of schemas, else into the document. Decisions name it. */
  readonly pointer: string;
  /** Where it is in documents, such as `/lines/*\/amount`; undefined when it is not about a schema. */
  readonly instance: string | undefined;
  /** Of a finding about schemas: which promise it breaks. `backward`: what fitted then fits now. `forward`: what fits now fitted then. */
  readonly direction: "backward" | "forward" | undefined;
  /** The fact, in a sentence. */
  readonly what: string;
  /** The fact and why it matters. */
  readonly reason: string;
  readonly fix: string;
  /** A document, or a caller, that shows it; undefined when there is none. */
  readonly witness: unknown;
}

/** What a finding may say besides its rule. */
export interface Details {
  readonly subject: Subject;
  readonly what: string;
  readonly fix?: string;
  readonly side?: Side;
  readonly witness?: unknown;
}

/** Collects the differences between two contracts. */
export class Findings {
  readonly #found: Finding[] = [];
  readonly old: ContractSide;
  readonly now: ContractSide;

  constructor(old: ContractSide, now: ContractSide) {
    this.old = old;
    this.now = now;
  }

  /** Takes a difference that can be seen in the new contract. */
  here(name: ContractRuleName, at: Location, details: Details): void {
    this.#add(name, this.now, at, details);
  }

  /** Takes a difference that only the old contract has a place for. */
  gone(name: ContractRuleName, at: Location, details: Details): void {
    this.#add(name, this.old, at, details);
  }

  /** Takes a finding that is made already. */
  add(finding: Finding): void {
    this.#found.push(finding);
  }

  get list(): readonly Finding[] {
    return this.#found;
  }

  #add(name: ContractRuleName, side: ContractSide, at: Location, details: Details): void {
    const rule: ContractRule = contractCatalogue[name];
    this.#found.push(findingOf(name, rule, side.locate(at), [this.old.label], details));
  }
}

/** A finding of a rule about contracts. */
export function findingOf(
  name: ContractRuleName,
  rule: ContractRule,
  at: Place,
  against: readonly string[],
  { subject, what, fix, side, witness }: Details,
): Finding {
  return {
    rule: rule.id,
    name,
    weight: rule.weight,
    bump: bumpFor(subject, rule.bump),
    side: side ?? rule.side,
    subject,
    against,
    at,
    pointer: at.pointer,
    instance: undefined,
    direction: undefined,
    what,
    reason: `${what} ${rule.why}`,
    fix: fix ?? rule.fix,
    witness,
  };
}

/** What only our own code knows is no matter of the version that consumers see. */
export function bumpFor({ isPrivate }: Subject, bump: Bump): Bump {
  return isPrivate === true && bump !== "none" ? "patch" : bump;
}

const heaviest: readonly Weight[] = ["breaking", "unknown", "warning", "info"];

/** The same finding against several contracts becomes one; the heaviest come first. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    const { rule, subject, pointer, side, instance, direction, reason } = finding;
    const key = JSON.stringify([
      rule,
      subject.group,
      subject.name,
      subject.version,
      pointer,
      side,
      instance,
      direction,
      reason,
    ]);
    const known = found.get(key);
    const against = [...new Set([...(known?.against ?? []), ...finding.against])];
    found.set(key, { ...(known ?? finding), against });
  }
  return [...found.values()]
    .sort(by(({ rule, subject, pointer }) => `${subject.name} ${subject.version ?? 0} ${rule} ${pointer}`))
    .sort((a, b) => heaviest.indexOf(a.weight) - heaviest.indexOf(b.weight));
}

/** `CreditsReserved v1`, `query listTransfers`. */
export function nameOfSubject({ group, name, version }: Subject): string {
  if (group === "contract") return "the contract";
  if (group === "notifications") return group;
  if (group === "message") return version === undefined ? name : `${name} v${version}`;
  return `${group} ${name}`;
}
