import type { NamedSchema } from "../../schema/schema-table.ts";
import { schemaRules } from "./catalogue.ts";
import { Explanation, type SchemaFinding } from "./explain.ts";
import { Nodes, type Scope, sharedNames, tableOf } from "./nodes.ts";
import { Satisfiability } from "./satisfiable.ts";
import type { FromRole } from "./sentences.ts";
import { isAccepted, validatorsOf } from "./validators.ts";

export type { SchemaFinding } from "./explain.ts";

/** One side of a comparison: a schema of a contract with all that it refers to. */
export interface SchemaSide {
  readonly schemas: readonly NamedSchema[];
  readonly name: string;
}

/** How a comparison is made and told. */
export interface ProofOptions {
  /** Seed of the search for witnesses: the same seed finds the same ones. */
  readonly seed: number;
  /** Which version the side `from` is; decides the words of the findings. The old one by default. */
  readonly roles?: { readonly from: FromRole };
}

/**
 * Whether every document of `from` is a document of `to`: no finding means proven. A finding is `breaking` only with a witness
 * that the compiled validators of both sides have confirmed; what could not be decided is `unknown`.
 */
export function proveSubset(from: SchemaSide, to: SchemaSide, options: ProofOptions): readonly SchemaFinding[] {
  const [fromTable, toTable] = [tableOf(from.schemas), tableOf(to.schemas)];
  const shared = sharedNames(fromTable, toTable, [...new Set([from.name, to.name])]);
  if (from.name === to.name && shared.has(from.name)) return [];
  const nodes = new Nodes();
  const fromScope: Scope = { tag: "from", schemas: fromTable, shared };
  const toScope: Scope = { tag: "to", schemas: toTable, shared };
  const [fromRoot, toRoot] = [fromTable.get(from.name)?.schema ?? true, toTable.get(to.name)?.schema ?? true];
  const solver = new Satisfiability(nodes, toScope);
  const literal = nodes.literal(fromRoot, fromScope);
  const role = options.roles?.from ?? "old";
  const broken = [from, to].find(({ schemas, name }) => validatorsOf(schemas).errorOf(name) !== undefined);
  if (broken !== undefined) return [uncompiled(broken, role)];
  const explanation = new Explanation({
    nodes,
    solver,
    from: { scope: fromScope, root: fromRoot, literal },
    to: { scope: toScope },
    role,
    isWitness: (document) =>
      isAccepted(from.schemas, from.name, document) === true && isAccepted(to.schemas, to.name, document) === false,
  });
  explanation.explain(toRoot, `#/$defs/${to.name}`, [], [`#/$defs/${to.name}`]);
  return [...explanation.findings.values()];
}

function uncompiled({ schemas, name }: SchemaSide, role: FromRole): SchemaFinding {
  const rule = schemaRules["undecided-schema"];
  return {
    rule: "undecided-schema",
    verdict: "unknown",
    pointer: `#/$defs/${name}`,
    instance: "",
    reason: `The schema ${name} cannot be compiled: ${validatorsOf(schemas).errorOf(name)}. ${rule.why}`,
    fix: rule.fix[role],
    witness: undefined,
  };
}
