import { createHash } from "node:crypto";
import { isObject } from "../../json/json.ts";
import type { Contract, Message } from "../../model/contract.ts";
import { closureOf } from "../../schema/compiler.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import type { SchemaSide } from "../schemas/prove-subset.ts";
import { contractCatalogue, type Side } from "./catalogue.ts";
import { bumpFor, type Finding, type Findings, findingOf, type Subject } from "./finding.ts";
import { locateInSchema } from "./schema-places.ts";
import type { ContractSide } from "./side.ts";
import { type MessageVersion, subjectOf } from "./versions.ts";

/** What the comparison of two schemas has found. */
export interface SchemaFinding {
  readonly id: string;
  readonly rule: string;
  readonly verdict: "breaking" | "unknown" | "warning";
  readonly pointer: string;
  readonly instance: string;
  readonly reason: string;
  readonly fix: string;
  readonly witness: unknown;
}

/** Whether every document of `from` is a document of `to`: no finding means proven. `role`: which contract `from` is of. */
export type Prove = (from: SchemaSide, to: SchemaSide, role: "old" | "new") => readonly SchemaFinding[];

/** A schema that is compared, and the contract that it is of. */
export interface ComparedSchema {
  readonly side: ContractSide;
  readonly schema: SchemaSide;
}

interface Versioned {
  readonly message: Message;
  readonly version: MessageVersion;
}

/** Which way documents go: what the old contract allowed must fit the new one, the new into the old, or both. */
type Way = { readonly from: "old" | "now"; readonly side: Side };

/** Compares schemas of two contracts; equal ones cost a look at their hashes, and no pair is compared twice. */
export class SchemaComparer {
  readonly #prove: Prove;
  readonly #hashes = new WeakMap<Contract, Map<string, string>>();
  readonly #tables = new WeakMap<readonly NamedSchema[], ReadonlyMap<string, NamedSchema>>();
  readonly #proven = new Map<string, readonly SchemaFinding[]>();

  constructor(prove: Prove) {
    this.#prove = prove;
  }

  /** One version of a message then and now, in the directions that its kind asks for. */
  compareVersion(findings: Findings, before: Versioned, after: Versioned): void {
    const { kind, visibility } = before.message;
    // Of a message without a kind nobody knows which way it goes: it has to fit both ways.
    const outside = (side: Side): Side => (visibility === "public" ? side : "store");
    const ways: Readonly<Record<Message["kind"], readonly Way[]>> = {
      command: [{ from: "old", side: outside("clients") }],
      notification: [{ from: "now", side: "readers" }],
      event: [
        { from: "old", side: "store" },
        { from: "now", side: outside("readers") },
      ],
      message: [
        { from: "old", side: "clients" },
        { from: "now", side: "readers" },
      ],
    };
    const subject = subjectOf(after.message, after.version.version);
    const names = { old: before.version.payload, now: after.version.payload };
    this.compare(findings, subject, names, ways[kind]);
  }

  /** Two named schemas of the two contracts. */
  compare(
    findings: Findings,
    subject: Subject,
    names: { readonly old: string; readonly now: string },
    ways: readonly Way[],
  ): void {
    const { old, now } = findings;
    if (this.#hashOf(old.contract, names.old) === this.#hashOf(now.contract, names.now)) return;
    const before = { side: old, schema: { schemas: old.contract.schemas, name: names.old } };
    const after = { side: now, schema: { schemas: now.contract.schemas, name: names.now } };
    this.compareSides(findings, subject, { old: before, now: after }, ways);
  }

  /** Two schemas, wherever they come from. */
  compareSides(
    findings: Findings,
    subject: Subject,
    sides: Readonly<Record<"old" | "now", ComparedSchema>>,
    ways: readonly Way[],
  ): void {
    if (hash(this.#closure(sides.old.schema)) === hash(this.#closure(sides.now.schema))) return;
    let isProven = true;
    for (const { from, side } of ways) {
      const [source, target] = from === "old" ? [sides.old, sides.now] : [sides.now, sides.old];
      for (const found of this.#provenFrom(source.schema, target.schema, from === "old" ? "old" : "new")) {
        isProven = false;
        findings.add(schemaFinding(found, { from, side }, subject, sides, findings.old.label));
      }
    }
    if (!isProven) return;
    const root = sides.now.schema.schemas.find(({ name }) => name === sides.now.schema.name);
    const at = sides.now.side.locate(root?.at ?? { file: findings.now.contract.file, pointer: "" });
    const rule = contractCatalogue["schema-widened"];
    const what = `The schema of ${subject.name} has changed.`;
    const details = { subject, what, ...(ways[0] === undefined ? {} : { side: ways[0].side }) };
    findings.add(findingOf("schema-widened", rule, at, [findings.old.label], details));
  }

  #provenFrom(from: SchemaSide, to: SchemaSide, role: "old" | "new"): readonly SchemaFinding[] {
    const key = `${role} ${hash(this.#closure(from))} ${hash(this.#closure(to))}`;
    const known = this.#proven.get(key);
    if (known !== undefined) return known;
    const found = this.#prove(from, to, role);
    this.#proven.set(key, found);
    return found;
  }

  #hashOf(contract: Contract, name: string): string {
    const hashes = this.#hashes.get(contract) ?? new Map<string, string>();
    this.#hashes.set(contract, hashes);
    const known = hashes.get(name) ?? hash(this.#closure({ schemas: contract.schemas, name }));
    hashes.set(name, known);
    return known;
  }

  #closure({ schemas, name }: SchemaSide): unknown {
    const table = this.#tables.get(schemas) ?? new Map(schemas.map((schema) => [schema.name, schema]));
    this.#tables.set(schemas, table);
    return closureOf(name, table);
  }
}

function schemaFinding(
  found: SchemaFinding,
  { from, side }: Way,
  subject: Subject,
  sides: Readonly<Record<"old" | "now", ComparedSchema>>,
  against: string,
): Finding {
  const here = locateInSchema(sides.now.schema, found.pointer);
  const place = here.isWhole ? here : locateInSchema(sides.old.schema, found.pointer);
  const owner = here.isWhole ? sides.now : sides.old;
  const weight = found.verdict;
  return {
    rule: found.id,
    name: found.rule,
    weight,
    bump: bumpFor(subject, weight === "warning" ? "minor" : "major"),
    side,
    subject,
    against: [against],
    at: owner.side.locate(place.at),
    pointer: found.pointer,
    instance: found.instance,
    direction: from === "old" ? "backward" : "forward",
    what: found.reason,
    reason: found.reason,
    fix: found.fix,
    witness: found.witness,
  };
}

/** Equal for schemas that say the same, in whatever order. */
function hash(schema: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(ordered(schema)))
    .digest("base64");
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, ordered(value[key])]),
  );
}
