import { isObject, type JsonObject, own } from "../../json/json.ts";
import type { Formula } from "./formula.ts";
import { nameOf } from "./meaning.ts";
import type { Literal, Node, Nodes } from "./nodes.ts";

/** More branches than this would make too many cases. */
const mostBranches = 5;

/** Which fields a schema has looked at. */
interface Seen {
  readonly names: Set<string>;
  readonly patterns: Set<string>;
  all: boolean;
}

/** Words that look at fields, or hold schemas that do. */
const looking = [
  "$ref",
  "additionalProperties",
  "allOf",
  "anyOf",
  "dependentSchemas",
  "else",
  "if",
  "oneOf",
  "patternProperties",
  "properties",
  "then",
  "unevaluatedProperties",
];

/** The part of a schema that decides what `unevaluatedProperties` says. */
export function unevaluatedCore(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([word]) => looking.includes(word)));
}

/**
 * `unevaluatedProperties`: which fields count as evaluated depends on which branches hold, so each combination of branches
 * that hold and do not is a case of its own.
 */
export function unfoldUnevaluated(nodes: Nodes, node: Node): readonly Formula[] {
  const { schema, scope } = node;
  const rule = own(schema, "unevaluatedProperties");
  if (rule === undefined || !isObject(schema)) return [];
  const literal = (part: unknown): Literal => nodes.literal(part, scope);
  const core = nodes.of(unevaluatedCore(schema), scope);
  if (core !== node) return [{ literal: core.id * 2 }];
  const branches = new Map<string, Branch>();
  if (!collect(schema, new Set(), branches, scope.schemas)) return [{ fact: { word: "opaque", reason: "recursion" } }];
  if (branches.size > mostBranches) return [{ fact: { word: "opaque", reason: "branches" } }];
  const list = [...branches.values()];
  const cases = Array.from({ length: 2 ** list.length }, (_, number): Formula => {
    const isHeld = (index: number) => (number & (2 ** index)) !== 0;
    const held = new Set(list.filter((_branch, index) => isHeld(index)).map(({ key }) => key));
    const seen: Seen = { names: new Set(), patterns: new Set(), all: false };
    look(schema, held, seen, scope.schemas);
    const conditions = list.map((branch, index): Formula => {
      const part: Formula =
        branch.name === undefined
          ? { literal: literal(branch.schema) }
          : { fact: { word: "present", name: branch.name } };
      if (isHeld(index)) return part;
      return branch.name === undefined
        ? { literal: literal(branch.schema) ^ 1 }
        : { fact: { word: "absent", name: branch.name } };
    });
    if (seen.all) return { all: conditions };
    const names = [
      ...(seen.names.size > 0 ? [literal({ enum: [...seen.names] }) ^ 1] : []),
      ...[...seen.patterns].map((pattern) => literal({ pattern }) ^ 1),
    ];
    return { all: [...conditions, { fact: { word: "every", names, literal: literal(rule) } }] };
  });
  return [{ any: cases }];
}

/** Something that decides which fields are evaluated: a schema that holds or not, or a field that is there or not. */
interface Branch {
  readonly key: string;
  readonly schema: unknown;
  readonly name: string | undefined;
}

type Table = Node["scope"]["schemas"];

/** A part that counts when a branch holds, or when it does not. */
interface Part {
  readonly branch: Branch | undefined;
  readonly when: boolean;
  readonly schema: unknown;
}

/** The schemas that speak of the same value as the schema around them. */
function partsOf(schema: JsonObject, table: Table): readonly Part[] {
  const list = (word: string) => (own(schema, word) as readonly unknown[] | undefined) ?? [];
  const sure = (part: unknown): Part => ({ branch: undefined, when: true, schema: part });
  const ref = own(schema, "$ref");
  const branched = (part: unknown): Part => ({ branch: branchOf(part), when: true, schema: part });
  const condition = own(schema, "if");
  const parts = [
    ...list("allOf").map(sure),
    ...(typeof ref === "string" ? [sure(table.get(nameOf(ref))?.schema)] : []),
    ...[...list("anyOf"), ...list("oneOf")].map(branched),
  ];
  for (const [name, then] of Object.entries((own(schema, "dependentSchemas") as JsonObject | undefined) ?? {})) {
    parts.push({ branch: { key: `present ${name}`, schema: then, name }, when: true, schema: then });
  }
  if (condition === undefined) return parts;
  const branch = branchOf(condition);
  return [
    ...parts,
    branched(condition),
    { branch, when: true, schema: own(schema, "then") },
    { branch, when: false, schema: own(schema, "else") },
  ];
}

function branchOf(schema: unknown): Branch {
  return { key: JSON.stringify(schema), schema, name: undefined };
}

/** Finds all branches; false when the schema contains itself in place. */
function collect(schema: unknown, around: ReadonlySet<unknown>, found: Map<string, Branch>, table: Table): boolean {
  if (!isObject(schema)) return true;
  if (around.has(schema)) return false;
  const inside = new Set([...around, schema]);
  return partsOf(schema, table).every(({ branch, schema: part }) => {
    if (branch !== undefined) found.set(branch.key, branch);
    return collect(part, inside, found, table);
  });
}

/** Collects what a schema looks at when these branches hold. Its own `unevaluatedProperties` is left out at the top. */
function look(schema: unknown, held: ReadonlySet<string>, seen: Seen, table: Table, isTop = true): void {
  if (!isObject(schema)) return;
  for (const name of Object.keys((own(schema, "properties") as JsonObject | undefined) ?? {})) seen.names.add(name);
  for (const pattern of Object.keys((own(schema, "patternProperties") as JsonObject | undefined) ?? {})) {
    seen.patterns.add(pattern);
  }
  if (own(schema, "additionalProperties") !== undefined) seen.all = true;
  if (!isTop && own(schema, "unevaluatedProperties") !== undefined) seen.all = true;
  for (const { branch, when, schema: part } of partsOf(schema, table)) {
    if (branch === undefined || held.has(branch.key) === when) look(part, held, seen, table, false);
  }
}
