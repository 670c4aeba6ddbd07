import type { NamedSchema } from "../../schema/schema-table.ts";
import { Nodes, type Scope, sharedNames, tableOf } from "./nodes.ts";
import { Satisfiability } from "./satisfiable.ts";

/** Two lists of schemas, ready to be compared: what was found out about them serves all their schemas. */
export interface Tables {
  readonly nodes: Nodes;
  readonly solver: Satisfiability;
  readonly from: Scope;
  readonly to: Scope;
}

const prepared = new WeakMap<readonly NamedSchema[], WeakMap<readonly NamedSchema[], Tables>>();

/** Prepares two lists of schemas for comparisons; remembered for as long as both lists live. */
export function tablesOf(from: readonly NamedSchema[], to: readonly NamedSchema[]): Tables {
  const others = prepared.get(from) ?? new WeakMap<readonly NamedSchema[], Tables>();
  prepared.set(from, others);
  const tables = others.get(to) ?? prepare(from, to);
  others.set(to, tables);
  return tables;
}

function prepare(from: readonly NamedSchema[], to: readonly NamedSchema[]): Tables {
  const [fromTable, toTable] = [tableOf(from), tableOf(to)];
  const shared = sharedNames(fromTable, toTable);
  const nodes = new Nodes();
  const scope = { tag: "to", schemas: toTable, shared };
  return {
    nodes,
    solver: new Satisfiability(nodes, scope),
    from: { tag: "from", schemas: fromTable, shared },
    to: scope,
  };
}
