import { stringify } from "yaml";
import type { Prove, SchemaFinding } from "../../../../codegen/compatibility/contracts/compare-schemas.ts";
import type { ContractSide } from "../../../../codegen/compatibility/contracts/side.ts";
import type { Decision } from "../../../../codegen/compatibility/decisions/read-decisions.ts";
import { readSide } from "../../../../codegen/compatibility/history/read-side.ts";
import type { SchemaSide } from "../../../../codegen/compatibility/schemas/prove-subset.ts";
import { type Evidence, type Judged, judge, type Verdict } from "../../../../codegen/compatibility/verdict.ts";
import type { Pin } from "../../../../codegen/pins/pin.ts";
import { counterContract, inMemory, processContract } from "../../support/contracts.ts";

/** A day on which nothing special happens. */
export const today = "2026-11-26";

/** A contract in memory. */
export function sideOf(document: unknown, label = "now"): ContractSide {
  const text = stringify(document, { aliasDuplicateObjects: false });
  return readSide(inMemory({ "asyncapi.yaml": text }), label, (file) => `${label}:${file}`);
}

/** The small contract of two, changed by a test. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to change it.
export type Change = (document: any) => void;

/** The small contract with a process, after a change. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function changed(change: Change = () => undefined): any {
  const document = processContract();
  change(document);
  return document;
}

/** The small contract without a process, after a change. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function counter(change: Change = () => undefined): any {
  const document = counterContract();
  change(document);
  return document;
}

/** A comparison of schemas that calls every difference a break, and remembers what it was asked. */
export function refusing(verdict: SchemaFinding["verdict"] = "breaking"): Prove & { readonly asked: string[] } {
  const asked: string[] = [];
  const prove = (from: SchemaSide, to: SchemaSide): readonly SchemaFinding[] => {
    asked.push(`${from.name} -> ${to.name}`);
    return [
      {
        id: "EC1999",
        rule: "differs",
        verdict,
        pointer: "/properties/by",
        instance: "/by",
        reason: "The schemas differ.",
        fix: "Do not.",
        witness: verdict === "breaking" ? { id: "a", by: asked.length } : undefined,
      },
    ];
  };
  return Object.assign(prove, { asked });
}

/** A comparison that proves everything. */
export const proving: Prove = () => [];

/** The verdict on a change from one contract to another. */
export function verdictOn(
  before: unknown,
  after: unknown,
  more: Partial<Evidence> & { readonly decisions?: readonly Decision[]; readonly pins?: readonly Pin[] } = {},
): Verdict {
  const base = sideOf(before, "before");
  return judge({ base, published: [], now: sideOf(after), decisions: [], pins: [], today, prove: proving, ...more });
}

/** Names of rules with what they are about, without plain changes unless they are asked for. */
export function told({ findings }: Verdict, all = false): readonly string[] {
  return findings
    .filter(({ weight, name }) => (all || weight !== "info") && name !== "contract-version-low")
    .map(
      ({ name, subject }: Judged) =>
        `${name} ${subject.name}${subject.version === undefined ? "" : ` v${subject.version}`}`,
    );
}

/** A decision that allows what a test says. */
export function decision(
  allows: readonly Omit<Decision["allows"][number], "at">[],
  more: Partial<Decision> = {},
): Decision {
  const at = { file: "contract/decisions/d.yaml", pointer: "/allows/0", line: 1, column: 1 };
  return {
    file: at.file,
    what: "A break.",
    why: "It has to be.",
    agreedBy: ["anna"],
    until: "2027-01-31",
    untilAt: { ...at, pointer: "/until" },
    allows: allows.map((allowance) => ({ ...allowance, at })),
    consents: [],
    everyConsumerPinned: [],
    ...more,
  };
}
