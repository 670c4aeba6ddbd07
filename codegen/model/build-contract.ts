import type { Diagnostics, Location } from "../diagnostics/diagnostic.ts";
import { by, byCodeUnit, listAt, objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import { isPlainMessage } from "../read/kinds.ts";
import { type Outline, type OutlineMessage, securitySchemesOf } from "../read/outline.ts";
import type { Sources } from "../read/read-contract.ts";
import { withoutCircles } from "../schema/break-circles.ts";
import { SchemaTable } from "../schema/schema-table.ts";
import { buildEndpoints } from "./build-endpoints.ts";
import { buildMessage, nameMessages, type RawMessage } from "./build-messages.ts";
import { buildProcess, buildSetting } from "./build-processes.ts";
import { type BuiltSecurity, buildAccess, buildSecurity, isFunctionKey, tellsNotifications } from "./build-security.ts";
import { declaredVersion, withEarlier } from "./build-versions.ts";
import { bundleOf } from "./bundle.ts";
import type { Contract, Filter, Query, Reaction, ReadModel, RetryPolicy, Stream } from "./contract.ts";
import { millisecondsOf } from "./duration.ts";
import { FreeNames } from "./free-names.ts";
import { kebabCase, pascalCase } from "./names.ts";
import { newestOf } from "./payload-name.ts";
import { type ApiSecurity, bothOf } from "./security.ts";

/** What the retries of handlers are when the contract says nothing. */
const usualRetry: RetryPolicy = {
  attempts: 4,
  strategy: "exponential",
  first: 200,
  max: 5_000,
  jitter: undefined,
  transient: [],
  permanent: [],
  timeToLive: 86_400_000,
  deadLetter: true,
  words: [],
};

const namedJitter: Readonly<Record<string, number>> = { none: 0, half: 0.5, full: 1 };

/**
 * Turns the document into our own model. Never throws on a broken document: what cannot be understood is left out, and
 * the validate phase has said so.
 */
export function buildContract(sources: Sources, diagnostics: Diagnostics): Contract {
  const { path: file, value: document } = sources.contract;
  const at = { at: { file, pointer: "" }, value: document };
  const words = objectAt(document, "x-eventwright");
  const info = objectAt(document, "info");
  const isApp = own(document, "x-eventwright") !== undefined;
  const name = stringAt(words, "name") ?? nameOf(document);
  const schemaBase = stringAt(words, "schemaBase") ?? `https://${name}.example/schemas/`;
  const table = new SchemaTable(sources, schemaBase, diagnostics, isApp);
  const security = buildSecurity(at, sources.outline, sources.resolver, isApp, diagnostics.report);
  const endpoints = buildEndpoints(sources.outline, isApp, security, diagnostics);
  const names = new FreeNames();
  const isNewest = ({ value }: OutlineMessage) => newestOf(value) === undefined;
  const declared = sources.outline.messages
    .filter((each) => !isNewest(each))
    .map((each) => ({ ...each, name: each.key }));
  // Those with a kind come first: what they need is held to the contract language, also where others need it too.
  const newest = nameMessages(sources.outline.messages.filter(isNewest), names, diagnostics);
  const [worded, plain] = [
    newest.filter(({ value }) => !isPlainMessage(value)),
    newest.filter(({ value }) => isPlainMessage(value)),
  ];
  const build = (message: RawMessage) => buildMessage(message, isApp, endpoints, table, diagnostics);
  const versioned = withEarlier(
    worded.map(build),
    declared.map((version) => declaredVersion(version, isApp, table, diagnostics)),
    diagnostics,
  );
  const messages = [...versioned, ...plain.map(build)].sort(by((message) => message.name));
  table.settleNames(names);
  const schemas = withoutCircles(table.schemas(), ({ name, at }) => {
    diagnostics.report("schema-circular", at, `${name} refers back to itself for the same value.`);
  });
  const named = <T>(group: string, build: (name: string, value: unknown, at: Location) => T): readonly T[] =>
    Object.entries(objectAt(words, group))
      .sort(by(([key]) => key))
      .map(([key, value]) => build(key, value, { file, pointer: pointer("/x-eventwright", group, key) }));
  return {
    file,
    name,
    title: stringAt(info, "title") ?? name,
    version: stringAt(info, "version") ?? "0.0.0",
    isApp,
    description: (stringAt(info, "description") ?? "").trim(),
    license: stringAt(own(info, "license"), "name"),
    source: stringAt(words, "source") ?? stringAt(document, "id") ?? `/${name}`,
    topic: stringAt(words, "topic") ?? `${name}-events`,
    keyed: securitySchemesOf(at, sources.resolver).some(isFunctionKey),
    security: { ...security.api, ...notificationNeeds(sources.outline, security, words, file) },
    messages,
    streams: named("streams", buildStream),
    readModels: named("readModels", (key, value, at) => buildReadModel(key, value, at, table, security)),
    reactions: named("reactions", buildReaction),
    settings: named("settings", buildSetting),
    processes: named("processes", buildProcess),
    rejections: Object.entries(objectAt(words, "rejections"))
      .map(([code, message]) => ({ code, message: String(message) }))
      .sort(by(({ code }) => code)),
    retryPolicies: Object.fromEntries(
      Object.entries(objectAt(words, "retryPolicies")).map(([key, value]) => [key, buildRetry(value)]),
    ),
    schemas,
    bundle: bundleOf(at, sources, schemas, table),
  };
}

/** A short name for a document that gives itself none: its title in small letters, such as `streetlights-api`. */
function nameOf(document: unknown): string {
  const title = pascalCase(stringAt(objectAt(document, "info"), "title") ?? "");
  return kebabCase(title).slice(0, 63).replace(/-+$/, "") || "contract";
}

/** What it takes to read notifications: the operation that sends them says it, and the contract whose they are. */
function notificationNeeds(
  outline: Outline,
  security: BuiltSecurity,
  words: unknown,
  file: string,
): Pick<ApiSecurity, "notifications" | "notificationsAt"> {
  const at = { file, pointer: "/x-eventwright/notifications/access" };
  const sending = outline.operations.filter(tellsNotifications);
  const scopes = sending.length === 0 ? security.server : sending.map(security.of).reduce(bothOf, []);
  const access = buildAccess(own(objectAt(words, "notifications"), "access"), at);
  return { notifications: { scopes, access }, notificationsAt: sending[0]?.at ?? { file, pointer: "/x-eventwright" } };
}

/** The policy of a name, or what is usual. */
export function retryPolicyOf(contract: Contract, name: string | undefined): RetryPolicy {
  return contract.retryPolicies[name ?? ""] ?? usualRetry;
}

function buildStream(name: string, value: unknown, at: Location): Stream {
  const every = own(own(value, "snapshot"), "every");
  return {
    name,
    at,
    description: stringAt(value, "description") ?? "",
    snapshotEvery: typeof every === "number" ? every : undefined,
  };
}

function buildReadModel(
  name: string,
  value: unknown,
  at: Location,
  table: SchemaTable,
  security: BuiltSecurity,
): ReadModel {
  const documentKey = stringAt(value, "document") ?? "";
  return {
    name,
    at,
    description: stringAt(value, "description") ?? "",
    documentKey,
    document: table.nameOfComponent(documentKey),
    per: stringAt(value, "per") ?? "stream",
    folds: [...stringsAt(value, "folds")].sort(byCodeUnit),
    retry: stringAt(value, "retry"),
    queries: Object.entries(objectAt(value, "queries"))
      .sort(by(([key]) => key))
      .map(([key, query]) => buildQuery(key, query, { ...at, pointer: pointer(at.pointer, "queries", key) }, security)),
  };
}

function buildQuery(name: string, value: unknown, at: Location, { server }: BuiltSecurity): Query {
  const scopes = [...stringsAt(value, "scopes")].sort(byCodeUnit);
  const access = buildAccess(own(value, "access"), { ...at, pointer: pointer(at.pointer, "access") });
  const summary = stringAt(value, "summary") ?? name;
  return {
    name,
    at,
    summary,
    description: stringAt(value, "description") ?? summary,
    path: stringAt(value, "path") ?? "/",
    returns: stringAt(value, "returns") === "page" ? "page" : "one",
    filters: listAt(value, "filters")
      .flatMap(buildFilter)
      .sort(by((filter) => filter.name)),
    order: stringAt(value, "order") === "descending" ? "descending" : "ascending",
    needs: { scopes: bothOf(server, scopes.length === 0 ? [] : [scopes]), access },
  };
}

function buildFilter(value: unknown): readonly Filter[] {
  if (typeof value === "string") return [{ name: value, fields: [value] }];
  const name = stringAt(value, "name");
  return name === undefined ? [] : [{ name, fields: [...stringsAt(value, "anyOf")].sort(byCodeUnit) }];
}

function buildReaction(name: string, value: unknown, at: Location): Reaction {
  return {
    name,
    at,
    description: stringAt(value, "description") ?? "",
    on: [...stringsAt(value, "on")].sort(byCodeUnit),
    sends: [...stringsAt(value, "sends")].sort(byCodeUnit),
    retry: stringAt(value, "retry"),
    idempotent: own(value, "idempotent") !== false,
  };
}

function buildRetry(value: unknown): RetryPolicy {
  const attempts = own(value, "attempts");
  const deadLetter = own(value, "deadLetter");
  const jitter = own(value, "jitter");
  const first = millisecondsOf(stringAt(value, "first") ?? "") ?? usualRetry.first;
  return {
    attempts: typeof attempts === "number" ? attempts : usualRetry.attempts,
    strategy: stringAt(value, "strategy") === "fixed" ? "fixed" : "exponential",
    first,
    max: millisecondsOf(stringAt(value, "max") ?? "") ?? Math.max(first, usualRetry.max),
    jitter: typeof jitter === "number" ? jitter : namedJitter[String(jitter)],
    transient: [...stringsAt(value, "transient")].sort(byCodeUnit),
    permanent: [...stringsAt(value, "permanent")].sort(byCodeUnit),
    timeToLive: millisecondsOf(stringAt(value, "timeToLive") ?? "") ?? usualRetry.timeToLive,
    deadLetter: deadLetter === undefined ? usualRetry.deadLetter : deadLetter === true,
    words: Object.keys(typeof value === "object" && value !== null ? value : {}),
  };
}
