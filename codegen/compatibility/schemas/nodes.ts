import type { JsonObject } from "../../json/json.ts";
import { isObject } from "../../json/json.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import { meaningOf, nameOf, refsOf } from "./meaning.ts";

/** A schema: words, or `true` (everything) or `false` (nothing). */
export type Schema = JsonObject | boolean;

/** Where the references of a schema lead. */
export interface Scope {
  readonly tag: string;
  readonly schemas: ReadonlyMap<string, NamedSchema>;
  /** Names that mean the same on both sides of a comparison. */
  readonly shared: ReadonlySet<string>;
}

/** A schema with an identity: two schemas with one meaning are one node, on whichever side they stand. */
export interface Node {
  readonly id: number;
  readonly schema: Schema;
  readonly scope: Scope;
}

/** A node, or that it does not hold: `2 × id`, plus 1 when negated. Negation is `^ 1`. */
export type Literal = number;

/** All nodes of one comparison. */
export class Nodes {
  readonly #byMeaning = new Map<string, Node>();
  readonly #known = new Map<string, WeakMap<object, Node>>();
  readonly #list: Node[] = [];

  /** The node of a schema. */
  of(schema: unknown, scope: Scope): Node {
    if (!isObject(schema)) return this.#intern(schema === false ? "false" : "true", schema !== false, scope);
    const known = this.#known.get(scope.tag) ?? new WeakMap<object, Node>();
    this.#known.set(scope.tag, known);
    const found = known.get(schema);
    if (found !== undefined) return found;
    const meaning = meaningOf(schema, (ref) => `${scope.shared.has(nameOf(ref)) ? "both" : scope.tag} ${ref}`);
    const node = this.#intern(meaning, meaning === "{}" ? true : schema, scope);
    known.set(schema, node);
    return node;
  }

  /** The literal that a schema holds. */
  literal(schema: unknown, scope: Scope): Literal {
    return this.of(schema, scope).id * 2;
  }

  /** The node of a literal. */
  node(literal: Literal): Node {
    return this.#list[literal >> 1]!;
  }

  /** What a reference within a node leads to. */
  target(node: Node, ref: string): Node {
    return this.of(node.scope.schemas.get(nameOf(ref))?.schema ?? true, node.scope);
  }

  #intern(meaning: string, schema: Schema, scope: Scope): Node {
    const found = this.#byMeaning.get(meaning);
    if (found !== undefined) return found;
    const node: Node = { id: this.#list.length, schema, scope };
    this.#list.push(node);
    this.#byMeaning.set(meaning, node);
    return node;
  }
}

const tables = new WeakMap<readonly NamedSchema[], ReadonlyMap<string, NamedSchema>>();

/** Schemas by name; remembered for as long as the list lives. */
export function tableOf(schemas: readonly NamedSchema[]): ReadonlyMap<string, NamedSchema> {
  const found = tables.get(schemas) ?? new Map(schemas.map((schema) => [schema.name, schema]));
  tables.set(schemas, found);
  return found;
}

const meanings = new WeakMap<object, { readonly text: string; readonly refs: readonly string[] }>();

function ownMeaning(named: NamedSchema): { readonly text: string; readonly refs: readonly string[] } {
  const found = meanings.get(named.schema) ?? {
    text: meaningOf(named.schema, (ref) => ref),
    refs: refsOf(named.schema),
  };
  meanings.set(named.schema, found);
  return found;
}

/** Names that mean the same in both tables: equal themselves, and all that they refer to. */
export function sharedNames(
  from: ReadonlyMap<string, NamedSchema>,
  to: ReadonlyMap<string, NamedSchema>,
): ReadonlySet<string> {
  const shared = new Set<string>();
  const users = new Map<string, string[]>();
  const different: string[] = [];
  for (const name of new Set([...from.keys(), ...to.keys()])) {
    const sides = [from.get(name), to.get(name)].filter((side) => side !== undefined).map(ownMeaning);
    if (sides.length === 2 && sides[0]?.text === sides[1]?.text) shared.add(name);
    else different.push(name);
    for (const ref of sides.flatMap(({ refs }) => refs)) {
      const known = users.get(ref);
      if (known === undefined) users.set(ref, [name]);
      else known.push(name);
      if (!from.has(ref) && !to.has(ref)) different.push(ref);
    }
  }
  // Whoever refers to something different is different too.
  for (let name = different.pop(); name !== undefined; name = different.pop()) {
    for (const user of users.get(name) ?? []) if (shared.delete(user)) different.push(user);
  }
  return shared;
}
