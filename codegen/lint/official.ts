import type { AnyRuleName, Finding } from "./findings.ts";

/** Rules of which AsyncAPI's parser says the same: it refuses a document for each of their findings. */
const officialRules: ReadonlySet<AnyRuleName | string> = new Set<AnyRuleName>([
  "asyncapi-invalid",
  "asyncapi-version",
  "channel-name-delimiter",
  "channel-server",
  "enum-empty",
  "enum-twice",
  "file-missing",
  "json-syntax",
  "keyword-value",
  "operation-channel",
  "operation-message",
  "parameter-missing",
  "parameter-unused",
  "reference-unresolved",
  "tag-twice",
  "type-unknown",
  "word-misspelt",
  "yaml-syntax",
]);

/** Whether AsyncAPI's own parser refuses the document for the same reason. */
export function isOfficial({ name }: Pick<Finding, "name">): boolean {
  return officialRules.has(name);
}
