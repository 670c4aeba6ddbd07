import { readFileSync } from "node:fs";
import { catalogue } from "../../diagnostics/catalogue.ts";
import type { Location } from "../../diagnostics/diagnostic.ts";
import type { Severity } from "../../diagnostics/rules/rule.ts";
import { listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { ContractFiles } from "../../read/contract-files.ts";
import { parseSource, type SourceFile } from "../../read/source-file.ts";
import type { AnyRuleName, LintReport } from "../findings.ts";
import { ruleOf } from "../findings.ts";
import { Interpreter } from "../interpret/interpreter.ts";
import { nearest } from "../nearest.ts";
import { lintRules } from "../rules/index.ts";

/** Where the settings of a contract stand, below its folder. */
export const settingsFile = "contract/lint.yaml";

/** A finding that is no harm, and why. */
export interface Suppression {
  readonly place: Location;
  readonly rule: AnyRuleName;
  /** Glob over `file#pointer`. */
  readonly at: string | undefined;
  /** Glob over names of messages. */
  readonly message: string | undefined;
  readonly reason: string;
  /** Last day on which it holds. */
  readonly until: string | undefined;
}

/** What a contract says of lint. */
export interface Settings {
  readonly file: SourceFile | undefined;
  readonly severities: ReadonlyMap<AnyRuleName, Severity | "off">;
  readonly suppressions: readonly Suppression[];
}

const schema: unknown = JSON.parse(readFileSync(new URL("./lint-settings.schema.json", import.meta.url), "utf8"));

const namesById = new Map<string, AnyRuleName>(
  [...Object.entries(catalogue), ...Object.entries(lintRules)].map(([name, { id }]) => [id, name as AnyRuleName]),
);

/** The rule of a name or an id; undefined when there is none. */
export function findRule(word: string): AnyRuleName | undefined {
  if (Object.hasOwn(lintRules, word) || Object.hasOwn(catalogue, word)) return word as AnyRuleName;
  return namesById.get(word.toUpperCase());
}

/** Names of all rules. */
export const ruleNames: readonly string[] = [...Object.keys(lintRules), ...Object.keys(catalogue)];

/** Reads the settings of a contract; without a file everything is as the rules have it. */
export function readSettings(files: ContractFiles, report: LintReport): Settings {
  const text = files.read(settingsFile);
  if (text === undefined) return { file: undefined, severities: new Map(), suppressions: [] };
  const file = parseSource(settingsFile, text, (name, at, what) => report(name, at, what));
  const at = (...segments: readonly (string | number)[]): Location => ({
    file: settingsFile,
    pointer: pointer("", ...segments),
  });
  if (file.value !== undefined && file.value !== null) {
    for (const fault of new Interpreter(() => undefined).check(at(), schema, file.value)) {
      const name = fault.pointer === "" ? "The file" : `\`${fault.pointer}\``;
      report("settings-invalid", { file: settingsFile, pointer: fault.pointer }, `${name} ${fault.message}.`);
    }
  }
  return {
    file,
    severities: new Map(
      Object.entries(objectAt(file.value, "rules")).flatMap(([word, severity]) => {
        const rule = settableRule(word, at("rules", word), report);
        const isKnown = ["off", "info", "warning", "error"].includes(String(severity));
        return rule === undefined || !isKnown ? [] : [[rule, severity as Severity | "off"]];
      }),
    ),
    suppressions: listAt(file.value, "suppress").flatMap((entry, index) => {
      const word = stringAt(entry, "rule");
      const place = at("suppress", index);
      const rule = word === undefined ? undefined : settableRule(word, at("suppress", index, "rule"), report);
      if (rule === undefined) return [];
      const reason = (stringAt(entry, "reason") ?? "").trim();
      if (reason === "") {
        const where = own(entry, "reason") === undefined ? place : at("suppress", index, "reason");
        report("suppression-without-reason", where, `The suppression of \`${word}\` has no reason.`);
      }
      const [glob, message, until] = [stringAt(entry, "at"), stringAt(entry, "message"), stringAt(entry, "until")];
      return [{ place, rule, at: glob, message, reason, until }];
    }),
  };
}

function settableRule(word: string, at: Location, report: LintReport): AnyRuleName | undefined {
  const rule = findRule(word);
  if (rule === undefined) {
    const near = nearest(word, ruleNames);
    report("rule-unknown", at, `There is no rule \`${word}\`.`, near && `Did you mean \`${near}\`?`);
    return undefined;
  }
  const { id, severity } = ruleOf(rule);
  if (!id.startsWith("EL19") && !(id.startsWith("EW") && severity === "error")) return rule;
  report("rule-not-settable", at, `\`${word}\` cannot be set.`);
  return undefined;
}
