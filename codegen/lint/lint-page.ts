import { readFileSync } from "node:fs";
import { objectAt, own, stringAt } from "../json/json.ts";
import { lintRules } from "./rules/index.ts";
import type { LintRule } from "./rules/rule.ts";

const areas: Readonly<Record<string, string>> = {
  "10": "Files and what nobody refers to",
  "11": "The AsyncAPI document",
  "12": "Words of schemas",
  "13": "Schemas that nothing fits",
  "14": "Examples and defaults",
  "15": "Names",
  "16": "Descriptions",
  "17": "The flow of messages",
  "18": "Privacy and hostile payloads",
  "19": "Settings of lint",
  "20": "Who may call",
};

/** `docs/lint.md`: every rule that lint adds to those of the generator, and its settings. */
export function lintPage(): string {
  const rules = Object.entries(lintRules as Readonly<Record<string, LintRule>>);
  const sections = Object.entries(areas).map(([area, title]) => {
    const rows = rules
      .filter(([, { id }]) => id.startsWith(`EL${area}`))
      .map(([name, { id, severity, plain, why, fix }]) => {
        const elsewhere = plain === undefined || plain === severity ? "" : ` (${plain})`;
        return `| \`${id}\` | \`${name}\` | ${severity}${elsewhere} | ${cell(why)} | ${cell(fix)} |`;
      });
    return `## ${title}\n\n| rule | name | severity | why | what to do |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return [head, ...sections, settingsSection()].join("\n");
}

const head = `# Lint

\`npm run contract -- lint\` says everything that is wrong with a contract in one run: file, line and column, the rule, why it
matters and what to do. It runs the rules of the generator (docs/diagnostics.md), the checks of AsyncAPI's own parser, and the
rules below. It writes nothing, and works on any AsyncAPI 3 document, multi-file ones and JSON too.

\`\`\`
npm run contract -- lint                               this project's contract
npm run contract -- lint --info                        with what is only worth knowing
npm run contract -- lint --strict                      warnings fail, too
npm run contract -- lint shop/asyncapi.yaml a.json     any AsyncAPI 3 documents, in one run
npm run contract -- lint --json                        findings as JSON
npm run contract -- lint --annotations                 in a workflow of GitHub Actions: shown beside the lines of a pull request
npm run contract -- lint --sarif lint.sarif            SARIF 2.1.0, which code review tools show beside the lines
npm run contract -- lint --rule pattern-dangerous      what a rule is about
\`\`\`

Errors fail the run (exit code 1), warnings do with \`--strict\`, information never does and is shown with \`--info\`. Documents
without \`x-eventwright\` were not written for Eventwright: there the severity in brackets counts, and what the rules want to know
of commands, events and read models is not asked.

Examples are checked without compiling a schema, plain YAML is read without the full YAML parser, and the official schema of
AsyncAPI is applied to the document as it stands, so that a contract of 1,000 messages takes about a second. This page is made
from \`codegen/lint/rules/\` by \`node codegen/write-documentation.ts\`.

What it does not know: what hand-written code does with a message, so it takes a field that is a number, a time or a state for
one that a projection makes; what lies outside the contract's folder or on the network, which it does not read; schemas that are
no JSON Schema (Avro, Protobuf, RAML), which it passes over; \`$dynamicRef\`, which it takes as fulfilled.
`;

function settingsSection(): string {
  const schema: unknown = JSON.parse(
    readFileSync(new URL("./settings/lint-settings.schema.json", import.meta.url), "utf8"),
  );
  const properties = objectAt(schema, "properties");
  const suppression = objectAt(own(properties["suppress"], "items"), "properties");
  const row =
    (prefix: string) =>
    ([word, value]: [string, unknown]) =>
      `| \`${prefix}${word}\` | ${cell(stringAt(value, "description") ?? "")} |`;
  const rows = [...Object.entries(properties).map(row("")), ...Object.entries(suppression).map(row("suppress[]."))];
  return `## contract/lint.yaml

A contract sets its rules in the file \`contract/lint.yaml\` beside the document. Errors of the generator cannot be set: it stops at
them. A suppression without a reason is an error, one that hits nothing or whose time is over is told.

\`\`\`yaml
rules:
  field-undescribed: warning
  money-as-fraction: "off"
suppress:
  - rule: personal-data-published
    message: Account*
    reason: The owner is an opaque reference that means nothing outside.
    until: 2027-06-30
  - rule: text-unbounded
    at: schemas/values/note.json#**
    reason: The gateway limits requests to 8 KB.
\`\`\`

| word | meaning |
|---|---|
${rows.join("\n")}

Editors check the file with \`codegen/lint/settings/lint-settings.schema.json\`: docs/editor.md.
`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
