import { type SchemaRule, type SchemaRuleName, schemaRules } from "./catalogue.ts";
import type { SchemaFinding } from "./explain.ts";

/** A kind of change with what was found in each direction. */
export interface JudgedChange {
  readonly change: string;
  /** Old documents, new schema. */
  readonly old: readonly SchemaFinding[];
  /** New documents, old schema. */
  readonly new: readonly SchemaFinding[];
}

/** Changes of one group of words. */
export interface JudgedGroup {
  readonly title: string;
  readonly words: string;
  readonly changes: readonly JudgedChange[];
}

/** `docs/compatibility.md`: how two schemas are compared, every kind of change with its verdicts, and every rule. */
export function schemaRulesPage(groups: readonly JudgedGroup[]): string {
  const count = groups.reduce((sum, { changes }) => sum + changes.length, 0);
  const sections = groups.map(({ title, words, changes }) => {
    const rows = changes.map(
      (change) => `| ${cell(change.change)} | ${verdict(change.old)} | ${stored(change)} | ${verdict(change.new)} |`,
    );
    return `### ${title}\n\n${cell(words)}\n\n${head}\n${rows.join("\n")}\n`;
  });
  const rules = Object.entries(schemaRules as Readonly<Record<SchemaRuleName, SchemaRule>>).map(
    ([name, { id, why, fix }]) => `| \`${id}\` | \`${name}\` | ${cell(why)} | ${cell(fix.old)} | ${cell(fix.new)} |`,
  );
  return [
    introduction,
    `## ${count} kinds of change\n`,
    tableWords,
    ...sections,
    "## Rules\n",
    "| rule | name | why | what to do: old documents | what to do: new documents |\n|---|---|---|---|---|",
    `${rules.join("\n")}\n`,
  ].join("\n");
}

const head = "| change | command | stored event | notification |\n|---|---|---|---|";

function verdict(findings: readonly SchemaFinding[]): string {
  if (findings.length === 0) return "ok";
  return findings
    .map(({ rule, verdict: kind, witness }) => {
      const word = kind === "unknown" ? "unknown" : rule === "property-declared" ? "warning" : "**breaks**";
      const shown = witness === undefined ? "" : ` ${code(JSON.stringify(witness))}`;
      return `${word} ${schemaRules[rule].id} ${rule}${shown}`;
    })
    .join("<br>");
}

/** Stored events go both ways; the witnesses stand in the cells beside. */
function stored(change: JudgedChange): string {
  const both = [...change.old, ...change.new];
  if (both.length === 0) return "ok";
  const kinds = both.map(({ rule, verdict: kind }) => (kind === "unknown" ? 1 : rule === "property-declared" ? 0 : 2));
  return ["warning", "unknown", "**breaks**"][Math.max(...kinds)] ?? "";
}

/** Text as code in a cell of a table; a long one is cut in the middle. */
function code(text: string): string {
  const short = text.length > 90 ? `${text.slice(0, 60)} … ${text.slice(-20)}` : text;
  const fence = short.includes("`") ? "``" : "`";
  return `${fence}${short.replaceAll("|", "\\|")}${fence}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

const introduction = `# Whether a change of a schema breaks anybody

This page is about two schemas; [compatibility-contract.md](compatibility-contract.md) is about two whole contracts. It is made
by \`node scripts/write-compatibility.ts\` from the tests in \`test/codegen/compatibility/schemas/cases/\`: each line of the tables below
is compared in both directions whenever the tests run, and each document is put before ajv on both sides.

## One question

Everything comes down to one question about two schemas: **is every document of the one a document of the other?** Which one
is the one depends on who writes and who reads:

| what | documents of … | must fit … | since |
|---|---|---|---|
| command | the old version | the new version | clients go on sending what they send |
| notification, public event, read model, response | the new version | the old version | readers go on reading as they do |
| stored event | both | both, and every version ever published | what is stored stays, and old code still runs while new code starts |

So a new optional field of a closed object is harmless in a command and breaks readers of a notification: they refuse
what they do not know. Adding a value to a list is the same; removing one is the other way round.

## Three answers

- **Compatible** is proven. The comparison looks for a document for which the one schema holds and the other does not, taking
  both apart completely: alternatives, parts, references, conditions, negation. Only when there is none, nothing is reported.
- **Breaking** is proven by a **witness**: a small document that is valid for the one and invalid for the other. Before it is
  reported, the generated validators of both versions have confirmed it. A finding names the deepest place (\`#/$defs/Amount/minimum\`),
  where that is in documents (\`/lines/*/amount\`), a reason and a fix.
- **Unknown** is everything else, with the reason. It stops a contract like a break, until somebody writes the schema in simpler words or
  records a decision. There is never a guess that something is compatible.

\`npm run contract:prove -- --pairs 10000 --seed 7\` judges random pairs of schemas and tries to contradict every verdict: by many
documents of both schemas and near misses of them where it is compatible or unknown, by ajv on both sides for every witness.

One finding stands for one cause: a value that five fields refer to is reported once. \`property-declared\` is a finding of its own, since it is mild: an open
object had no schema for a field and now has one, so only whoever used that name for something else is hurt. The gate warns of it.

## What is decided

| words | how |
|---|---|
| \`type\`, \`enum\`, \`const\` | exactly; listed values are tried one by one. \`1.0\` is a whole number |
| \`minimum\`, \`maximum\`, \`exclusive…\`, \`multipleOf\` | exactly, as decimals: 0.3 is a multiple of 0.1 |
| \`minLength\`, \`maxLength\`, \`pattern\` | by automata, lengths in characters. Patterns that look ahead or back are bounded from both sides, and may stay unknown |
| \`format\` | by name, and by what its texts look like: a UUID has 36 characters. Texts of formats that are hard to describe may stay unknown |
| \`properties\`, \`required\`, \`additionalProperties\`, \`patternProperties\`, \`propertyNames\`, \`min…\` and \`maxProperties\` | exactly |
| \`items\`, \`prefixItems\`, \`minItems\`, \`maxItems\`, \`contains\` | exactly; \`uniqueItems\` and \`maxContains\` as far as items can be counted |
| \`allOf\`, \`anyOf\`, \`oneOf\`, \`not\`, \`if\`, \`then\`, \`else\`, \`dependentRequired\`, \`dependentSchemas\` | exactly, also across alternatives: a range may be split, a tag may be moved |
| \`unevaluatedProperties\` | exactly for up to five branches |
| \`$ref\`, also of schemas that contain themselves | exactly |

Not decided: \`unevaluatedItems\`, patterns that repeat a group by reference, automata above 4,000 states, more than 20,000 steps.
Titles, descriptions, examples, defaults and the order of words play no part.
`;

const tableWords = `A cell says what is found, by which rule, and the witness. For a stored event both directions count; its witnesses are those
beside it.
`;
