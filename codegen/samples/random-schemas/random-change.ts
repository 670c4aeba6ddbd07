import type { SchemaSide } from "../../compatibility/schemas/side.ts";
import { isObject, type JsonObject } from "../../json/json.ts";
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
  const targets = side.schemas.flatMap(({ name, schema }) => partsOf(schema).map((part) => ({ name, part })));
  for (let attempt = 0; attempt < 30; attempt++) {
    const { name, part } = random.pick(targets);
    const edit = random.pick(edits);
    const changed = edit.apply(part, random, side);
    if (changed === undefined) continue;
    const schemas = side.schemas.map((schema): [string, JsonObject] => {
      const replaced = schema.name === name ? replacedPart(schema.schema, part, changed) : schema.schema;
      return [schema.name, isObject(replaced) ? replaced : { not: {} }];
    });
    return { side: sideOf(Object.fromEntries(schemas), side.name), edit: edit.name };
  }
  return { side, edit: "nothing" };
}

function partsOf(schema: JsonObject): readonly JsonObject[] {
  return [schema, ...subschemasOf(schema).flatMap((sub) => (isObject(sub.schema) ? partsOf(sub.schema) : []))];
}

function replacedPart(schema: unknown, part: JsonObject, changed: unknown): unknown {
  if (schema === part) return changed;
  return isObject(schema) ? mapSubschemas(schema, (sub) => replacedPart(sub, part, changed)) : schema;
}
