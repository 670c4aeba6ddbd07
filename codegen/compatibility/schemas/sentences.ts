import { equal } from "../../assets/runtime.js";
import { type JsonObject, own } from "../../json/json.ts";
import type { Assertion } from "./assertions.ts";
import type { SchemaRuleName } from "./catalogue.ts";
import { fieldsOf, namesField } from "./declared.ts";

/** Which version the documents come from: `old` when old documents meet the new schema. */
export type FromRole = "old" | "new";

/** What a finding is about. */
export interface Cause {
  readonly assertion: Assertion;
  /** The value that the assertion refuses, when one was found. */
  readonly value: unknown;
  /** Schemas that the `from` side names at that place. */
  readonly from: readonly JsonObject[];
}

interface Words {
  readonly rule: SchemaRuleName;
  /** What the one side allows, as the end of "allowed …". */
  readonly what: string;
  /** What the other side demands, as the end of "it …". */
  readonly demand: string;
}

/** The rule of a cause, and the sentence for it. */
export function describe(cause: Cause, role: FromRole): { readonly rule: SchemaRuleName; readonly reason: string } {
  const { rule, what, demand } = wordsOf(cause);
  const reason =
    role === "old"
      ? `The old version allowed ${what}, which the new one refuses: it ${demand}.`
      : `The new version may send ${what}, which readers of the old version refuse: it ${demand}.`;
  return { rule, reason };
}

/** A value as text for people, shortened. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
}

function wordsOf(cause: Cause): Words {
  const { assertion, value, from } = cause;
  const { word, schema, name = "" } = assertion;
  const limit = typeof schema === "boolean" ? undefined : schema[word];
  const here = value === undefined ? "values" : shown(value);
  const { below } = assertion;
  const isDeeper = word === "$ref" || ((below?.at === "below" || below?.at === "same") && below.schema !== false);
  if (isDeeper) return { rule: "deeper", what: here, demand: "wants something else further down" };
  const say = (rule: SchemaRuleName, what: string, demand: string): Words => ({ rule, what, demand });
  switch (word) {
    case "required":
      return say("property-required", `objects without the field \`${name}\``, `requires \`${name}\``);
    case "dependentRequired":
      return say("dependent-required", here, `requires more fields beside \`${name}\``);
    case "additionalProperties":
      return ofOthers(cause);
    case "properties":
      return say("property-forbidden", `the field \`${name}\``, "forbids it");
    case "patternProperties":
      return say("pattern-properties-narrowed", here, "does not allow such fields");
    case "propertyNames":
      return say("property-names", `fields named like those of ${here}`, "does not allow such names");
    case "minProperties":
      return say("properties-count", here, `wants at least ${limit} fields`);
    case "maxProperties":
      return say("properties-count", here, `allows at most ${limit} fields`);
    case "unevaluatedProperties":
      return say("unevaluated-properties", here, "allows no fields that it does not describe");
    case "type":
      return ofType(value, here, limit);
    case "enum":
      return ofList(from, value, here, limit as readonly unknown[]);
    case "const":
      return say("const", here, `allows only ${shown(limit)}`);
    case "minimum":
    case "exclusiveMinimum":
      return say("bound-tightened", here, `wants ${word === "minimum" ? "at least" : "more than"} ${limit}`);
    case "maximum":
    case "exclusiveMaximum":
      return say("bound-tightened", here, `wants ${word === "maximum" ? "at most" : "less than"} ${limit}`);
    case "multipleOf":
      return say("multiple-of", here, `wants multiples of ${limit}`);
    case "minLength":
      return say("length", here, `wants at least ${limit} characters`);
    case "maxLength":
      return say("length", `texts such as ${here}`, `allows at most ${limit} characters`);
    case "pattern":
      return say("pattern", here, `wants texts that match \`${limit}\``);
    case "format": {
      const before = from.map((schema) => own(schema, "format")).find((format) => format !== undefined);
      return say(before === undefined ? "format-added" : "format-changed", here, `wants the format \`${limit}\``);
    }
    case "minItems":
      return say("items-count", here, `wants at least ${limit} items`);
    case "maxItems":
      return say("items-count", here, `allows at most ${limit} items`);
    case "items":
      return say(isTuple(schema) ? "tuple" : "items", here, "does not allow this item");
    case "prefixItems":
      return say("tuple", here, "does not allow this item at this place");
    case "uniqueItems":
      return say("unique-items", here, "wants items that differ");
    case "contains":
      return say("contains", here, "wants an item of a kind that is missing");
    case "maxContains":
      return say("contains", here, "allows fewer items of that kind");
    case "anyOf":
      return value === null
        ? say("null-not-allowed", "null", "does not allow null")
        : say("union-branch-removed", here, "has no alternative that fits");
    case "oneOf":
      return say("union-ambiguous", here, "has more than one alternative that fits, and `oneOf` wants exactly one");
    case "not":
      return say("not", here, "excludes this form");
    case "then":
    case "else":
    case "dependentSchemas":
      return say("conditional", here, "demands something else under this condition");
    case "allOf":
    case "false":
      return say("nothing-allowed", here, "allows nothing here");
    default:
      return say("undecided-word", here, `says \`${word}\``);
  }
}

function isTuple(schema: unknown): boolean {
  const prefix = own(schema, "prefixItems");
  return Array.isArray(prefix) && prefix.length > 0;
}

function ofOthers({ assertion, value, from }: Cause): Words {
  const field = assertion.name;
  if (field !== undefined && namesField(from, field)) {
    return {
      rule: "property-removed-from-closed",
      what: `the field \`${field}\``,
      demand: "does not know it and is closed",
    };
  }
  const known = fieldsOf(from);
  const odd =
    typeof value === "object" && value !== null ? Object.keys(value).find((name) => !known.includes(name)) : "";
  return {
    rule: "object-closed",
    what: `fields that it does not describe${odd ? `, such as \`${odd}\`` : ""}`,
    demand: "is closed",
  };
}

function ofType(value: unknown, here: string, limit: unknown): Words {
  const types = [limit].flat();
  const names: Readonly<Record<string, string>> = {
    array: "a list",
    boolean: "true or false",
    integer: "a whole number",
    null: "null",
    number: "a number",
    object: "an object",
    string: "a text",
  };
  const demand = `wants ${types.map((type) => names[String(type)] ?? type).join(" or ")}`;
  if (value === null) return { rule: "null-not-allowed", what: "null", demand };
  const isWhole = typeof value === "number" && types.includes("integer");
  return { rule: isWhole ? "whole-number" : "property-type", what: here, demand };
}

function ofList(from: readonly JsonObject[], value: unknown, here: string, limit: readonly unknown[]): Words {
  const before = from.flatMap((schema) => [
    ...((own(schema, "enum") as readonly unknown[] | undefined) ?? []),
    ...(Object.hasOwn(schema, "const") ? [schema["const"]] : []),
  ]);
  const missing = before.filter((item) => !limit.some((other) => equal(item, other)));
  const isListed = before.some((item) => equal(item, value));
  const list = missing.slice(0, 5).map(shown).join(", ");
  return isListed
    ? { rule: "enum-value-removed", what: missing.length > 1 ? list : here, demand: "does not list it" }
    : { rule: "enum-added", what: here, demand: `allows only ${limit.slice(0, 5).map(shown).join(", ")}` };
}
