import type { Change, Release } from "./change-log.ts";

/** Where the change log lies, beside the contract. */
export const changeLogFile = "CHANGELOG.contract.md";

/** The change log as Markdown. The same releases give the same bytes. */
export function printChangeLog(title: string, releases: readonly Release[]): string {
  const sections = releases.map((release) => {
    const parts = [
      part("Breaking", release.breaking),
      part("New", release.added),
      part("Changed", release.changed),
      part("Deprecated", release.deprecated),
    ].filter((text) => text !== "");
    const nothing = release.since === undefined ? "The first published version." : "Nothing changes for consumers.";
    return `## ${release.version}\n\n${parts.length === 0 ? `${nothing}\n` : parts.join("\n")}`;
  });
  return [
    `# What has changed: ${title}\n`,
    "For whoever sends commands, asks queries, or receives events and notifications. Made by `npm run contract -- publish`",
    "from `contract/history/`; the rules are explained in `docs/compatibility-contract.md` and `docs/compatibility.md`.\n",
    ...sections,
  ].join("\n");
}

function part(title: string, changes: readonly Change[]): string {
  if (changes.length === 0) return "";
  return `### ${title}\n\n${changes.map(line).join("\n")}\n`;
}

function line({ subject, kind, rule, text, witness, why }: Change): string {
  const document = witness === undefined ? "" : ` For example: ${code(witness)}.`;
  const reason = why === undefined ? "" : ` Why: ${why}`;
  const about = subject.startsWith(kind) || subject === "the contract" ? `**${subject}**` : `**${subject}** (${kind})`;
  return `- ${about}: ${text} \`${rule}\`${document}${reason}`.replaceAll("\n", " ");
}

/** Code with as many backticks around it as it needs. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}
