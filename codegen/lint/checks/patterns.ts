import { objectAt, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { remember } from "../../json/remember.ts";
import type { LintReport } from "../findings.ts";
import type { Subject } from "../read/subject.ts";
import { isAmbiguous } from "./ambiguity.ts";

/** Patterns that nobody can read, or that keep a processor busy. */
export function checkPatterns({ schemas }: Subject, report: LintReport): void {
  for (const { at, value } of schemas) {
    const pattern = stringAt(value, "pattern");
    const found = Object.keys(objectAt(value, "patternProperties")).map(
      (key) => [key, "patternProperties", key] as const,
    );
    const all = pattern === undefined ? found : [[pattern, "pattern"] as const, ...found];
    for (const [source, ...segments] of all) {
      const fault = faultOf(source);
      const place = { file: at.file, pointer: pointer(at.pointer, ...segments) };
      if (fault !== undefined) report("pattern-invalid", place, `\`${source}\`: ${fault}.`);
      else if (isDangerous(source)) report("pattern-dangerous", place, `\`${source}\` is ambiguous.`);
    }
  }
}

/** Contracts repeat their patterns. Without two repetitions nothing is repeated within itself. */
const isDangerous = remember((source) => /[*+}].*[*+}]/s.test(source) && isAmbiguous(source), 10_000);

/** Why a pattern cannot be read, by the rules that validators read it by; undefined when it can. */
function faultOf(source: string): string | undefined {
  try {
    new RegExp(source, "u");
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: \/.*\/u?: /s, "").toLowerCase();
  }
}
