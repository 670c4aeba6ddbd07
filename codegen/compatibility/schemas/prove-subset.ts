import { schemaRules } from "./catalogue.ts";
import { Explanation, type SchemaFinding } from "./explain.ts";
import type { FromRole } from "./sentences.ts";
import type { SchemaSide } from "./side.ts";
import { tablesOf } from "./tables.ts";
import { isAccepted, validatorsOf } from "./validators.ts";

export type { SchemaFinding } from "./explain.ts";
export type { SchemaSide } from "./side.ts";

/** How a comparison is made and told. */
export interface ProofOptions {
  /** Which version the side `from` is; decides the words of the findings. The old one by default. */
  readonly roles?: { readonly from: FromRole };
}

/**
 * Whether every document of `from` is a document of `to`: no finding means proven. A finding is `breaking` only with a witness
 * that the compiled validators of both sides have confirmed; what could not be decided is `unknown`.
 */
export function proveSubset(from: SchemaSide, to: SchemaSide, options: ProofOptions = {}): readonly SchemaFinding[] {
  const tables = tablesOf(from.schemas, to.schemas);
  if (from.name === to.name && tables.from.shared.has(from.name)) return [];
  // Without validators nothing can be confirmed, and a schema that leads back to itself for one value means nothing.
  const broken = [from, to].find(({ schemas, name }) => validatorsOf(schemas).errorOf(name) !== undefined);
  const role = options.roles?.from ?? "old";
  if (broken !== undefined) return [uncompiled(broken, role)];
  const root = tables.from.schemas.get(from.name)?.schema ?? true;
  const explanation = new Explanation({
    ...tables,
    from: { scope: tables.from, root, literal: tables.nodes.literal(root, tables.from) },
    to: { scope: tables.to },
    role,
    isWitness: (document) =>
      isAccepted(from.schemas, from.name, document) === true && isAccepted(to.schemas, to.name, document) === false,
  });
  const at = `#/$defs/${to.name}`;
  explanation.explain(tables.to.schemas.get(to.name)?.schema ?? true, at, [], [at]);
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
