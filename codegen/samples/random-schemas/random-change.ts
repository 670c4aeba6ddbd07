import type { SchemaSide } from "../../compatibility/schemas/side.ts";
import { isObject, type JsonObject, stringAt } from "../../json/json.ts";
import { mapSubschemas, subschemasOf } from "../../schema/walk.ts";
import type { Random } from "../random.ts";
import { edits } from "./edits.ts";
import { sideOf } from "./random-schema.ts";

/** A side after a random edit, and the edit's name. */
export interface Change {
  readonly side: SchemaSide;
  readonly edit: string;
}

/** Makes one random edit such as people make: some break readers or writers, some do not, some only look different. */
export function randomChange(side: SchemaSide, random: Random): Change {
  const names = reachable(side);
  const targets = side.schemas
    .filter(({ name }) => names.has(name))
    .flatMap(({ name, schema }) => partsOf(schema).map((part) => ({ name, part })));
  // The edit comes first, or those that fit everywhere would be nearly all.
  for (let attempt = 0; attempt < 30; attempt++) {
    const edit = random.pick(edits);
    for (const { name, part } of random.shuffle(targets)) {
      const changed = edit.apply(part, random, side);
      if (changed === undefined) continue;
      const schemas = side.schemas.map((schema): [string, JsonObject] => {
        const replaced = schema.name === name ? replacedPart(schema.schema, part, changed) : schema.schema;
        return [schema.name, isObject(replaced) ? replaced : replaced === true ? {} : { not: {} }];
      });
      return { side: sideOf(Object.fromEntries(schemas), side.name), edit: edit.name };
    }
  }
  return { side, edit: "nothing" };
}

/** The schemas that a side's own leads to, itself among them. */
function reachable({ schemas, name }: SchemaSide): ReadonlySet<string> {
  const names = new Set([name]);
  for (const found of names) {
    const schema = schemas.find((named) => named.name === found)?.schema;
    for (const part of schema === undefined ? [] : partsOf(schema)) {
      const ref = stringAt(part, "$ref");
      if (ref !== undefined) names.add(ref.replace("#/$defs/", ""));
    }
  }
  return names;
}

function partsOf(schema: JsonObject): readonly JsonObject[] {
  return [schema, ...subschemasOf(schema).flatMap((sub) => (isObject(sub.schema) ? partsOf(sub.schema) : []))];
}

function replacedPart(schema: unknown, part: JsonObject, changed: unknown): unknown {
  if (schema === part) return changed;
  return isObject(schema) ? mapSubschemas(schema, (sub) => replacedPart(sub, part, changed)) : schema;
}
