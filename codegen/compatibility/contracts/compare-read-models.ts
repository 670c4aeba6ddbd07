import { isObject, objectAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { Contract, Filter, Query, ReadModel } from "../../model/contract.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import type { SchemaComparer } from "./compare-schemas.ts";
import type { Findings } from "./finding.ts";

/** Read models, their documents and queries: what clients may ask, and what they are answered. */
export function compareReadModels(findings: Findings, schemas: SchemaComparer): void {
  const old = findings.old.contract;
  const now = findings.now.contract;
  for (const after of now.readModels) {
    if (old.readModels.some(({ name }) => name === after.name)) continue;
    const what = `The read model \`${after.name}\` is new.`;
    findings.here("read-model-added", after.at, { subject: subjectOf(after), what });
  }
  for (const before of old.readModels) {
    const after = now.readModels.find(({ name }) => name === before.name);
    if (after !== undefined) compareReadModel(findings, before, after, schemas);
    else {
      const what = `The read model \`${before.name}\` is gone.`;
      findings.gone("read-model-removed", before.at, { subject: subjectOf(before), what });
    }
  }
  compareQueries(findings, schemas);
}

function compareReadModel(findings: Findings, before: ReadModel, after: ReadModel, schemas: SchemaComparer): void {
  const subject = subjectOf(after);
  if (before.per !== after.per) {
    const what = `\`${after.name}\` had one document per \`${before.per}\` and has one per \`${after.per}\`.`;
    findings.here("read-model-key-changed", wordAt(after, "per"), { subject, what });
  }
  const more = after.folds.filter((event) => !before.folds.includes(event));
  const fewer = before.folds.filter((event) => !after.folds.includes(event));
  if (more.length + fewer.length > 0) {
    const changes = [...more.map((event) => `${event} is new`), ...fewer.map((event) => `${event} is gone`)];
    const what = `\`${after.name}\` is folded from other events: ${changes.join(", ")}.`;
    findings.here("read-model-folds-changed", wordAt(after, "folds"), { subject, what });
  }
  // Documents that no query answers are seen by our own code only, which the compiler checks.
  if (before.queries.length === 0 || before.document === undefined || after.document === undefined) return;
  const names = { old: before.document, now: after.document };
  schemas.compare(findings, subject, names, [{ from: "now", side: "readers" }]);
}

interface OwnedQuery {
  readonly query: Query;
  readonly readModel: ReadModel;
}

function compareQueries(findings: Findings, schemas: SchemaComparer): void {
  const old = queriesOf(findings.old.contract);
  const now = queriesOf(findings.now.contract);
  for (const [name, { query }] of now) {
    if (old.has(name)) continue;
    findings.here("query-added", query.at, { subject: subject(name), what: `The query \`${name}\` is new.` });
  }
  for (const [name, before] of old) {
    const after = now.get(name) ?? [...now.values()].find(({ query }) => shapeOf(query) === shapeOf(before.query));
    if (after !== undefined) compareQuery(findings, before, after, schemas);
    else {
      const what = `The query \`${name}\` at \`${before.query.path}\` is gone.`;
      findings.gone("query-removed", before.query.at, { subject: subject(name), what });
    }
  }
}

function compareQuery(findings: Findings, old: OwnedQuery, now: OwnedQuery, schemas: SchemaComparer): void {
  const before = old.query;
  const after = now.query;
  const details = (what: string) => ({ subject: subject(after.name), what });
  const at = (word: string) => ({ file: after.at.file, pointer: pointer(after.at.pointer, word) });
  if (shapeOf(before) !== shapeOf(after)) {
    const what = `The path of \`${after.name}\` was \`${before.path}\` and is \`${after.path}\`.`;
    findings.here("query-path-changed", at("path"), details(what));
  } else if (before.path !== after.path) {
    const what = `The parameters of \`${before.path}\` are called otherwise in \`${after.path}\`.`;
    findings.here("query-parameter-renamed", at("path"), details(what));
  }
  if (before.returns !== after.returns) {
    const what = `\`${after.name}\` returned \`${before.returns}\` and returns \`${after.returns}\`.`;
    findings.here("query-returns-changed", at("returns"), details(what));
  }
  if (before.order !== after.order && after.returns === "page") {
    const what = `The order of \`${after.name}\` was ${before.order} and is ${after.order}.`;
    findings.here("query-order-changed", at("order"), details(what));
  }
  // A query that moved to another read model answers other documents.
  const documents = { old: old.readModel.document, now: now.readModel.document };
  if (old.readModel.name !== now.readModel.name && documents.old !== undefined && documents.now !== undefined) {
    const names = { old: documents.old, now: documents.now };
    schemas.compare(findings, subject(after.name), names, [{ from: "now", side: "readers" }]);
  }
  compareFilters(findings, old, now, schemas);
}

function compareFilters(findings: Findings, old: OwnedQuery, now: OwnedQuery, schemas: SchemaComparer): void {
  const { name, filters, at } = now.query;
  const place = { file: at.file, pointer: pointer(at.pointer, "filters") };
  for (const filter of filters) {
    if (old.query.filters.some((other) => other.name === filter.name)) continue;
    const what = `\`${name}\` can be asked for \`${filter.name}\`.`;
    findings.here("filter-added", place, { subject: subject(name), what });
  }
  for (const before of old.query.filters) {
    const after = filters.find((other) => other.name === before.name);
    if (after === undefined) {
      const what = `\`${name}\` cannot be asked for \`${before.name}\` any more.`;
      findings.here("filter-removed", place, { subject: subject(name), what });
      continue;
    }
    if (before.fields.join() !== after.fields.join()) {
      const what = `The filter \`${before.name}\` of \`${name}\` compared ${before.fields.join(", ")} and compares ${after.fields.join(", ")}.`;
      findings.here("filter-changed", place, { subject: subject(name), what });
    }
    compareValues(findings, [old, before], [now, after], schemas);
  }
}

/** The values that a filter may be given: those that its fields may have. Clients that send one must go on being understood. */
function compareValues(
  findings: Findings,
  [old, before]: readonly [OwnedQuery, Filter],
  [now, after]: readonly [OwnedQuery, Filter],
  schemas: SchemaComparer,
): void {
  const from = valuesOf(findings.old.contract, old, before);
  const to = valuesOf(findings.now.contract, now, after);
  if (from === undefined || to === undefined) return;
  const sides = { old: { side: findings.old, schema: from }, now: { side: findings.now, schema: to } };
  schemas.compareSides(findings, subject(now.query.name), sides, [{ from: "old", side: "clients" }]);
}

/** The schema of a filter's values, under a name of its own beside the contract's schemas. */
function valuesOf(contract: Contract, { readModel, query }: OwnedQuery, { name: filter, fields }: Filter) {
  const document = contract.schemas.find((schema) => schema.name === readModel.document);
  if (document === undefined) return undefined;
  const properties = objectAt(document.schema, "properties");
  const found = fields.map((field) => properties[field]).filter(isObject);
  if (found.length === 0) return undefined;
  const name = `${query.name}?${filter}`;
  const schema = found.length === 1 && found[0] !== undefined ? found[0] : { anyOf: found };
  const named: NamedSchema = { ...document, name, schema, published: schema, id: "" };
  return { schemas: [...contract.schemas, named], name };
}

function queriesOf({ readModels }: Contract): ReadonlyMap<string, OwnedQuery> {
  return new Map(
    readModels.flatMap((readModel) => readModel.queries.map((query) => [query.name, { query, readModel }])),
  );
}

/** The path as it is on the wire: parameters have no names there. */
export function shapeOf({ path }: Query): string {
  return path.replace(/\{[^{}]+\}/g, "{}");
}

function wordAt({ at }: ReadModel, word: string) {
  return { file: at.file, pointer: pointer(at.pointer, word) };
}

function subjectOf({ name }: ReadModel) {
  return { group: "read model" as const, name };
}

function subject(name: string) {
  return { group: "query" as const, name };
}
