import type { Location } from "../../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer, valueAt } from "../../json/pointer.ts";
import { type Contract, commandsOf, eventsOf, type Message } from "../../model/contract.ts";
import { subschemasOf } from "../../schema/walk.ts";
import type { LintReport } from "../findings.ts";
import { typesOf } from "../read/read-subject.ts";
import { placeKey, type Subject } from "../read/subject.ts";
import { isBoundedPattern, isPersonal, looksLikeMoney, looksLikeTime } from "./field-names.ts";

/** Formats that bound the length of a text. */
const bounded = new Set("date date-time duration email hostname ipv4 ipv6 time uuid".split(" "));

/** Privacy, hostile payloads, and values that lose something. */
export function checkSafety(subject: Subject, report: LintReport): void {
  checkValues(subject, report);
  const { model } = subject;
  if (model === undefined || !model.isApp) return;
  for (const message of eventsOf(model)) {
    if (message.visibility === "private" || message.personalData.length === 0) continue;
    const fields = message.personalData.map((path) => `\`${path}\``).join(", ");
    report("personal-data-published", words(message, "personalData"), `${message.name} publishes ${fields}.`);
  }
  for (const message of model.messages) if (message.kind !== "message") checkMarks(subject, message, report);
  checkCommands(subject, model, report);
}

function words({ at }: Message, ...segments: readonly string[]): Location {
  return { file: at.file, pointer: pointer(at.pointer, "x-eventwright", ...segments) };
}

/** Money and times, in every schema. */
function checkValues({ schemas }: Subject, report: LintReport): void {
  for (const { at, value } of schemas) {
    for (const [name, field] of Object.entries(objectAt(value, "properties"))) {
      if (!isObject(field)) continue;
      const place = { file: at.file, pointer: pointer(at.pointer, "properties", name) };
      const types = typesOf(field);
      if (types.includes("number") && looksLikeMoney(name)) {
        report("money-as-fraction", place, `\`${name}\` is a number with a fraction.`);
      }
      const isFree = ["format", "pattern", "enum", "const"].every((word) => own(field, word) === undefined);
      if (types.includes("string") && isFree && looksLikeTime(name)) {
        report("time-without-format", place, `\`${name}\` may be any text.`);
      }
    }
  }
}

/** Fields that hold personal data by their names and are not marked. */
function checkMarks(subject: Subject, message: Message, report: LintReport): void {
  const root = { file: message.at.file, pointer: pointer(message.at.pointer, "payload") };
  const found: string[] = [];
  const visit = (at: Location, path: string, depth: number, seen: readonly string[]): void => {
    const end = subject.resolve(at);
    subject.work.steps++;
    if (end === undefined || !isObject(end.value) || depth > 6 || seen.includes(placeKey(end.at))) return;
    const value = stringAt(end.value, "schemaFormat") === undefined ? end.value : objectAt(end.value, "schema");
    const inside = value === end.value ? end.at : { file: end.at.file, pointer: pointer(end.at.pointer, "schema") };
    for (const [name, field] of Object.entries(objectAt(value, "properties"))) {
      const where = pointer(path, name);
      const isMarked = message.personalData.some((mark) => where === mark || where.startsWith(`${mark}/`));
      if (isMarked) continue;
      const place = { file: inside.file, pointer: pointer(inside.pointer, "properties", name) };
      if (isPersonal(name) && mayHoldText(subject, place, field)) found.push(where);
      else visit(place, where, depth + 1, [...seen, placeKey(end.at)]);
    }
  };
  visit(root, "", 0, []);
  if (found.length === 0) return;
  const named = found.map((path) => `\`${path}\``).join(", ");
  const place = message.personalData.length > 0 ? words(message, "personalData") : words(message);
  report(
    "personal-data-unmarked",
    place,
    `${named} of ${message.name} ${found.length === 1 ? "is" : "are"} not marked.`,
  );
}

function mayHoldText(subject: Subject, place: Location, field: unknown): boolean {
  const end = subject.resolve(place)?.value ?? field;
  const types = isObject(end) ? typesOf(end) : [];
  const isChosen = own(end, "enum") !== undefined || own(end, "const") !== undefined;
  return !isChosen && (types.length === 0 || types.includes("string") || types.includes("object"));
}

/** What anybody may send must be bounded. Shared schemas are looked at once. */
function checkCommands(subject: Subject, model: Contract, report: LintReport): void {
  const seen = new Set<string>();
  const waiting: { at: Location; by: string }[] = commandsOf(model)
    .filter(({ visibility, endpoint }) => visibility === "public" && endpoint !== undefined)
    .map(({ at, name }) => ({ at: { file: at.file, pointer: pointer(at.pointer, "payload") }, by: name }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const end = subject.resolve(next.at);
    if (end === undefined || !isObject(end.value) || seen.has(placeKey(end.at))) continue;
    seen.add(placeKey(end.at));
    subject.work.steps++;
    if (stringAt(end.value, "schemaFormat") !== undefined) {
      waiting.push({ at: { file: end.at.file, pointer: pointer(end.at.pointer, "schema") }, by: next.by });
      continue;
    }
    checkBound(end.value, end.at, next.by, report);
    for (const { path } of subschemasOf(end.value)) {
      if (["$defs", "definitions", "not", "if"].includes(String(path[0]))) continue;
      const place = { file: end.at.file, pointer: pointer(end.at.pointer, ...path) };
      if (isObject(valueAt(subject.files.get(place.file)?.value, place.pointer)))
        waiting.push({ at: place, by: next.by });
    }
  }
}

function checkBound(schema: JsonObject, at: Location, by: string, report: LintReport): void {
  const types = typesOf(schema);
  const isFree = own(schema, "enum") === undefined && own(schema, "const") === undefined;
  const pattern = stringAt(schema, "pattern");
  const format = stringAt(schema, "format");
  const isShort = format !== undefined && bounded.has(format);
  const name = at.pointer.split("/").at(-1) ?? "";
  const what = name === "" || name === "payload" ? "A text" : `\`${name}\``;
  if (types.includes("string") && isFree && own(schema, "maxLength") === undefined && !isShort) {
    if (pattern === undefined || !isBoundedPattern(pattern)) {
      report("text-unbounded", at, `${what} of ${by} may be of any length.`);
    }
  }
  const isTuple = own(schema, "items") === false || own(schema, "additionalItems") === false;
  if (types.includes("array") && isFree && own(schema, "maxItems") === undefined && !isTuple) {
    report("list-unbounded", at, `${what === "A text" ? "A list" : what} of ${by} may have any number of items.`);
  }
  const isOpen = own(schema, "additionalProperties") === undefined || own(schema, "additionalProperties") === true;
  if (types.includes("object") && isFree && isOpen && own(schema, "properties") !== undefined) {
    if (own(schema, "unevaluatedProperties") !== undefined || own(schema, "allOf") !== undefined) return;
    report("object-open", at, `${what === "A text" ? "The payload" : what} of ${by} takes any further field.`);
  }
}
