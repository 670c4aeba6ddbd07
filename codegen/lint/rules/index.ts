import { callerRules } from "./callers.ts";
import { documentRules } from "./document.ts";
import { exampleRules } from "./examples.ts";
import { fileRules } from "./files.ts";
import { flowRules } from "./flow.ts";
import { textRules } from "./names.ts";
import { safetyRules } from "./safety.ts";
import { schemaRules } from "./schemas.ts";
import { settingRules } from "./settings.ts";

/** Every rule that lint adds to those of the generator, by its name. `docs/lint.md` is made from this table. */
export const lintRules = {
  ...fileRules,
  ...documentRules,
  ...schemaRules,
  ...exampleRules,
  ...textRules,
  ...flowRules,
  ...safetyRules,
  ...callerRules,
  ...settingRules,
} as const;

/** The name of a rule that lint adds. */
export type LintRuleName = keyof typeof lintRules;
