import type { Solver } from "./answer.ts";
import type { Literal, Nodes } from "./nodes.ts";

/** More rules about names than this make too many kinds of names. */
const mostTests = 6;

/** Names that are mentioned nowhere, all alike to the rules: those that pass the same tests. */
export interface NameKind {
  /** What holds for the names. */
  readonly literals: readonly Literal[];
  /** Whether a rule speaks of these names. */
  readonly fits: (names: readonly Literal[]) => boolean;
}

/** The names that rules list one by one, as far as they do. */
export function listedNames(names: readonly Literal[], nodes: Nodes): readonly string[] {
  return names.flatMap((literal) => {
    const { schema } = nodes.node(literal);
    if (typeof schema === "boolean") return [];
    const values = [schema["enum"], [schema["const"]]].flat(2);
    return values.filter((value) => typeof value === "string");
  });
}

/** All kinds of names that are not mentioned. Undefined when there are too many. */
export function kindsOf(
  rules: readonly (readonly Literal[])[],
  mentioned: readonly string[],
  solver: Solver,
  nodes: Nodes,
): readonly NameKind[] | undefined {
  const known = new Map<number, boolean>();
  const tests: number[] = [];
  for (const literal of new Set(rules.flat().map((rule) => rule & ~1))) {
    const { schema } = nodes.node(literal);
    if (typeof schema === "boolean") known.set(literal, schema);
    // All names of a list are mentioned, so no other name is in it.
    else if (Object.keys(schema).length === 1 && Array.isArray(schema["enum"])) known.set(literal, false);
    else tests.push(literal);
  }
  if (tests.length > mostTests) return undefined;
  const others = solver.noneOf(mentioned);
  return Array.from({ length: 2 ** tests.length }, (_, number): NameKind => {
    const truth = new Map(known);
    for (const [index, test] of tests.entries()) truth.set(test, (number & (2 ** index)) !== 0);
    return {
      literals: [solver.text, others, ...tests.map((test) => (truth.get(test) ? test : test ^ 1))],
      fits: (names) => names.every((name) => truth.get(name & ~1) === ((name & 1) === 0)),
    };
  });
}
