import { callerRules } from "./rules/callers.ts";
import { documentRules } from "./rules/document.ts";
import { fileRules } from "./rules/files.ts";
import { flowRules } from "./rules/flow.ts";
import { nameRules } from "./rules/names.ts";
import { processRules } from "./rules/processes.ts";
import { referenceRules } from "./rules/references.ts";
import { retryRules } from "./rules/retries.ts";
import { schemaRules } from "./rules/schemas.ts";
import { versionRules } from "./rules/versions.ts";

export type { Rule, Severity } from "./rules/rule.ts";

/** Every rule by its name. `docs/diagnostics.md` is made from this table. */
export const catalogue = {
  ...fileRules,
  ...documentRules,
  ...referenceRules,
  ...schemaRules,
  ...nameRules,
  ...flowRules,
  ...processRules,
  ...retryRules,
  ...versionRules,
  ...callerRules,
} as const;

/** The name of a rule. */
export type RuleName = keyof typeof catalogue;
