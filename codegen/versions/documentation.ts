import { type VersionRule, versionRules } from "./catalogue.ts";

/** The rules about versions as a table, for `docs/versions.md`. */
export function versionRulesTable(): string {
  const rows = Object.entries(versionRules as Record<string, VersionRule>).map(
    ([name, { id, severity, why, fix }]) => `| \`${id}\` | \`${name}\` | ${severity} | ${why} | ${fix} |`,
  );
  return `| rule | name | severity | why | what to do |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
}
