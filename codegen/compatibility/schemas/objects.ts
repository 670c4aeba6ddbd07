import { type Answer, type Doubt, none, type Solver, some } from "./answer.ts";
import type { Fact } from "./formula.ts";
import { kindsOf, listedNames, type NameKind } from "./names.ts";
import type { Literal, Nodes } from "./nodes.ts";

interface Rule {
  readonly names: readonly Literal[];
  readonly literal: Literal;
}

/** What facts say about an object. */
interface Fields {
  readonly min: number;
  readonly max: number;
  readonly present: ReadonlySet<string>;
  readonly absent: ReadonlySet<string>;
  readonly mentioned: readonly string[];
  readonly literalsOf: (name: string) => readonly Literal[];
  readonly every: readonly Rule[];
  readonly exists: readonly Rule[];
}

/** Objects: fields by name, by pattern and all others, which must be there and how many. */
export function checkObjects(facts: readonly Fact[], solver: Solver, nodes: Nodes): Answer {
  const fields = fieldsOf(facts, solver, nodes);
  if ([...fields.present].some((name) => fields.absent.has(name))) return none;
  if (fields.present.size > fields.max || fields.min > fields.max) return none;
  let doubt: Doubt | undefined;
  const chosen = new Map<string, readonly Literal[]>();
  for (const name of fields.present) {
    const literals = fields.literalsOf(name);
    const answer = solver.answer(literals);
    if (answer.is === "none") return none;
    doubt ??= answer.doubt;
    chosen.set(name, literals);
  }
  const needsOthers = fields.exists.length > 0 || fields.min > fields.present.size;
  if (!needsOthers) return finished(chosen, [], solver, doubt);
  const kinds = kindsOf(
    [...fields.every, ...fields.exists].map(({ names }) => names),
    fields.mentioned,
    solver,
    nodes,
  );
  if (kinds === undefined) return some(() => undefined, "complexity");
  return place({ fields, kinds, solver }, chosen, [], 0);
}

function fieldsOf(facts: readonly Fact[], solver: Solver, nodes: Nodes): Fields {
  let [min, max] = [0, Number.POSITIVE_INFINITY];
  const [present, absent, mentioned] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const named = new Map<string, Literal[]>();
  const [every, exists]: [Rule[], Rule[]] = [[], []];
  for (const fact of facts) {
    switch (fact.word) {
      case "size":
        [min, max] = [Math.max(min, fact.min), Math.min(max, fact.max)];
        break;
      case "present":
      case "absent":
        (fact.word === "present" ? present : absent).add(fact.name);
        mentioned.add(fact.name);
        break;
      case "named":
        named.set(fact.name, [...(named.get(fact.name) ?? []), fact.literal]);
        mentioned.add(fact.name);
        break;
      case "every":
      case "exists":
        (fact.word === "every" ? every : exists).push(fact);
        for (const name of listedNames(fact.names, nodes)) mentioned.add(name);
    }
  }
  const literalsOf = (name: string) => [
    ...(named.get(name) ?? []),
    ...every.filter((rule) => isNamed(rule, name, solver) === true).map(({ literal }) => literal),
  ];
  return { min, max, present, absent, mentioned: [...mentioned], literalsOf, every, exists };
}

/** Whether a rule speaks of a name. What cannot be told counts as no, for rules only ever narrow. */
function isNamed(rule: Rule, name: string, solver: Solver): boolean {
  return rule.names.every((literal) => solver.holds(literal, name) === true);
}

interface Search {
  readonly fields: Fields;
  readonly kinds: readonly NameKind[];
  readonly solver: Solver;
}

/** A field whose name is not mentioned anywhere. */
interface Other {
  readonly kind: NameKind;
  readonly literals: readonly Literal[];
}

/** Finds a field for each rule that wants one: a mentioned one, one that was added already, or a new one. */
function place(
  search: Search,
  chosen: ReadonlyMap<string, readonly Literal[]>,
  others: readonly Other[],
  next: number,
): Answer {
  const { fields, kinds, solver } = search;
  const rule = fields.exists[next];
  if (rule === undefined) return complete(search, chosen, others);
  let doubtful: Answer | undefined;
  const isDone = (answer: Answer): boolean => {
    if (answer.is === "some" && answer.doubt !== undefined) doubtful = answer;
    return answer.is === "some" && answer.doubt === undefined;
  };
  for (const name of fields.mentioned) {
    if (fields.absent.has(name) || rule.names.some((literal) => solver.holds(literal, name) === false)) continue;
    const literals = [...(chosen.get(name) ?? fields.literalsOf(name)), rule.literal];
    if (solver.answer(literals).is === "none") continue;
    const answer = place(search, new Map([...chosen, [name, literals]]), others, next + 1);
    if (isDone(answer)) return answer;
  }
  for (const [index, other] of others.entries()) {
    if (!other.kind.fits(rule.names)) continue;
    const literals = [...other.literals, rule.literal];
    if (solver.answer(literals).is === "none") continue;
    const answer = place(search, chosen, others.with(index, { ...other, literals }), next + 1);
    if (isDone(answer)) return answer;
  }
  for (const kind of kinds) {
    if (!kind.fits(rule.names) || solver.answer(kind.literals).is === "none") continue;
    const literals = [...literalsOfKind(fields, kind), rule.literal];
    if (solver.answer(literals).is === "none") continue;
    const answer = place(search, chosen, [...others, { kind, literals }], next + 1);
    if (isDone(answer)) return answer;
  }
  return doubtful ?? none;
}

function literalsOfKind(fields: Fields, kind: NameKind): readonly Literal[] {
  return fields.every.filter(({ names }) => kind.fits(names)).map(({ literal }) => literal);
}

/** Adds fields until there are enough. */
function complete(search: Search, chosen: ReadonlyMap<string, readonly Literal[]>, others: readonly Other[]): Answer {
  const { fields, kinds, solver } = search;
  if (chosen.size + others.length > fields.max) return none;
  const all = new Map(chosen);
  for (const name of fields.mentioned) {
    if (all.size + others.length >= fields.min) break;
    if (all.has(name) || fields.absent.has(name)) continue;
    const literals = fields.literalsOf(name);
    if (solver.answer(literals).is === "some") all.set(name, literals);
  }
  const missing = fields.min - all.size - others.length;
  const added: Other[] = [...others];
  if (missing > 0) {
    const kind = kinds.find(
      (candidate) =>
        solver.answer(candidate.literals).is === "some" &&
        solver.answer(literalsOfKind(fields, candidate)).is === "some",
    );
    if (kind === undefined) return none;
    if (missing > 1000) return some(() => undefined, "counting");
    for (let count = 0; count < missing; count++) added.push({ kind, literals: literalsOfKind(fields, kind) });
  }
  return finished(all, added, solver, undefined);
}

function finished(
  chosen: ReadonlyMap<string, readonly Literal[]>,
  others: readonly Other[],
  solver: Solver,
  known: Doubt | undefined,
): Answer {
  let doubt = known;
  for (const literals of [...chosen.values(), ...others.map((other) => other.literals)]) {
    const answer = solver.answer(literals);
    if (answer.is === "none") return none;
    doubt ??= answer.doubt;
  }
  for (const { kind } of others) {
    const answer = solver.answer(kind.literals);
    if (answer.is === "some") doubt ??= answer.doubt;
  }
  return some(() => objectOf(chosen, others, solver), doubt);
}

function objectOf(
  chosen: ReadonlyMap<string, readonly Literal[]>,
  others: readonly Other[],
  solver: Solver,
): Record<string, unknown> | undefined {
  const entries: [string, unknown][] = [];
  const sampleOf = (literals: readonly Literal[]) => {
    const answer = solver.answer(literals);
    return answer.is === "some" ? answer.sample() : undefined;
  };
  for (const [name, literals] of chosen) entries.push([name, sampleOf(literals)]);
  const used: string[] = [];
  for (const { kind, literals } of others) {
    const name = nameOf(kind.literals, used, solver) ?? sampleOf([...kind.literals, solver.noneOf(used)]);
    if (typeof name !== "string") return undefined;
    used.push(name);
    entries.push([name, sampleOf(literals)]);
  }
  return entries.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(entries);
}

/** A readable name, where a readable one is allowed. */
function nameOf(literals: readonly Literal[], used: readonly string[], solver: Solver): string | undefined {
  const names = ["extra", ...used.map((_name, index) => `extra${index + 2}`), "a", "A"];
  return names.find(
    (name) => !used.includes(name) && literals.every((literal) => solver.holds(literal, name) === true),
  );
}
