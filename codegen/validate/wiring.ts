import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { pointer } from "../json/pointer.ts";
import {
  type Contract,
  commandsOf,
  eventsOf,
  eventsOfProcess,
  type Filter,
  type ReadModel,
} from "../model/contract.ts";
import { pathParameters, queriesOf, route } from "../plan/plan.ts";
import type { NamedSchema } from "../schema/schema-table.ts";
import { fieldAt } from "./payload-pointers.ts";
import { below } from "./references.ts";

/** Routes that the platform answers itself. */
const platformRoutes = [
  "api/asyncapi.json",
  "api/commands/{}",
  "api/health",
  "api/notifications",
  "api/openapi.json",
  "docs",
];
/** Query parameters that every page has. */
const pageParameters = ["after", "limit", "signal"];

/** Checks that messages can travel: endpoints, keys in payloads, queries. */
export function checkWiring(contract: Contract, report: Report): void {
  const schemas = new Map(contract.schemas.map((schema) => [schema.name, schema]));
  checkEndpoints(contract, report);
  checkKeys(contract, schemas, report);
  for (const readModel of contract.readModels) checkReadModel(readModel, schemas, report);
  checkRoutes(contract, report);
  for (const { name, at } of eventsOf(contract)) {
    if (commandsOf(contract).some(({ produces }) => produces.includes(name))) continue;
    report("event-never-produced", at, `No command produces ${name}.`);
  }
}

function checkEndpoints(contract: Contract, report: Report): void {
  for (const { name, at, visibility, endpoint } of commandsOf(contract)) {
    if (visibility === "public" && endpoint === undefined) {
      report("command-without-endpoint", at, `${name} is public and has no endpoint.`);
    }
    if (visibility === "private" && endpoint !== undefined) {
      report("private-command-exposed", endpoint.at, `${name} is private.`);
    }
    const senders = [...contract.reactions, ...contract.processes];
    if (visibility === "private" && !senders.some(({ sends }) => sends.includes(name))) {
      report("command-never-sent", at, `${name} is private and no reaction or process sends it.`);
    }
  }
}

/** Pointers into payloads: stream ids, recipients, dedupe keys, keys of processes, personal data. */
function checkKeys(contract: Contract, schemas: ReadonlyMap<string, NamedSchema>, report: Report): void {
  const check = (payload: string, pointer: string, at: Location, isKey: boolean) => {
    const field = pointer === "" ? undefined : fieldAt(payload, pointer, schemas);
    if (field === undefined) {
      if (pointer !== "") report("pointer-missing", at, `\`${pointer}\` is no field of ${payload}.`);
      return;
    }
    if (!isKey) return;
    if (!field.isRequired) report("pointer-optional", at, `\`${pointer}\` of ${payload} is optional.`);
    if (field.types.length !== 1 || field.types[0] !== "string") {
      report("pointer-type", at, `\`${pointer}\` of ${payload} is not always a text.`);
    }
  };
  for (const message of contract.messages) {
    const { payload } = message;
    const at = (word: string) => below(message.at, "x-eventwright", word);
    if (message.kind === "notification") check(payload, message.recipient, at("recipient"), true);
    else if (message.kind !== "message") check(payload, message.streamId, at("streamId"), true);
    for (const version of [...message.earlier, message]) {
      const place = below(version.at, "x-eventwright", "personalData");
      for (const pointer of version.personalData) check(version.payload, pointer, place, false);
    }
    if (message.kind !== "command" || message.dedupe === "payload") continue;
    for (const pointer of message.dedupe) check(payload, pointer, at("dedupe"), false);
  }
  const checkEvents = (names: readonly string[], pointer: string, at: Location) => {
    for (const { name, payload } of eventsOf(contract)) if (names.includes(name)) check(payload, pointer, at, true);
  };
  for (const { at, per, folds } of contract.readModels) {
    if (per.startsWith("/")) checkEvents(folds, per, below(at, "per"));
  }
  for (const process of contract.processes) {
    for (const pointer of process.key) checkEvents(eventsOfProcess(process), pointer, below(process.at, "key"));
  }
}

function checkReadModel(
  { per, document, queries }: ReadModel,
  schemas: ReadonlyMap<string, NamedSchema>,
  report: Report,
): void {
  for (const { at, path, returns, filters } of queries) {
    const count = pathParameters(path).length;
    if (returns === "one" ? count !== 1 : count > 1) {
      report("path-parameters", below(at, "path"), `\`${path}\` has ${count} parameters.`);
    }
    if (per === "event" && (returns === "one" || count === 0)) {
      report("page-without-partition", below(at, "path"), `\`${path}\` does not say whose documents are wanted.`);
    }
    checkFilters(filters, document, below(at, "filters"), schemas, report);
  }
}

function checkFilters(
  filters: readonly Filter[],
  document: string | undefined,
  at: Location,
  schemas: ReadonlyMap<string, NamedSchema>,
  report: Report,
): void {
  const scalar = ["string", "number", "integer", "boolean"];
  for (const [index, { name, fields }] of filters.entries()) {
    if (pageParameters.includes(name)) {
      report("name-reserved", at, `Every page has a parameter \`${name}\` already.`);
    }
    if (filters.findIndex((filter) => filter.name === name) !== index) {
      report("name-collision", at, `Two filters are called \`${name}\`.`);
    }
    if (document === undefined) continue;
    for (const field of fields) {
      const found = fieldAt(document, pointer("", field), schemas);
      if (found !== undefined && found.types.length > 0 && found.types.every((type) => scalar.includes(type))) continue;
      report("filter-unknown", at, `\`${field}\` is no such field of ${document}.`);
    }
  }
}

function checkRoutes(contract: Contract, report: Report): void {
  const shape = (path: string) => path.replace(/\{[^{}]*\}/g, "{}").toLowerCase();
  const taken = new Map(platformRoutes.map((path) => [`GET ${path}`, "the platform"]));
  const take = (method: string, path: string, owner: string, at: Location) => {
    const key = `${method} ${shape(route(path))}`;
    const other = taken.get(key);
    if (other !== undefined) report("route-collision", at, `\`${method} /${route(path)}\` is taken by ${other}.`);
    else taken.set(key, owner);
  };
  for (const { name, endpoint } of commandsOf(contract)) {
    if (endpoint !== undefined) take("POST", endpoint.address, name, endpoint.at);
  }
  for (const { query } of queriesOf(contract)) take("GET", query.path, query.name, below(query.at, "path"));
}
