import { isObject, type JsonObject, listAt, own } from "../../json/json.ts";
import { textOfLength } from "../make/words.ts";
import type { Place } from "./places.ts";

type Change = readonly [what: string, value: unknown];

/** Longer texts than this are not made, however long a schema allows them to be. */
const longest = 20_000;

/** Values of other types, and values close to what the schemas of a place speak of. */
export function* otherValues({ value, schemas }: Place): Generator<Change> {
  yield* ofOtherTypes(value);
  for (const schema of schemas) {
    for (const listed of listAt(schema, "enum")) yield ["another value", listed];
    if (Object.hasOwn(schema, "const")) yield ["another value", schema["const"]];
    yield* nearBounds(schema, value);
  }
  if (typeof value === "string") yield* brokenTexts(value);
  if (typeof value === "number") yield* nearNumbers(value);
  if (typeof value === "boolean") yield ["the opposite", !value];
}

function* ofOtherTypes(value: unknown): Generator<Change> {
  if (value !== null) yield ["null", null];
  if (typeof value !== "string") yield ["a text", String(isObject(value) || Array.isArray(value) ? "text" : value)];
  if (typeof value !== "number")
    yield ["a number", typeof value === "string" && value.trim() !== "" ? Number(value) || 7 : 7];
  if (typeof value !== "boolean") yield ["true", true];
  if (!Array.isArray(value)) yield ["a list", [value]];
  if (!isObject(value)) yield ["an object", { value }];
}

function* nearBounds(schema: JsonObject, value: unknown): Generator<Change> {
  for (const word of ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]) {
    const bound = own(schema, word);
    if (typeof bound !== "number") continue;
    for (const distance of [-1, -0.5, 0, 0.5, 1]) yield [`${word} and ${distance}`, bound + distance];
  }
  const step = own(schema, "multipleOf");
  if (typeof step === "number") {
    yield ["half a step", step / 2];
    yield ["one step", step];
    yield ["a step and a half", step * 1.5];
  }
  for (const word of ["minLength", "maxLength"]) {
    const bound = own(schema, word);
    if (typeof bound !== "number" || bound > longest) continue;
    const start = typeof value === "string" ? value : "";
    for (const distance of [-1, 0, 1]) {
      if (bound + distance >= 0) yield [`${word} and ${distance}`, cutOrPadded(start, bound + distance)];
    }
  }
  for (const word of ["minItems", "maxItems", "minContains", "maxContains"]) {
    const bound = own(schema, word);
    if (typeof bound !== "number" || bound > 1000 || !Array.isArray(value) || value.length === 0) continue;
    for (const distance of [-1, 0, 1]) {
      const length = Math.max(0, bound + distance);
      yield [`${word} and ${distance}`, Array.from({ length }, (_, index) => value[index % value.length])];
    }
  }
}

function cutOrPadded(text: string, length: number): string {
  const characters = [...text];
  if (characters.length >= length) return characters.slice(0, length).join("");
  const last = characters.at(-1);
  return last === undefined ? textOfLength(length, "") : text + last.repeat(length - characters.length);
}

function* brokenTexts(text: string): Generator<Change> {
  yield ["empty", ""];
  yield ["with a line break", `${text}\n`];
  yield ["with a space before", ` ${text}`];
  yield ["upper case", text.toUpperCase()];
  yield ["lower case", text.toLowerCase()];
  yield ["a character short", [...text].slice(0, -1).join("")];
  yield ["unknown value", `${text}x`];
  yield ["another text", "nothing like it"];
}

function* nearNumbers(value: number): Generator<Change> {
  yield ["one more", value + 1];
  yield ["one less", value - 1];
  yield ["a fraction", value + 0.5];
  yield ["the opposite", -value];
  yield ["zero", 0];
  yield ["huge", 1e18];
}
