import type { Paint } from "../../cli/paint.ts";
import { ruleOf } from "../findings.ts";
import { nearest } from "../nearest.ts";
import { findRule, ruleNames } from "../settings/read-settings.ts";

/** What a rule is about, for people; undefined when there is no such rule. */
export function explainRule(word: string, paint: Paint): string | undefined {
  const name = findRule(word);
  if (name === undefined) return undefined;
  const { id, severity, plain, why, fix } = ruleOf(name);
  const elsewhere = plain === undefined || plain === severity ? "" : `, ${plain} in documents without x-eventwright`;
  return [
    `${paint.green(id)} ${name} (${severity}${elsewhere})`,
    `  ${why}`,
    `  ${paint.green("fix:")} ${fix}`,
    `  Listed in ${id.startsWith("EL") ? "docs/lint.md" : "docs/diagnostics.md"}.`,
  ].join("\n");
}

/** What to say when there is no rule of a name. */
export function unknownRule(word: string): string {
  const near = nearest(word, ruleNames);
  return `There is no rule \`${word}\`.${near === undefined ? "" : ` Did you mean \`${near}\`?`}`;
}
