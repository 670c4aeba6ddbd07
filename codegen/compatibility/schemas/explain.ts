import { pointer } from "../../json/pointer.ts";
import type { Doubt } from "./answer.ts";
import { type Assertion, assertionsOf } from "./assertions.ts";
import { type SchemaRuleName, schemaRules } from "./catalogue.ts";
import { declaredAt, describesField, fieldsOf } from "./declared.ts";
import { discriminatorOf } from "./discriminator.ts";
import { matches } from "./evaluate.ts";
import { nameOf } from "./meaning.ts";
import type { Literal, Nodes, Schema, Scope } from "./nodes.ts";
import type { Satisfiability } from "./satisfiable.ts";
import { describe, type FromRole } from "./sentences.ts";
import { instanceOf, reaching, type Step, valuesAt } from "./steps.ts";

/** One thing found: how two schemas differ, with a document that shows it. */
export interface SchemaFinding {
  readonly rule: SchemaRuleName;
  /** `breaking` is proven by the witness; `unknown` could not be decided, and counts as a break until somebody decides. */
  readonly verdict: "breaking" | "unknown";
  /** Into the schema of the side `to`, through named schemas: `#/$defs/Amount/minimum`. */
  readonly pointer: string;
  /** Where in documents; `*` stands for any item or any other field. */
  readonly instance: string;
  readonly reason: string;
  readonly fix: string;
  /** Valid for `from`, invalid for `to`; there whenever the verdict is `breaking`. */
  readonly witness: unknown;
}

/** What the walk through the schema `to` needs. */
export interface Comparison {
  readonly nodes: Nodes;
  readonly solver: Satisfiability;
  readonly from: { readonly scope: Scope; readonly root: Schema; readonly literal: Literal };
  readonly to: { readonly scope: Scope };
  readonly role: FromRole;
  /** Whether a document is valid for `from` and invalid for `to`, by the compiled validators. */
  readonly isWitness: (document: unknown) => boolean;
}

/** Findings beyond this help nobody. */
const mostFindings = 60;
const mostSteps = 40;
const mostWitnesses = 6;

/** Walks through the schema `to` and names the deepest places that refuse a document of `from`. */
export class Explanation {
  readonly findings = new Map<string, SchemaFinding>();
  readonly #with: Comparison;

  constructor(comparison: Comparison) {
    this.#with = comparison;
  }

  /** Explains one schema for the values at the end of the steps. Says whether anything is (or was before) found. */
  explain(schema: Schema, at: string, steps: readonly Step[], around: readonly string[]): boolean {
    let isFound = false;
    for (const assertion of assertionsOf(schema)) {
      if (this.findings.size >= mostFindings) return true;
      const given: readonly Step[] =
        assertion.given === undefined ? steps : [...steps, { to: "given", schema: assertion.given }];
      if (this.#ask(given, assertion.schema).is === "none") continue;
      isFound = this.#descend(assertion, at, given, around) || this.#report(assertion, at, given) || isFound;
    }
    return isFound;
  }

  /** Whether a document of `from` can have, at the end of the steps, a value that the schema refuses. */
  #ask(steps: readonly Step[], schema: Schema, ...also: readonly Schema[]) {
    const { nodes, solver, from, to } = this.#with;
    const wanted = reaching(steps, { allOf: [...also, { not: schema }] });
    return solver.ask([from.literal, nodes.literal(wanted, to.scope)]);
  }

  #descend(assertion: Assertion, at: string, steps: readonly Step[], around: readonly string[]): boolean {
    const place = pointer(at, ...assertion.path);
    if (steps.length > mostSteps) return false;
    if (assertion.word === "$ref") {
      const name = nameOf(String((assertion.schema as { readonly $ref: unknown }).$ref));
      const target = this.#with.to.scope.schemas.get(name)?.schema ?? true;
      const next = pointer("#/$defs", name);
      // A schema within itself: what was found there once is not told again at each depth.
      const depth = around.filter((one) => one === next).length;
      if (depth > 0 && [...this.findings.values()].some((finding) => finding.pointer.startsWith(`${next}/`)))
        return true;
      return depth < 3 && this.explain(target, next, steps, [...around, next]);
    }
    const { below } = assertion;
    if (below === undefined) return false;
    if (below.at === "branches") return this.#branches(below.schemas, place, steps, around);
    if (below.schema === false && below.at === "same") return false;
    if (below.at === "same") {
      const given: readonly Step[] =
        below.given === undefined ? steps : [...steps, { to: "given", schema: below.given }];
      return this.explain(below.schema, place, given, around);
    }
    if (below.step.to === "fields") return this.#otherFields(assertion, below.schema, below.step, at, steps, around);
    if (below.schema === false) return false;
    if (below.step.to === "field" && this.#isUndeclared(below.step.name, steps)) {
      return this.#report(assertion, at, steps, "property-declared");
    }
    return this.explain(below.schema, place, [...steps, below.step], around);
  }

  /** Whether `from` has open objects there that do not describe the field. */
  #isUndeclared(name: string, steps: readonly Step[]): boolean {
    const { from } = this.#with;
    return !describesField(declaredAt(from.root, steps, from.scope), name);
  }

  /** Fields that `from` describes and `to` does not come one by one, all others together. */
  #otherFields(
    assertion: Assertion,
    rule: Schema,
    step: Extract<Step, { to: "fields" }>,
    at: string,
    steps: readonly Step[],
    around: readonly string[],
  ): boolean {
    const { from } = this.#with;
    let isFound = false;
    const names = fieldsOf(declaredAt(from.root, steps, from.scope)).filter((name) => !step.names.includes(name));
    for (const name of names) {
      if (step.patterns.some((pattern) => matches(pattern, name))) continue;
      const field: Step = { to: "field", name };
      if (this.#ask([...steps, field], rule).is === "none") continue;
      const place = pointer(at, ...assertion.path);
      isFound =
        (rule !== false && this.explain(rule, place, [...steps, field], around)) ||
        this.#report({ ...assertion, name }, at, [...steps, field], undefined, rule) ||
        isFound;
    }
    const others: Step = { ...step, names: [...step.names, ...names] };
    if (this.#ask([...steps, others], rule).is === "none") return isFound;
    const place = pointer(at, ...assertion.path);
    return (
      (rule !== false && this.explain(rule, place, [...steps, others], around)) ||
      this.#report(assertion, at, [...steps, others], undefined, rule) ||
      isFound
    );
  }

  /** Alternatives: finds the one that a refused value was meant for, and explains that one. */
  #branches(schemas: readonly Schema[], at: string, steps: readonly Step[], around: readonly string[]): boolean {
    const { to, nodes, solver } = this.#with;
    let isFound = false;
    let left = steps;
    for (let round = 0; round < schemas.length; round++) {
      const answer = this.#ask(left, { anyOf: schemas });
      if (answer.is === "none") return isFound;
      const document = answer.sample();
      const [value] = valuesAt(document, left).filter((candidate) =>
        schemas.every((schema) => solver.holds(nodes.literal(schema, to.scope), candidate) === false),
      );
      const marks = schemas.map((schema) => discriminatorOf(schema, to.scope));
      const meant = marks.flatMap((mark, index) =>
        mark !== undefined && solver.holds(nodes.literal(mark, to.scope), value) === true ? [index] : [],
      );
      const [index] = meant;
      if (value === undefined || index === undefined || meant.length > 1) return false;
      const mark = marks[index]!;
      // What one alternative refuses and another takes is no break.
      const given: readonly Step[] = [...left, { to: "given", schema: { allOf: [mark, { not: { anyOf: schemas } }] } }];
      isFound = this.explain(schemas[index]!, pointer(at, index), given, around) || isFound;
      left = [...left, { to: "given", schema: { not: mark } }];
    }
    return isFound && this.#ask(left, { anyOf: schemas }).is === "none";
  }

  #report(
    assertion: Assertion,
    at: string,
    steps: readonly Step[],
    as?: SchemaRuleName,
    refused: Schema = assertion.schema,
  ): boolean {
    const { from, role } = this.#with;
    const fields = steps.at(-1);
    const isOther = assertion.word === "additionalProperties" && fields !== undefined && fields.to !== "given";
    const outer = isOther ? steps.slice(0, -1) : steps;
    const { witness, doubt } = this.#witness(assertion, steps, refused);
    const values = witness === undefined ? [] : valuesAt(witness.document, isOther ? outer : steps);
    const value = isOther ? values[0] : (values.find((one) => this.#refuses(refused, one)) ?? values[0]);
    const declared = declaredAt(from.root, outer, from.scope);
    const described = describe({ assertion, value, from: declared }, role);
    const rule = as ?? described.rule;
    const place = pointer(at, ...assertion.path);
    const instance = instanceOf(as === undefined ? steps : [...steps, { to: "field", name: assertion.name ?? "" }]);
    if (witness !== undefined) {
      const key = `${rule} ${place} ${isOther ? instance : ""}`;
      const reason = as === undefined ? described.reason : undeclaredReason(assertion.name ?? "", role);
      const fix = schemaRules[rule].fix[role];
      if (this.findings.get(key)?.verdict !== "breaking") {
        this.findings.set(key, {
          rule,
          verdict: "breaking",
          pointer: place,
          instance,
          reason,
          fix,
          witness: witness.document,
        });
      }
      return true;
    }
    const unknown: SchemaRuleName = doubt === undefined ? "undecided-witness" : `undecided-${doubt}`;
    const { why, fix } = schemaRules[unknown];
    const key = `${unknown} ${place}`;
    const reason = `It could not be decided whether \`${assertion.path.join("/")}\` refuses something that the other version allows. ${why}`;
    if (!this.findings.has(key)) {
      this.findings.set(key, {
        rule: unknown,
        verdict: "unknown",
        pointer: place,
        instance,
        reason,
        fix: fix[role],
        witness: undefined,
      });
    }
    return true;
  }

  #refuses(schema: Schema, value: unknown): boolean {
    const { nodes, solver, to } = this.#with;
    return solver.holds(nodes.literal(schema, to.scope), value) === false;
  }

  /** A document that shows the difference, checked by the validators of both sides. */
  #witness({ word }: Assertion, steps: readonly Step[], refused: Schema) {
    const tried: unknown[] = [];
    let doubt: Doubt | undefined;
    for (const wish of word === "type" ? typeWishes : noWishes) {
      for (let round = 0; round < mostWitnesses; round++) {
        const also: readonly Schema[] = tried.length === 0 ? [wish] : [wish, { not: { enum: tried } }];
        const answer = this.#ask(steps, refused, ...also);
        if (answer.is === "none") break;
        doubt ??= answer.doubt;
        const document = answer.sample();
        if (document === undefined) break;
        if (this.#with.isWitness(document)) return { witness: { document }, doubt };
        const values = valuesAt(document, steps).filter((value) => this.#refuses(refused, value));
        if (values.length === 0) break;
        tried.push(...values);
      }
    }
    return { witness: undefined, doubt };
  }
}

const noWishes: readonly Schema[] = [true];
/** A value of quite another type says more than a fraction, and that more than null. */
const typeWishes: readonly Schema[] = [{ not: { type: ["null", "number"] } }, { not: { type: "null" } }, true];

function undeclaredReason(name: string, role: FromRole): string {
  return role === "old"
    ? `The old version was open for a field \`${name}\` of any kind; the new one says what it must be.`
    : `The new version is open for a field \`${name}\` of any kind; the old version says what it must be.`;
}
