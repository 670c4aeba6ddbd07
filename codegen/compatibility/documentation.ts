import { type ContractRule, contractCatalogue } from "./contracts/catalogue.ts";

const areas: Readonly<Record<string, string>> = {
  "20": "The contract as a whole",
  "21": "Messages",
  "22": "Versions of messages",
  "23": "Channels, operations and endpoints",
  "24": "Read models and queries",
  "25": "Processes and reactions",
  "26": "Streams, settings and retries",
  "27": "The gate itself",
  "28": "Who may call",
};

/** `docs/compatibility-contract.md`: how the gate judges two contracts, and every rule about them. */
export function contractRulesPage(): string {
  const rules = Object.entries(contractCatalogue as Record<string, ContractRule>);
  const sections = Object.entries(areas).map(([area, title]) => {
    const rows = rules
      .filter(([, { id }]) => id.startsWith(`EC${area}`))
      .map(
        ([name, { id, weight, side, bump, why, fix }]) =>
          `| \`${id}\` | \`${name}\` | ${weight} | ${side} | ${bump} | ${cell(why)} | ${cell(fix)} |`,
      );
    const head = "| rule | name | weight | side | bump | why | what to do |\n|---|---|---|---|---|---|---|";
    return `## ${title}\n\n${head}\n${rows.join("\n")}\n`;
  });
  return [introduction, ...sections].join("\n");
}

const introduction = `# Whether a change of the contract breaks anybody

\`npm run contract -- check\` compares the contract with what is published and says what the difference does to others. This
page is about two whole contracts; [compatibility.md](compatibility.md) is about two schemas. The tables are made from
\`codegen/compatibility/contracts/rules/\` by \`node codegen/write-documentation.ts\`.

## What is compared with what

| \`--against\` | the other contract |
|---|---|
| nothing | the newest in \`contract/history/\`; events also with every older one there |
| \`1.1.0\` | that published version |
| \`main\`, a tag, a commit | the contract's folder at that ref, read from git's objects: the work tree is not touched |
| a folder, \`asyncapi.yaml\`, \`generated/contract.json\` | the files there |

What is a path and a ref is refused until it is written as \`./path\` or \`refs/heads/branch\`. Events are always held against everything that is published.

Messages are paired by name and version. The direction follows the kind, and every document that breaks the promise is shown:

| what | promise | direction |
|---|---|---|
| commands | what clients send today is accepted tomorrow | backward: old documents fit the new schema |
| notifications | readers get nothing that they would not have got before | forward: new documents fit the old schema |
| events, public and private, each version ever published | what is stored can be read, and code that still runs reads what is stored now | backward and forward, against every published contract |
| documents of read models that queries answer | as notifications | forward |
| filters of queries | what clients ask today can be asked tomorrow | backward |
| scopes and owners of commands, queries and notifications | whoever is let in today is let in tomorrow | every caller who has nothing too much |
| messages without a kind | nobody knows which way they go | backward and forward |

So a published version of an event keeps its shape; another shape is another version, and the one before stays as an earlier
version with an upcaster (\`npm run contract -- new-version\`). Schemas that say the same are not compared: words for people
(titles, descriptions, examples) and the order of words do not count. What cannot be decided is \`unknown\` and stops the
contract like a break.

A field of an open object that gets a schema (\`property-declared\`) is a warning only: it hurts nobody but those who used the name for something else.

## How heavy it is

- **breaking**, **unknown**: the command ends with 1, unless a decision allows it.
- **warning**: told with why and what to do; stops nothing.
- **info**: a plain change. It counts for the version and the change log.

*Side* says whom it meets: \`clients\` who send, \`readers\` of what we tell, the \`store\`, or only our own code (\`inside\`).

## The version of the contract

The heaviest change since the version that is compared with says which part of \`info.version\` has to be raised (*bump*); before
1.0.0 a break raises the second number. Only words differ: patch. What concerns private messages alone: patch at most. The command ends with
1 when the version is too low, and names the right one. \`npm run contract -- publish\` freezes the version as
\`contract/history/<version>.json\` and writes \`CHANGELOG.contract.md\` from that history; a published version is never written again.

It records each frozen file with its SHA-256 in \`contract/history/SHA256SUMS\` (\`sha256sum -c\` reads it). A version that the record or the
change log names and that has no file (\`EC2706\`), or another text than was published (\`EC2707\`), stops the contract; the finding says which command of
git brings it back. Whoever takes a version out on purpose writes a decision with the version as \`subject\`, and publishes again.

## Where it is told

| option | who reads it |
|---|---|
| nothing | people at a terminal |
| \`--annotations\` | GitHub Actions: a line for each break and warning, shown beside the lines of the pull request, and the verdict in one line |
| \`--markdown comment.md\` | a comment for a pull request; \`-\` prints it |
| \`--json\` | programs |

\`--markdown comment.md\` goes with each of the others.

## Decisions

An intended break is allowed by a file in \`contract/decisions/\` (schema: \`codegen/compatibility/decisions/decision.schema.json\`):

\`\`\`yaml
what: The note leaves CreditsReserved.
why: It held personal data that nobody reads.
agreedBy: [payments team, anna]
until: 2027-01-31
allows:
  - { rule: EC1002, subject: CreditsReserved, version: 1, pointer: "#/$defs/CreditsReservedData/properties/note", direction: forward }
consents: [shop]
\`\`\`

It allows exactly the findings that it names: rule and subject, and for findings about schemas the pointer as well; \`version\` and \`direction\` narrow it further. Every stopping finding is
printed with the line that would allow it. A decision counts until its last day; one that is over, or that names nothing, is told. The file stays when the version is published: the change
log says from it why.

The last day is the day until which the break may be *published*. What is published stays allowed afterwards, for the check against the newest version as against any
older one, so no check turns red because a day has passed; what goes further than what was published is another change and needs a decision that counts. The one
date that a later check may stumble over is a \`sunset\`: once it is over, \`--against\` a version that knew no sunset yet finds the version withdrawn (\`EC2202\`).

## Who is hurt

A consumer may commit what it uses to \`contract/pins/<consumer>.json\` (schema: \`codegen/pins/pin.schema.json\`); \`npm run contract -- pin\` writes it from TypeScript code.
A finding hurts a pinned consumer when it is about a message or query that the consumer uses, in a version of its range, at a field that it uses
(or above or below one). Whoever uses the \`whole\` message is hurt by every finding about it; so is whoever sends a command, by every field that becomes required. That we could not read what is stored hurts nobody outside.

1. A decision does not count for a finding while somebody is hurt who has not consented: in the decision's \`consents\`, or in a \`consents\` line of
   the pin that names the subject and the field.
2. A finding passes without being named in a decision when all of this holds: it is about one field of what readers get; a decision in force
   names the message or query in \`everyConsumerPinned\`; no pinned consumer is hurt; and each pin that uses it says \`"fields": "unused"\`
   in its \`consents\`, that is: what we do not use may change.

`;

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
