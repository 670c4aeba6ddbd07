import type { RuleName } from "../../../codegen/diagnostics/catalogue.ts";
import { keyedContract, scheme, securedContract } from "./secured-contract.ts";

/** One mistake about who may call. */
export interface SecurityCase {
  readonly rule: RuleName;
  readonly from: typeof securedContract;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to break it.
  readonly change: (contract: any) => void;
  /** Where the finding must stand. */
  readonly at: string;
  /** What stands at its line. */
  readonly line: RegExp;
  /** Findings that the same mistake gives besides, `name pointer`. */
  readonly besides?: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
type Change = (contract: any) => void;

const words = "/x-eventwright";
const queries = `${words}/readModels/totals/queries`;
const addWords = "/components/messages/Add/x-eventwright";
const secured = (rule: RuleName, at: string, line: RegExp, change: Change, besides?: readonly string[]) =>
  ({ rule, from: securedContract, at, line, change, ...(besides === undefined ? {} : { besides }) }) as const;
const keyed = (rule: RuleName, at: string, line: RegExp, change: Change) =>
  ({ rule, from: keyedContract, at, line, change }) as const;
const schemes =
  (name: string, value: unknown): Change =>
  ({ components }) => {
    components.securitySchemes[name] = value;
  };

/** Every mistake about who may call, with the place of its finding. */
export const securityCases: readonly SecurityCase[] = [
  secured("reference-unresolved", "/operations/add/security/0/$ref", /wirter/, ({ operations }) => {
    operations.add.security = [scheme("wirter")];
  }),
  secured("reference-unresolved", "/servers/api/security/0/$ref", /functoinKey/, ({ servers }) => {
    servers.api.security = [scheme("functoinKey")];
  }),
  secured("reference-unresolved", "/channels/add/servers/0/$ref", /servers\/ap1/, ({ channels }) => {
    channels.add.servers = [{ $ref: "#/servers/ap1" }];
  }),
  secured(
    "reference-unresolved",
    "/servers/api/$ref",
    /components\/servers/,
    ({ servers }) => {
      servers.api = { $ref: "#/components/servers/api" };
    },
    ["add", "told"].map((channel) => `reference-unresolved /channels/${channel}/servers/0/$ref`),
  ),
  secured("security-mixed", "/servers/api/security/0", /securitySchemes\/functionKey/, ({ servers }) => {
    servers.api.security.push(scheme("operator"));
  }),
  secured(
    "security-mixed",
    "/operations/add/security/0",
    /securitySchemes\/writer/,
    ({ operations }) => {
      operations.add.security.push(scheme("functionKey"));
    },
    ["security-unchecked /operations/add/security/1"],
  ),
  secured("security-unchecked", "/operations/tell/security/0", /securitySchemes\/functionKey/, ({ operations }) => {
    operations.tell.security = [scheme("functionKey")];
  }),
  secured(
    "security-unchecked",
    "/operations/add/security/0",
    /securitySchemes\/writer/,
    schemes("writer", { type: "http", scheme: "basic" }),
  ),
  secured(
    "security-unchecked",
    "/servers/api/security/0",
    /securitySchemes\/functionKey/,
    schemes("functionKey", { type: "httpApiKey", name: "x-api-key", in: "header" }),
  ),
  secured(
    "security-unchecked",
    "/operations/tell/security/0",
    /securitySchemes\/reader/,
    schemes("reader", { type: "X509" }),
    // Nobody is offered its scope any more.
    [`scope-unknown ${queries}/getTotal/scopes`, `scope-unknown ${queries}/listTotals/scopes`],
  ),
  secured(
    "scope-unknown",
    "/operations/add/security/0",
    /securitySchemes\/writer/,
    schemes("writer", {
      type: "oauth2",
      flows: {
        clientCredentials: {
          tokenUrl: "https://login.counter.example/token",
          availableScopes: { "counter.wrote": "Counts." },
        },
      },
      scopes: ["counter.write"],
    }),
  ),
  secured("scope-unknown", `${queries}/getTotal/scopes`, /scopes:/, (contract) => {
    contract["x-eventwright"].readModels.totals.queries.getTotal.scopes = ["counter.read", "counter.raed"];
  }),
  secured("scope-unknown", `${addWords}/access/unlessScope`, /unlessScope: operate/, (contract) => {
    contract.components.messages.Add["x-eventwright"].access.unlessScope = "operate";
  }),
  secured("scope-unknown", `${queries}/getTotal/access/unlessScope`, /unlessScope: operate/, (contract) => {
    contract["x-eventwright"].readModels.totals.queries.getTotal.access.unlessScope = "operate";
  }),
  secured("scope-unknown", `${words}/notifications/access/unlessScope`, /unlessScope: operate/, (contract) => {
    contract["x-eventwright"].notifications.access.unlessScope = "operate";
  }),
  keyed("access-without-tokens", `${addWords}/access`, /access:/, (contract) => {
    contract.components.messages.Add["x-eventwright"].access = { readModel: "totals", owner: "/owner" };
  }),
  keyed("access-without-tokens", `${queries}/getTotal/access`, /access:/, (contract) => {
    contract["x-eventwright"].readModels.totals.queries.getTotal.access = { key: "id" };
  }),
  keyed("access-without-tokens", `${queries}/getTotal/scopes`, /scopes:/, (contract) => {
    schemes("reader", { type: "oauth2", flows: {}, scopes: ["counter.read"] })(contract);
    contract["x-eventwright"].readModels.totals.queries.getTotal.scopes = ["counter.read"];
  }),
  keyed("access-without-tokens", `${words}/notifications/access`, /access:/, (contract) => {
    contract["x-eventwright"].notifications = { access: {} };
  }),
  secured("access-key", `${queries}/getTotal/access/key`, /key: ident/, (contract) => {
    contract["x-eventwright"].readModels.totals.queries.getTotal.access.key = "ident";
  }),
  secured("access-key", `${queries}/listTotals/access/key`, /access:/, (contract) => {
    contract["x-eventwright"].readModels.totals.queries.listTotals.access = { readModel: "totals", owner: "/owner" };
  }),
  secured("access-key", `${words}/notifications/access/key`, /key: recipient/, (contract) => {
    contract["x-eventwright"].notifications.access.key = "recipient";
  }),
  secured("access-key", `${queries}/getTotal/access/readModel`, /readModel: moves/, (contract) => {
    const { readModels } = contract["x-eventwright"];
    readModels.moves = { ...readModels.totals, per: "event", queries: {} };
    readModels.totals.queries.getTotal.access.readModel = "moves";
  }),
  secured("unknown-read-model", `${addWords}/access/readModel`, /readModel: total$/, (contract) => {
    contract.components.messages.Add["x-eventwright"].access.readModel = "total";
  }),
  secured("pointer-missing", `${addWords}/access/key`, /key: \/nobody/, (contract) => {
    contract.components.messages.Add["x-eventwright"].access.key = "/nobody";
  }),
  secured("pointer-missing", `${queries}/getTotal/access/owner`, /owner: \/ownr/, (contract) => {
    contract["x-eventwright"].readModels.totals.queries.getTotal.access.owner = "/ownr";
  }),
  secured("pointer-optional", `${addWords}/access/key`, /key: \/note/, (contract) => {
    contract.components.messages.Add["x-eventwright"].access.key = "/note";
  }),
  secured("pointer-type", `${addWords}/access/owner`, /owner: \/total/, (contract) => {
    contract.components.messages.Add["x-eventwright"].access.owner = "/total";
  }),
  secured("vocabulary-invalid", `${words}/rateLimit/requests`, /requests: 0/, (contract) => {
    contract["x-eventwright"].rateLimit.requests = 0;
  }),
  secured("vocabulary-invalid", `${words}/rateLimit/per`, /per: 10s/, (contract) => {
    contract["x-eventwright"].rateLimit.per = "10s";
  }),
  secured("vocabulary-invalid", `${addWords}/access/onwer`, /onwer:/, (contract) => {
    contract.components.messages.Add["x-eventwright"].access.onwer = "/owner";
  }),
];
