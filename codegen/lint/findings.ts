import { catalogue, type RuleName } from "../diagnostics/catalogue.ts";
import type { Location, Position } from "../diagnostics/diagnostic.ts";
import type { Severity } from "../diagnostics/rules/rule.ts";
import { byCodeUnit } from "../json/json.ts";
import { type LintRuleName, lintRules } from "./rules/index.ts";
import type { LintRule } from "./rules/rule.ts";

/** The name of any rule: of the generator or of lint. */
export type AnyRuleName = RuleName | LintRuleName;

/** Takes a finding of a rule at a place. `what` is the fact; the rule adds why it matters and what to do. */
export type LintReport = (
  name: AnyRuleName,
  at: Location & Partial<Position>,
  what: string,
  fix?: string,
  /** How bad it is here, where that differs from the rule. */
  severity?: Severity,
) => void;

/** One finding of lint. */
export interface Finding extends Location, Position {
  /** Stable rule id, such as `EL1301` or `EW1203`. */
  readonly rule: string;
  /** The rule's name, such as `bounds-crossed`. */
  readonly name: string;
  readonly severity: Severity;
  /** What is wrong here. */
  readonly message: string;
  /** Why that matters. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A finding whose line is not known yet. */
export type Found = Omit<Finding, keyof Position | "name"> & Partial<Position> & { readonly name: AnyRuleName };

/** What a document that was not written for Eventwright is spared: rules of the generator, and how bad they are there. */
const plainSeverity: Partial<Record<RuleName, Severity | "off">> = {
  "description-missing": "info",
  "example-missing": "info",
  "file-missing": "error",
  "reference-escapes": "info",
  "reference-remote": "info",
  "schema-unused": "off",
};

/** The rule of a name. */
export function ruleOf(name: AnyRuleName): Omit<LintRule, "id"> & { readonly id: string } {
  return name in lintRules ? lintRules[name as LintRuleName] : catalogue[name as RuleName];
}

/** Collects findings; the same one twice counts once. */
export class Findings {
  readonly #isPlain: boolean;
  readonly #found = new Map<string, Found>();

  constructor(isPlain: boolean) {
    this.#isPlain = isPlain;
  }

  readonly report: LintReport = (name, at, what, fix, given) => {
    const rule = ruleOf(name);
    const severity = given ?? this.#severityOf(name, rule);
    if (severity === "off") return;
    const key = `${rule.id} ${at.file}#${at.pointer} ${what}`;
    if (this.#found.has(key)) return;
    this.#found.set(key, { ...at, rule: rule.id, name, severity, message: what, why: rule.why, fix: fix ?? rule.fix });
  };

  /** All findings but those of which another one says more at the same place, or within it. */
  list(): readonly Found[] {
    const said = new Set<string>();
    for (const { name, file, pointer } of this.#found.values()) {
      const around = pointer.slice(0, pointer.lastIndexOf("/"));
      for (const lesser of ruleOf(name).supersedes ?? []) {
        said.add(`${lesser} ${file}#${pointer}`).add(`${lesser} ${file}#${around}`);
      }
    }
    return [...this.#found.values()].filter(({ name, file, pointer }) => !said.has(`${name} ${file}#${pointer}`));
  }

  #severityOf(name: AnyRuleName, rule: Omit<LintRule, "id">): Severity | "off" {
    if (!this.#isPlain) return rule.severity;
    return plainSeverity[name as RuleName] ?? rule.plain ?? rule.severity;
  }
}

/** In the order of files, lines and columns. */
export function byPlace(a: Finding, b: Finding): number {
  return (
    byCodeUnit(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    byCodeUnit(a.rule, b.rule) ||
    byCodeUnit(a.message, b.message)
  );
}
