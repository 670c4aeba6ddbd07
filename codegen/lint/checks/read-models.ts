import { isObject, type JsonObject, listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { type Contract, eventsOf, type ReadModel } from "../../model/contract.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import { subschemasOf } from "../../schema/walk.ts";
import type { LintReport } from "../findings.ts";

type Schemas = ReadonlyMap<string, NamedSchema>;

/** What the events of a read model carry: names of fields, and named schemas of their values. */
interface Carried {
  readonly names: ReadonlySet<string>;
  readonly schemas: ReadonlySet<string>;
}

/** Fields of read models, and of the filters of their queries, that no event can fill. */
export function checkFields(model: Contract, report: LintReport): void {
  const schemas: Schemas = new Map(model.schemas.map((schema) => [schema.name, schema]));
  const events = new Map(eventsOf(model).map((event) => [event.name, event.payload]));
  const known = new Map<string, Carried>();
  for (const readModel of model.readModels) {
    const payloads = readModel.folds.flatMap((name) => events.get(name) ?? []);
    const carried = payloads.map((payload) => carriedBy(payload, schemas, known));
    // A payload that takes any field may carry everything.
    if (readModel.document === undefined || payloads.length < readModel.folds.length) continue;
    checkReadModel(readModel, readModel.document, carried, schemas, report);
  }
}

function checkReadModel(
  { name, at, queries, documentKey }: ReadModel,
  document: string,
  carried: readonly Carried[],
  schemas: Schemas,
  report: LintReport,
): void {
  const fields = objectAt(resolved({ $ref: `#/$defs/${document}` }, schemas), "properties");
  const isFed = (field: string) => {
    const schema = fields[field];
    const ref = stringAt(schema, "$ref")?.replace("#/$defs/", "");
    return carried.some(({ names, schemas: held }) => names.has(field) || (ref !== undefined && held.has(ref)));
  };
  const told = new Set<string>();
  for (const query of queries) {
    for (const filter of query.filters) {
      const unfed = filter.fields.filter((field) => mustBeCarried(fields[field], schemas) && !isFed(field));
      if (unfed.length === 0 || unfed.length < filter.fields.length) continue;
      for (const field of unfed) told.add(field);
      const place = { file: at.file, pointer: pointer(query.at.pointer, "filters") };
      report(
        "filter-unfed",
        place,
        `\`${query.name}\` filters by \`${unfed.join("` and `")}\`, which no event of \`${name}\` carries.`,
      );
    }
  }
  for (const field of Object.keys(fields)) {
    if (told.has(field) || isFed(field) || !mustBeCarried(fields[field], schemas)) continue;
    report(
      "field-unfed",
      { file: at.file, pointer: pointer(at.pointer, "document") },
      `\`${field}\` of ${documentKey} has no event that carries it.`,
    );
  }
}

/**
 * Whether a projection cannot make up a value by itself: a free text. Numbers are counted and summed, times and versions
 * come with the event, states are decided.
 */
function mustBeCarried(schema: unknown, schemas: Schemas): boolean {
  const found = resolved(schema, schemas);
  const isText = own(found, "type") === "string";
  const isMade = own(found, "enum") !== undefined || own(found, "const") !== undefined;
  return isText && !isMade && !["date-time", "date", "time"].includes(stringAt(found, "format") ?? "");
}

function carriedBy(payload: string, schemas: Schemas, known: Map<string, Carried>): Carried {
  const found = known.get(payload);
  if (found !== undefined) return found;
  const names = new Set<string>();
  const held = new Set<string>();
  const visit = (schema: unknown): void => {
    if (!isObject(schema)) return;
    for (const name of Object.keys(objectAt(schema, "properties"))) names.add(name);
    const ref = stringAt(schema, "$ref")?.replace("#/$defs/", "");
    if (ref !== undefined && !held.has(ref)) {
      held.add(ref);
      visit(schemas.get(ref)?.schema);
    }
    for (const sub of subschemasOf(schema)) visit(sub.schema);
  };
  visit({ $ref: `#/$defs/${payload}` });
  const carried = { names, schemas: held };
  known.set(payload, carried);
  return carried;
}

function resolved(schema: unknown, schemas: Schemas): JsonObject {
  let found: JsonObject = isObject(schema) ? schema : {};
  for (let steps = 0; typeof found["$ref"] === "string" && steps < 100; steps++) {
    found = schemas.get(found["$ref"].replace("#/$defs/", ""))?.schema ?? {};
  }
  const [only, ...others] = listAt(found, "allOf");
  return others.length === 0 &&
    only !== undefined &&
    own(found, "type") === undefined &&
    own(found, "properties") === undefined
    ? resolved(only, schemas)
    : found;
}
