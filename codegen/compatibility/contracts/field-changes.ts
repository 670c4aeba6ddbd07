import { type JsonObject, objectAt, stringAt, stringsAt } from "../../json/json.ts";
import { closureOf } from "../../schema/compiler.ts";
import { decisive } from "../../schema/emit/words.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";

/** One side: all schemas of a contract, and the payload's name among them. */
export interface Payload {
  readonly schemas: readonly NamedSchema[];
  readonly name: string;
}

interface Field {
  readonly isRequired: boolean;
  /** What it allows, as text to compare. */
  readonly content: string;
}

/**
 * What a newer version of a payload has made of the fields of an older one, in a sentence for whoever moves over; nothing
 * when the top-level fields are the same.
 */
export function fieldChanges(before: Payload, after: Payload): string {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  const required = (name: string) => (now.get(name)?.isRequired === true ? `\`${name}\` (required)` : `\`${name}\``);
  const gone = [...old.keys()].filter((name) => !now.has(name));
  const added = [...now.keys()].filter((name) => !old.has(name));
  const changed = [...now].filter(([name, field]) => {
    const was = old.get(name);
    return was !== undefined && (was.content !== field.content || was.isRequired !== field.isRequired);
  });
  const parts = [
    ...(gone.length === 0 ? [] : [`gone: ${list(gone)}`]),
    ...(added.length === 0 ? [] : [`new: ${added.map(required).join(", ")}`]),
    ...(changed.length === 0 ? [] : [`changed: ${changed.map(([name]) => required(name)).join(", ")}`]),
  ];
  return parts.length === 0 ? "" : ` Its fields, ${parts.join("; ")}.`;
}

function fieldsOf({ schemas, name }: Payload): ReadonlyMap<string, Field> {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  const schema = resolved(byName.get(name)?.schema, byName);
  const required = stringsAt(schema, "required");
  return new Map(
    Object.entries(objectAt(schema, "properties")).map(([field, sub]) => {
      const target = (stringAt(sub, "$ref") ?? "").slice(prefix.length);
      const content = JSON.stringify(byName.has(target) ? closureOf(target, byName) : decisive(sub));
      return [field, { isRequired: required.includes(field), content }];
    }),
  );
}

const prefix = "#/$defs/";

function resolved(schema: JsonObject | undefined, byName: ReadonlyMap<string, NamedSchema>): JsonObject {
  let current = schema;
  for (let steps = 0; steps < 32; steps++) {
    const next = byName.get((stringAt(current, "$ref") ?? "").slice(prefix.length))?.schema;
    if (next === undefined) break;
    current = next;
  }
  return current ?? {};
}
