import type { Location } from "../../diagnostics/diagnostic.ts";
import { isObject, listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { LintReport } from "../findings.ts";
import { type DocumentNode, nodesOf, type SchemaNode, type Subject } from "../read/subject.ts";

/** Descriptions and examples, for those who read. */
export function checkTexts(subject: Subject, report: LintReport): void {
  const info = nodesOf(subject, "info")[0];
  if (info !== undefined && !isDescribed(info.value)) report("info-undescribed", info.at, "`info` has no description.");
  for (const channel of nodesOf(subject, "channel")) checkChannel(channel, report);
  for (const server of nodesOf(subject, "server")) {
    if (!isDescribed(server.value))
      report("server-undescribed", server.at, `The server \`${server.key}\` has no description.`);
  }
  for (const operation of nodesOf(subject, "operation")) {
    if (isDescribed(operation.value) || stringAt(operation.value, "title") !== undefined) continue;
    report("operation-undescribed", operation.at, `The operation \`${operation.key}\` has no summary.`);
  }
  for (const node of subject.schemas) checkFields(subject, node, report);
  // In documents of Eventwright the generator has rules of its own for messages.
  if (subject.model !== undefined) return;
  for (const { at, value, key } of nodesOf(subject, "message")) {
    if (!isDescribed(value)) report("description-missing", at, `The message \`${key}\` has no description.`);
    if (listAt(value, "examples").length === 0) report("example-missing", at, `The message \`${key}\` has no example.`);
  }
}

/** A channel of one message is described by its message. */
function checkChannel({ at, value, key }: DocumentNode, report: LintReport): void {
  if (isDescribed(value) || Object.keys(objectAt(value, "messages")).length <= 1) return;
  report("channel-undescribed", at, `The channel \`${key}\` has no description.`);
}

/** Fields without a word of what they are, one finding an object. */
function checkFields(subject: Subject, { at, value }: SchemaNode, report: LintReport): void {
  const fields = Object.entries(objectAt(value, "properties"));
  const undescribed = fields.filter(([name, field]) => {
    if (!isObject(field) || isTold(field)) return false;
    const ref = stringAt(field, "$ref");
    const place = { file: at.file, pointer: pointer(at.pointer, "properties", name) };
    return ref === undefined || !isTold(subject.resolve(place)?.value);
  });
  if (undescribed.length === 0) return;
  const names = undescribed.map(([name]) => `\`${name}\``).join(", ");
  const what = undescribed.length === 1 ? "has no description" : "have no description";
  report("field-undescribed", { file: at.file, pointer: pointer(at.pointer, "properties") }, `${names} ${what}.`);
}

function isDescribed(value: unknown): boolean {
  return ["description", "summary"].some((word) => stringAt(value, word)?.trim());
}

function isTold(schema: unknown): boolean {
  return ["description", "title"].some((word) => stringAt(schema, word)?.trim()) || own(schema, "const") !== undefined;
}

/** Where the names of a style stand. */
interface Named {
  readonly name: string;
  readonly at: Location;
}

const styles: readonly (readonly [style: string, pattern: RegExp])[] = [
  ["camelCase", /^[a-z][a-z0-9]*(?:[A-Z][A-Za-z0-9]*)+$/],
  ["PascalCase", /^[A-Z][A-Za-z0-9]*$/],
  ["snake_case", /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/],
  ["kebab-case", /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/],
  ["UPPER_CASE", /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/],
];

/** Names that are written otherwise than nearly all others of the contract, and kinds of messages by their names. */
export function checkNaming(subject: Subject, report: LintReport): void {
  const fields = subject.schemas.flatMap(({ at, value }) =>
    Object.keys(objectAt(value, "properties")).map((name) => ({
      name,
      at: { file: at.file, pointer: pointer(at.pointer, "properties", name) },
    })),
  );
  checkCase(fields, "field-case", report);
  const channels = nodesOf(subject, "channel").map(({ key, at }) => ({ name: key, at }));
  checkCase(channels, "channel-case", report);
  for (const { kind, name, at } of subject.model?.messages ?? []) {
    const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+/g) ?? [];
    const isPast = words.some((word) =>
      /(?:ed|en|wn|ought|aught|old|ent|ost|aid|et|un|eft|ut|ade|elt|ung|orn|ead)$/i.test(word),
    );
    if (kind === "event" && !isPast)
      report("event-tense", at, `${name} does not sound like something that has happened.`);
    const [first = "", ...others] = words;
    if (kind === "command" && others.length > 0 && /ed$/.test(words.at(-1) ?? "") && !/ed$/.test(first)) {
      report("command-mood", at, `${name} sounds like something that has happened.`);
    }
  }
}

function checkCase(names: readonly Named[], rule: "field-case" | "channel-case", report: LintReport): void {
  const styled = names.flatMap(({ name, at }) => {
    const style = styles.find(([, pattern]) => pattern.test(name))?.[0];
    return style === undefined ? [] : [{ name, at, style }];
  });
  const counts = new Map<string, number>();
  for (const { style } of styled) counts.set(style, (counts.get(style) ?? 0) + 1);
  const [usual, count = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  // With few names, or without a clear majority, there is no style to keep to.
  if (usual === undefined || styled.length < 10 || count < styled.length * 0.9) return;
  for (const { name, at, style } of styled) {
    if (style !== usual) report(rule, at, `\`${name}\` is ${style}; ${count} of ${styled.length} are ${usual}.`);
  }
}
