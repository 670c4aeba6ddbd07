import {
  type Contract,
  type Event,
  eventsOf,
  type Notification,
  type Reaction,
  type ReadModel,
} from "../model/contract.ts";
import { camelCase, kebabCase } from "../model/names.ts";
import { messageFile, notifierType, projectionType, reactionType, readModelFile } from "../plan/plan.ts";
import { literal } from "../render/typescript/literals.ts";
import { type Fields, objectOf } from "./fields.ts";
import type { Leave } from "./leftover.ts";

/** A read model's folds: what events carry under the document's names is kept. */
export function scaffoldProjection(contract: Contract, fields: Fields, readModel: ReadModel, leave: Leave): string {
  const { name, document = "", description, folds } = readModel;
  const path = `handlers/read-models/${kebabCase(name)}.ts`;
  const entries = folds.map((eventName) => {
    const event = eventsOf(contract).find((candidate) => candidate.name === eventName);
    if (event === undefined) return "";
    const known = knownOf(fields, document, event);
    const source = { expression: "data", schema: event.payload };
    const filled = fields.fill(document, [source], known);
    const envelope = filled.entries.some((entry) => entry.includes("envelope.")) ? ", envelope" : "";
    if (filled.missing.length === 0) {
      return `  ${eventName}: ({ data${envelope} }) => (${objectOf(filled.entries, "  ")}),\n`;
    }
    // What is missing was there before: the event changes a document that another one made.
    const changed = objectOf(["...document", ...filled.entries], "  ");
    return `  ${eventName}: ({ data${envelope} }, document) => document && ${changed},\n`;
  });
  if (!folds.some((event) => entries[folds.indexOf(event)]?.includes("=> ("))) {
    leave({ path, what: `${name}: which event makes a document, and with what` });
  }
  const type = projectionType(readModel);
  return `import type { ${type} } from "../../generated/${readModelFile(readModel)}";

/** ${description} */
export const ${name}: ${type} = {
${unusedData(entries).join("")}};
`;
}

/** What the platform and the event's name know besides the payload. */
function knownOf(fields: Fields, document: string, event: Event): Readonly<Record<string, string>> {
  const status = fields.textsOf(document, "status").find((text) => kebabCase(event.name).endsWith(`-${text}`));
  return {
    version: "envelope.streamversion ?? 0",
    ...(status !== undefined && { status: literal(status) }),
  };
}

/** A notification's words: what the event carries under its names; else nobody is told yet. */
export function scaffoldNotifier(contract: Contract, fields: Fields, notification: Notification, leave: Leave): string {
  const { name, payload, description, onEvents } = notification;
  const path = `handlers/notifiers/${kebabCase(name)}.ts`;
  const document = contract.readModels.find((readModel) => readModel.name === notification.with)?.document;
  const entries = [...onEvents].sort().map((eventName) => {
    const event = eventsOf(contract).find((candidate) => candidate.name === eventName);
    const sources = [
      ...(event === undefined ? [] : [{ expression: "data", schema: event.payload }]),
      ...(document === undefined ? [] : [{ expression: "document", schema: document }]),
    ];
    const filled = fields.fill(payload, sources, { version: "envelope.streamversion ?? 0" });
    if (filled.missing.length > 0) {
      leave({ path, what: `${name} of ${eventName}: where ${filled.missing.join(", ")} comes from` });
      return `  // Tells nobody yet: where does ${filled.missing.join(", ")} come from?\n  ${eventName}: () => undefined,\n`;
    }
    const envelope = filled.entries.some((entry) => entry.includes("envelope.")) ? ", envelope" : "";
    const literalOf = objectOf(filled.entries, "  ");
    return filled.used.has("document")
      ? `  ${eventName}: ({ data${envelope} }, document) => document && ${literalOf},\n`
      : `  ${eventName}: ({ data${envelope} }) => (${literalOf}),\n`;
  });
  for (const process of notification.onProcessFailed) {
    leave({ path, what: `${name} of a failed ${process}: whom it tells` });
    entries.push(`  // Tells nobody yet.\n  ${process}: () => undefined,\n`);
  }
  const type = notifierType(name);
  return `import type { ${type} } from "../../generated/notifiers.ts";

/** ${description} */
export const ${camelCase(name)}: ${type} = {
${unusedData(entries).join("")}};
`;
}

/** A reaction's answers: the first command that the event's payload can fill. */
export function scaffoldReaction(contract: Contract, fields: Fields, reaction: Reaction, leave: Leave): string {
  const { name, on, sends, description } = reaction;
  const path = `handlers/reactions/${kebabCase(name)}.ts`;
  const imports = new Set<string>();
  const entries = on.map((eventName) => {
    const event = eventsOf(contract).find((candidate) => candidate.name === eventName);
    for (const sent of sends) {
      const command = contract.messages.find((message) => message.name === sent);
      if (command === undefined || event === undefined) continue;
      const filled = fields.fill(command.payload, [{ expression: "data", schema: event.payload }]);
      if (filled.missing.length > 0) continue;
      imports.add(sent);
      return `  ${eventName}: ({ data }) => [${sent}.create(${objectOf(filled.entries, "  ")})],\n`;
    }
    leave({ path, what: `${name}: what it sends on ${eventName}` });
    return `  // Sends nothing yet.\n  ${eventName}: () => [],\n`;
  });
  const type = reactionType(reaction);
  const lines = [...imports].sort().map((sent) => `import { ${sent} } from "../../generated/${messageFile(sent)}";\n`);
  return `${lines.join("")}import type { ${type} } from "../../generated/reactions.ts";

/** ${description} */
export const ${name}: ${type} = {
${unusedData(entries).join("")}};
`;
}

/** Leaves out what an entry takes but does not use. */
function unusedData(entries: readonly string[]): readonly string[] {
  return entries.map((entry) => {
    if (/\bdata[.[]/.test(entry)) return entry;
    return entry
      .replace(/\{ data(, )?/, "{ ")
      .replace(/\(\{ {2}\}\)/, "()")
      .replace(/\(\{ {2}\}, /, "(_event, ");
  });
}
