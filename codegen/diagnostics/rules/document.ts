import type { Rule } from "./rule.ts";

/** Rules about the document: EW11xx. */
export const documentRules = {
  "asyncapi-invalid": {
    id: "EW1101",
    severity: "error",
    why: "The document breaks the official AsyncAPI 3 schema, so other AsyncAPI tools would refuse it.",
    fix: "Correct the document: https://www.asyncapi.com/docs/reference/specification/v3.1.0.",
  },
  "vocabulary-invalid": {
    id: "EW1102",
    severity: "error",
    why: "An `x-eventwright` block breaks its vocabulary.",
    fix: "See docs/contract-vocabulary.md for every word and where it may stand.",
  },
  "asyncapi-version": {
    id: "EW1103",
    severity: "error",
    why: "The generator reads AsyncAPI 3.0 and 3.1.",
    fix: "Set `asyncapi: 3.1.0`; `@asyncapi/converter` upgrades older documents.",
  },
  // EW1104 (`feature-unsupported`) is gone: traits, replies and references to everything are read now. The number stays unused.
  "vocabulary-missing": {
    id: "EW1105",
    severity: "warning",
    why: "No handler, endpoint or trigger is generated for it: only a type, a validator and a class.",
    fix: "Add the block: docs/contract-vocabulary.md shows one for every kind of message.",
  },
  "message-name-differs": {
    id: "EW1106",
    severity: "error",
    why: "A message has one name everywhere: in code, in the message type and in documentation.",
    fix: "Give `name` the value of the message's key, or leave it out.",
  },
  "contract-plain": {
    id: "EW1107",
    severity: "info",
    why: "Types, validators, message classes and the bundled contract are generated, and nothing that runs: no app, no handlers, no client.",
    fix: "Add an `x-eventwright` block at the end of the document, and one to each message: docs/contract-vocabulary.md.",
  },
  "kind-missing": {
    id: "EW1108",
    severity: "info",
    why: "No handler, endpoint or trigger is generated for it.",
    fix: "Add `x-eventwright: { kind: command }` (or `event`, `notification`) with its words: docs/contract-vocabulary.md.",
  },
  "document-converted": {
    id: "EW1109",
    severity: "info",
    why: "The generator reads AsyncAPI 3. Lines are those of the original document.",
    fix: "`npm run contract -- convert` writes the converted document, to go on with.",
  },
  "document-not-converted": {
    id: "EW1110",
    severity: "error",
    why: "The generator reads AsyncAPI 3, and older documents as the official converter makes them.",
    fix: "Correct the document, or write it in AsyncAPI 3.",
  },
} as const satisfies Record<string, Rule>;
