import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogue, type RuleName } from "../../codegen/diagnostics/catalogue.ts";
import { securityCases } from "./security/cases.ts";
import { counterContract, generateFrom, processContract, versionedContract } from "./support/contracts.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to break it.
type Change = (contract: any) => void;
interface Case {
  readonly rule: RuleName;
  /** What is broken; the small contract when it does not matter. */
  readonly from?: typeof counterContract;
  readonly change?: Change;
  readonly text?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Where the finding must stand. */
  readonly at?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
const add = (contract: any) => contract.components.messages.Add;
// biome-ignore lint/suspicious/noExplicitAny: as above.
const words = (contract: any) => contract["x-eventwright"];
// biome-ignore lint/suspicious/noExplicitAny: as above.
const doubling = (contract: any) => words(contract).processes.doubling;
const inProcess = (rule: RuleName, at: string, change: Change): Case => ({ rule, from: processContract, at, change });
const processAt = "/x-eventwright/processes/doubling";
/** Breaks the earlier version of a message, or the newest when no version is given. */
const inVersion = (rule: RuleName, key: string, word: string, change: Change): Case => {
  const at = `/components/messages/${key}${word === "" ? "" : `/x-eventwright/${word}`}`;
  const changed: Change = ({ components: { messages } }) => change(messages[key]);
  return { rule, from: versionedContract, at, change: changed };
};
const withoutWords: Change = (contract) => {
  delete contract["x-eventwright"];
  for (const message of Object.values<Record<string, unknown>>(contract.components.messages)) {
    delete message["x-eventwright"];
  }
};
const plainPayload =
  (payload: unknown): Change =>
  (contract) => {
    contract.components.messages.Seen = payload === undefined ? {} : { payload };
  };
const refersTo =
  (ref: string): Change =>
  (contract) => {
    add(contract).payload.properties.note = { $ref: ref };
  };

const cases: readonly Case[] = [
  {
    rule: "file-missing",
    change: refersTo("./schemas/none.json"),
    at: "/components/messages/Add/payload/properties/note/$ref",
  },
  { rule: "yaml-syntax", text: "asyncapi: 3.1.0\ninfo: {title: x\n" },
  { rule: "yaml-syntax", text: "asyncapi: 3.1.0\nasyncapi: 3.1.0\n" },
  { rule: "json-syntax", change: refersTo("./schemas/a.json"), files: { "schemas/a.json": '{ "type": "string", }' } },
  { rule: "reference-escapes", change: refersTo("../secret.json") },
  { rule: "reference-escapes", change: refersTo("/etc/passwd") },
  { rule: "reference-escapes", change: refersTo("./schemas/%2e%2e/%2e%2e/secret.json") },
  { rule: "reference-unresolved", change: refersTo("#/components/schemas/None") },
  { rule: "reference-remote", change: refersTo("https://example.com/a.json") },
  {
    rule: "reference-cycle",
    change(contract) {
      contract.components.schemas.A = { $ref: "#/components/schemas/B" };
      contract.components.schemas.B = { $ref: "#/components/schemas/A" };
    },
  },
  {
    rule: "asyncapi-invalid",
    change(contract) {
      contract.operations.add.action = "recieve";
    },
    at: "/operations/add/action",
  },
  { rule: "asyncapi-invalid", text: "[]" },
  {
    rule: "vocabulary-invalid",
    change(contract) {
      words(contract).topics = "x";
    },
    at: "/x-eventwright/topics",
  },
  {
    rule: "vocabulary-invalid",
    change(contract) {
      add(contract)["x-eventwright"].versoin = 2;
    },
    at: "/components/messages/Add/x-eventwright/versoin",
  },
  {
    rule: "asyncapi-version",
    change(contract) {
      contract.asyncapi = "4.0.0";
    },
  },
  {
    rule: "file-missing",
    change(contract) {
      contract.channels.add = { $ref: "./channels.yaml#/add" };
    },
    at: "/channels/add/$ref",
  },
  {
    rule: "keyword-left-out",
    change: plainPayload({ type: "object", properties: { a: { minLength: -1 } } }),
  },
  {
    rule: "payload-untyped",
    change: plainPayload({ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: "string" }),
  },
  { rule: "type-assumed", change: plainPayload({ properties: { a: { type: "string" } } }) },
  { rule: "payload-missing", change: plainPayload(undefined) },
  { rule: "document-converted", text: "asyncapi: 2.6.0\ninfo: { title: Old, version: 1.0.0 }\nchannels: {}\n" },
  { rule: "document-not-converted", text: "asyncapi: 2.9.0\ninfo: { title: Old, version: 1.0.0 }\nchannels: {}\n" },
  {
    rule: "schema-circular",
    change(contract) {
      contract.components.messages.Seen = { payload: { type: "object", properties: { a: { $ref: "#/x-odd" } } } };
      contract["x-odd"] = { allOf: [{ $ref: "#/x-odd" }, { type: "object" }] };
    },
  },
  { rule: "contract-plain", change: withoutWords },
  { rule: "kind-missing", change: withoutWords, at: "/components/messages/Add" },
  {
    rule: "name-changed",
    change(contract) {
      contract.components.messages.Error = { payload: { type: "string" } };
    },
  },
  {
    rule: "vocabulary-missing",
    change(contract) {
      delete add(contract)["x-eventwright"];
    },
  },
  {
    rule: "message-name-differs",
    change(contract) {
      add(contract).name = "Plus";
    },
  },
  {
    rule: "operation-message",
    change(contract) {
      contract.operations.publish.messages = [{ $ref: "#/channels/add/messages/Add" }];
    },
  },
  {
    rule: "unknown-stream",
    change(contract) {
      add(contract)["x-eventwright"].stream = "conter";
    },
  },
  {
    rule: "unknown-message",
    change(contract) {
      words(contract).readModels.totals.folds = ["Addded"];
    },
  },
  {
    rule: "wrong-kind",
    change(contract) {
      words(contract).readModels.totals.folds = ["Add"];
    },
  },
  {
    rule: "unknown-rejection",
    change(contract) {
      add(contract)["x-eventwright"].rejections = ["too-few"];
    },
  },
  {
    rule: "unknown-read-model",
    change(contract) {
      contract.components.messages.Told["x-eventwright"].with = "sums";
    },
  },
  {
    rule: "unknown-retry-policy",
    change(contract) {
      words(contract).reactions.doubler.retry = "never";
    },
  },
  {
    rule: "unknown-retry-policy",
    at: "/components/messages/Add/x-eventwright/retry",
    change(contract) {
      add(contract)["x-eventwright"].retry = "never";
    },
  },
  {
    rule: "unknown-retry-policy",
    at: "/components/messages/Told/x-eventwright/retry",
    change(contract) {
      contract.components.messages.Told["x-eventwright"].retry = "never";
    },
  },
  {
    rule: "unknown-retry-policy",
    at: "/x-eventwright/readModels/totals/retry",
    change(contract) {
      words(contract).readModels.totals.retry = "never";
    },
  },
  {
    rule: "retry-class-twice",
    at: "/x-eventwright/retryPolicies/commands/permanent",
    change(contract) {
      words(contract).retryPolicies.commands = { attempts: 3, transient: ["E1", "E2"], permanent: ["E2"] };
    },
  },
  {
    rule: "retry-waits",
    at: "/x-eventwright/retryPolicies/projections/max",
    change(contract) {
      words(contract).retryPolicies.projections = { attempts: 3, first: "PT1M", max: "PT59S" };
    },
  },
  {
    rule: "retry-delivery-limits",
    at: "/x-eventwright/retryPolicies/delivery/attempts",
    change(contract) {
      words(contract).retryPolicies.delivery.attempts = 31;
    },
  },
  {
    rule: "retry-delivery-limits",
    at: "/x-eventwright/retryPolicies/delivery/timeToLive",
    change(contract) {
      words(contract).retryPolicies.delivery.timeToLive = "PT25H";
    },
  },
  {
    rule: "retry-word-unused",
    at: "/x-eventwright/retryPolicies/delivery/jitter",
    change(contract) {
      words(contract).retryPolicies.delivery.jitter = "none";
    },
  },
  {
    rule: "retry-word-unused",
    at: "/x-eventwright/retryPolicies/commands/deadLetter",
    change(contract) {
      words(contract).retryPolicies.commands = { attempts: 3, deadLetter: false };
    },
  },
  {
    rule: "retry-policy-unused",
    at: "/x-eventwright/retryPolicies/comands",
    change(contract) {
      words(contract).retryPolicies.comands = { attempts: 3 };
    },
  },
  {
    rule: "vocabulary-invalid",
    at: "/x-eventwright/retryPolicies/commands/jitter",
    change(contract) {
      words(contract).retryPolicies.commands = { attempts: 3, jitter: 1.5 };
    },
  },
  {
    rule: "unknown-schema",
    change(contract) {
      words(contract).readModels.totals.document = "Sum";
    },
  },
  {
    rule: "other-stream",
    change(contract) {
      words(contract).streams.other = {};
      contract.components.messages.Added["x-eventwright"].stream = "other";
    },
  },
  {
    rule: "keyword-unsupported",
    change(contract) {
      add(contract).payload.unevaluatedItems = false;
    },
  },
  {
    rule: "keyword-unsupported",
    change(contract) {
      add(contract).payload.properties.by.minimun = 1;
    },
  },
  {
    rule: "format-unsupported",
    change(contract) {
      add(contract).payload.properties.note.format = "idn-hostname";
    },
  },
  {
    rule: "dialect-unsupported",
    change(contract) {
      add(contract).payload.$schema = "http://json-schema.org/draft-03/schema#";
    },
  },
  {
    rule: "schema-invalid",
    change(contract) {
      add(contract).payload.properties.note.pattern = "(";
    },
  },
  {
    rule: "reference-siblings",
    at: "/components/messages/Add/payload/properties/by/minimum",
    change(contract) {
      contract.components.schemas.Step = { type: "integer" };
      add(contract).payload.properties.by = { $ref: "#/components/schemas/Step", minimum: 1 };
    },
  },
  {
    rule: "type-missing",
    change(contract) {
      delete add(contract).payload.type;
    },
  },
  {
    rule: "required-unknown",
    change(contract) {
      add(contract).payload.required.push("nota");
    },
  },
  {
    rule: "example-invalid",
    change(contract) {
      add(contract).examples[0].payload.by = 0;
    },
    at: "/components/messages/Add/examples/0/payload/by",
  },
  {
    rule: "example-missing",
    change(contract) {
      add(contract).examples = [];
    },
  },
  {
    rule: "description-missing",
    change(contract) {
      delete add(contract).description;
    },
  },
  { rule: "schema-unused", files: { "schemas/left.json": "{}" } },
  {
    rule: "name-collision",
    change(contract) {
      contract.components.schemas.AddData = { type: "string" };
    },
  },
  {
    rule: "name-collision",
    change(contract) {
      words(contract).readModels.totals.queries.outcome = { path: "/x", returns: "page" };
    },
  },
  {
    rule: "file-collision",
    change(contract) {
      contract.components.messages.ADDED = { ...contract.components.messages.Added };
    },
  },
  {
    rule: "name-reserved",
    change(contract) {
      words(contract).readModels.class = words(contract).readModels.totals;
    },
  },
  {
    rule: "name-invalid",
    change(contract) {
      contract.components.messages["add-all"] = add(contract);
    },
  },
  {
    rule: "route-collision",
    change(contract) {
      words(contract).readModels.totals.queries.getTotal.path = "/commands/{id}";
    },
  },
  {
    rule: "command-without-endpoint",
    change(contract) {
      delete contract.operations.add.bindings;
    },
  },
  {
    rule: "private-command-exposed",
    change(contract) {
      add(contract)["x-eventwright"].visibility = "private";
    },
  },
  {
    rule: "command-never-sent",
    change(contract) {
      words(contract).reactions = {};
    },
  },
  {
    rule: "pointer-missing",
    change(contract) {
      add(contract)["x-eventwright"].streamId = "/key";
    },
  },
  {
    rule: "pointer-missing",
    change(contract) {
      words(contract).readModels.totals.per = "/owner";
    },
  },
  {
    rule: "pointer-optional",
    change(contract) {
      add(contract)["x-eventwright"].streamId = "/note";
    },
  },
  {
    rule: "pointer-type",
    change(contract) {
      add(contract)["x-eventwright"].streamId = "/by";
    },
  },
  {
    rule: "filter-unknown",
    change(contract) {
      words(contract).readModels.totals.queries.listTotals.filters = ["owner"];
    },
  },
  {
    rule: "path-parameters",
    change(contract) {
      words(contract).readModels.totals.queries.getTotal.path = "/one";
    },
  },
  {
    rule: "private-event-reaction",
    change(contract) {
      contract.components.messages.Added["x-eventwright"].visibility = "private";
    },
  },
  {
    rule: "event-never-produced",
    change(contract) {
      contract.components.messages.Lost = { ...contract.components.messages.Added };
    },
  },
  {
    rule: "notification-without-cause",
    change(contract) {
      contract.components.messages.Told["x-eventwright"].onEvents = [];
    },
  },
  {
    rule: "http-method",
    change(contract) {
      contract.operations.add.bindings.http.method = "PUT";
    },
  },
  {
    rule: "page-without-partition",
    change(contract) {
      words(contract).readModels.totals.per = "event";
    },
  },
  {
    rule: "filter-unknown",
    change(contract) {
      words(contract).readModels.totals.queries.listTotals.filters = [{ name: "any", anyOf: ["id", "owner"] }];
    },
    at: "/x-eventwright/readModels/totals/queries/listTotals/filters",
  },
  {
    rule: "name-collision",
    change(contract) {
      words(contract).readModels.totals.queries.listTotals.filters = ["total", { name: "total", anyOf: ["id"] }];
    },
  },
  {
    rule: "name-reserved",
    change(contract) {
      words(contract).readModels.totals.queries.listTotals.filters = [{ name: "after", anyOf: ["id"] }];
    },
  },
  {
    rule: "vocabulary-invalid",
    change(contract) {
      words(contract).readModels.totals.queries.listTotals.filters = [{ name: "any", anyof: ["id"] }];
    },
    at: "/x-eventwright/readModels/totals/queries/listTotals/filters/0/anyof",
  },
  inProcess("unknown-message", `${processAt}/startedBy`, (contract) => {
    doubling(contract).startedBy = ["Addded"];
  }),
  inProcess("unknown-message", `${processAt}/waitsFor`, (contract) => {
    doubling(contract).waitsFor = ["Duobled"];
  }),
  inProcess("unknown-message", `${processAt}/sends`, (contract) => {
    doubling(contract).sends = ["Double", "Triple"];
  }),
  inProcess("wrong-kind", `${processAt}/startedBy`, (contract) => {
    doubling(contract).startedBy = ["Add"];
  }),
  inProcess("wrong-kind", `${processAt}/waitsFor`, (contract) => {
    doubling(contract).waitsFor = ["Told"];
  }),
  inProcess("wrong-kind", `${processAt}/sends`, (contract) => {
    doubling(contract).sends = ["Double", "Doubled"];
  }),
  inProcess("process-event-private", `${processAt}/startedBy`, (contract) => {
    contract.components.messages.Added["x-eventwright"].visibility = "private";
  }),
  inProcess("process-event-private", `${processAt}/waitsFor`, (contract) => {
    contract.components.messages.Doubled["x-eventwright"].visibility = "private";
  }),
  inProcess("process-event-twice", `${processAt}/waitsFor`, (contract) => {
    doubling(contract).waitsFor = ["Added", "Doubled"];
  }),
  inProcess("process-keeps", `${processAt}/keeps`, (contract) => {
    doubling(contract).keeps = [1, 2];
  }),
  inProcess("vocabulary-invalid", `${processAt}/keeps`, (contract) => {
    doubling(contract).keeps = [1, 1];
  }),
  inProcess("vocabulary-invalid", `${processAt}/startedBy`, (contract) => {
    doubling(contract).startedBy = [];
  }),
  inProcess("vocabulary-invalid", `${processAt}/timeouts/answer`, (contract) => {
    doubling(contract).timeouts.answer = "1 hour";
  }),
  inProcess("vocabulary-invalid", `${processAt}/version`, (contract) => {
    doubling(contract).version = 1e21;
  }),
  inProcess("process-timeout", `${processAt}/timeouts/answer`, (contract) => {
    doubling(contract).timeouts.answer = "PT0S";
  }),
  inProcess("process-timeout", `${processAt}/timeouts/answer`, (contract) => {
    doubling(contract).timeouts.answer = "P99999999D";
  }),
  inProcess("unknown-retry-policy", `${processAt}/retry`, (contract) => {
    doubling(contract).retry = "never";
  }),
  inProcess("unknown-retry-policy", `${processAt}/steps`, (contract) => {
    doubling(contract).steps = "toString";
  }),
  inProcess("pointer-missing", `${processAt}/key`, (contract) => {
    doubling(contract).key = ["/id", "/owner"];
  }),
  inProcess("pointer-optional", `${processAt}/key`, (contract) => {
    contract.components.messages.Doubled.payload.required = ["by"];
  }),
  inProcess("pointer-type", `${processAt}/key`, (contract) => {
    doubling(contract).key = ["/by"];
  }),
  inProcess("pointer-type", `${processAt}/key`, (contract) => {
    contract.components.messages.Doubled.payload.properties.id.type = ["string", "null"];
  }),
  inProcess("command-never-sent", "/components/messages/Double", (contract) => {
    doubling(contract).sends = [];
  }),
  inProcess("unknown-process", "/components/messages/Told/x-eventwright/onProcessFailed", (contract) => {
    contract.components.messages.Told["x-eventwright"].onProcessFailed = ["dubling"];
  }),
  inProcess("setting-default", "/x-eventwright/settings/limit/default", (contract) => {
    words(contract).settings.limit.default = 1.5;
  }),
  inProcess("setting-default", "/x-eventwright/settings/limit/default", (contract) => {
    words(contract).settings.limit = { type: "number", default: Number.POSITIVE_INFINITY };
  }),
  inProcess("setting-default", "/x-eventwright/settings/strict/default", (contract) => {
    words(contract).settings.strict.default = "false";
  }),
  inProcess("setting-collision", "/x-eventwright/settings/cosmosDatabase", (contract) => {
    words(contract).settings.cosmosDatabase = { type: "string", default: "" };
  }),
  inProcess("setting-collision", "/x-eventwright/settings/azureWebJobsAnything", (contract) => {
    words(contract).settings.azureWebJobsAnything = { type: "string", default: "" };
  }),
  inProcess("setting-collision", "/x-eventwright/settings/path", (contract) => {
    words(contract).settings.path = { type: "string", default: "" };
  }),
  inProcess("setting-collision", "/x-eventwright/settings/limit", (contract) => {
    words(contract).settings.liMit = { type: "integer", default: 1 };
  }),
  inProcess("setting-collision", `${processAt}/timeouts/answer`, (contract) => {
    words(contract).settings.doublingAnswerTimeout = { type: "string", default: "" };
  }),
  inProcess("name-reserved", "/x-eventwright/settings/constructor", (contract) => {
    words(contract).settings.constructor = { type: "integer", default: 1 };
  }),
  inProcess("name-reserved", `${processAt}/timeouts/valueOf`, (contract) => {
    doubling(contract).timeouts.valueOf = "PT1H";
  }),
  ...["class", "toString", "define"].map((name) =>
    inProcess("name-reserved", `/x-eventwright/processes/${name}`, (contract) => {
      words(contract).processes[name] = { ...doubling(contract), timeouts: {} };
    }),
  ),
  ...["Doubling", "__proto__", "do-it", "naïve"].map((name) =>
    inProcess("name-invalid", `/x-eventwright/processes/${name}`, (contract) => {
      const processes = words(contract).processes;
      Object.defineProperty(processes, name, { value: doubling(contract), enumerable: true });
    }),
  ),
  ...["__proto__", "Limit", "li mit"].map((name) =>
    inProcess("name-invalid", `/x-eventwright/settings/${name}`, (contract) => {
      const value = { type: "integer", default: 1 };
      Object.defineProperty(words(contract).settings, name, { value, enumerable: true });
    }),
  ),
  ...["DoublingProcess", "DoublingStart", "ProcessContext", "Settings", "NotifyProcessFailed"].map((name) =>
    inProcess(
      "name-collision",
      /^Doubling/.test(name) ? processAt : `/components/messages/${name}`,
      ({ components: { messages } }) => {
        messages[name] = structuredClone(messages.Added);
      },
    ),
  ),
  // The types of a process of this name would be called as the platform's own.
  // Only a process whose commands may be refused has this type.
  inProcess("name-collision", processAt, ({ components: { messages } }) => {
    messages.Double["x-eventwright"].rejections = ["too-much"];
    messages.DoublingRejections = structuredClone(messages.Added);
  }),
  inProcess("name-collision", "/x-eventwright/processes/process", (contract) => {
    words(contract).processes.process = { ...doubling(contract), timeouts: {} };
  }),
  // A kept version's handler and another process's.
  inProcess("name-collision", "/x-eventwright/processes/doublingV1", (contract) => {
    words(contract).processes.doublingV1 = { ...doubling(contract), keeps: [], timeouts: {} };
  }),
  // Azure knows no difference between these two functions.
  inProcess("name-collision", processAt, (contract) => {
    words(contract).processes.doubLing = { ...doubling(contract), timeouts: {} };
  }),
  // One subscription of each name.
  inProcess("name-collision", processAt, (contract) => {
    words(contract).reactions.doubling = { on: ["Added"], sends: ["Double"] };
  }),
  inProcess("name-collision", "/x-eventwright/readModels/inbox", (contract) => {
    words(contract).readModels.inbox = { ...words(contract).readModels.totals, queries: {} };
  }),
  inProcess("name-collision", "/x-eventwright/readModels/settings", (contract) => {
    words(contract).readModels.settings = { ...words(contract).readModels.totals, queries: {} };
  }),
  inVersion("version-of-unknown", "Added.v1", "of", (message) => {
    message["x-eventwright"].of = "Addded";
  }),
  // The newest version is the one without `of`: a version cannot be an earlier one of an earlier one.
  inVersion("version-of-unknown", "Added.v1", "of", (message) => {
    message["x-eventwright"].of = "Added.v2";
  }),
  inVersion("version-kind", "Added.v2", "kind", (message) => {
    message["x-eventwright"].kind = "command";
  }),
  inVersion("version-not-earlier", "Added.v2", "version", (message) => {
    message["x-eventwright"].version = 3;
  }),
  inVersion("version-not-earlier", "Add.v1", "version", (message) => {
    message["x-eventwright"].version = 9;
  }),
  {
    rule: "version-gap",
    from: versionedContract,
    at: "/components/messages/Added.v1",
    change({ channels, operations, components: { messages } }) {
      delete messages["Added.v2"];
      delete channels.events.messages.AddedV2;
      operations.publish.messages.pop();
    },
  },
  {
    rule: "version-gap",
    from: versionedContract,
    at: "/components/messages/Added.v2",
    change({ components: { messages } }) {
      messages.Added["x-eventwright"].version = 4;
    },
  },
  inVersion("version-twice", "Added.v2", "", (message) => {
    message["x-eventwright"].version = 1;
  }),
  ...["2026-02-30", "31.12.2026", "2026-13-01", "2026-12-31T00:00:00Z"].map((sunset) =>
    inVersion("version-sunset", "Added.v2", "sunset", (message) => {
      message["x-eventwright"].sunset = sunset;
    }),
  ),
  inVersion("version-sunset", "Added.v2", "deprecated", (message) => {
    message["x-eventwright"].deprecated = "today";
  }),
  inVersion("version-sunset-private", "Added.v2", "sunset", (message) => {
    message["x-eventwright"].visibility = "private";
  }),
  {
    rule: "version-key",
    from: versionedContract,
    at: "/components/messages/AddedV1",
    change({ components: { messages } }) {
      messages.AddedV1 = messages["Added.v1"];
      delete messages["Added.v1"];
    },
  },
  {
    rule: "message-name-differs",
    from: versionedContract,
    at: "/components/messages/Added.v1/name",
    change({ components: { messages } }) {
      messages["Added.v1"].name = "Added.v1";
    },
  },
  inVersion("vocabulary-invalid", "Added.v1", "stream", (message) => {
    message["x-eventwright"].stream = "counter";
  }),
  // Only an earlier version may have a version in its key.
  inVersion("name-invalid", "Added.v1", "", (message) => {
    delete message["x-eventwright"].of;
  }),
  // Whatever names a message means its newest version.
  {
    rule: "unknown-message",
    from: versionedContract,
    at: "/x-eventwright/readModels/totals/folds",
    change(contract) {
      words(contract).readModels.totals.folds = ["Added.v2"];
    },
  },
  inVersion("pointer-missing", "Added.v1", "personalData", (message) => {
    message["x-eventwright"].personalData = ["/who"];
  }),
  {
    rule: "example-invalid",
    from: versionedContract,
    at: "/components/messages/Added.v1/examples/0/payload/by",
    change({ components: { messages } }) {
      messages["Added.v1"].examples[0].payload.by = 1;
    },
  },
  ...securityCases,
];

test("a contract without faults gives no findings", async () => {
  const { diagnostics, files } = await generateFrom(counterContract());
  assert.deepEqual(diagnostics, []);
  assert.ok(files);
});

test("a contract with a process gives no findings either", async () => {
  const { diagnostics, files } = await generateFrom(processContract());
  assert.deepEqual(diagnostics, []);
  assert.ok(files);
});

test("a contract whose messages have earlier versions gives no findings", async () => {
  const { diagnostics, files } = await generateFrom(versionedContract());
  assert.deepEqual(diagnostics, []);
  assert.ok(files);
});

test("names that only contracts with processes need are free in others", async () => {
  const contract = counterContract();
  const { messages } = contract.components;
  for (const name of ["Settings", "ProcessContext"]) {
    messages[name] = structuredClone(messages.Added);
    messages.Add["x-eventwright"].produces.push(name);
  }
  words(contract).readModels.inbox = { ...words(contract).readModels.totals, queries: {} };
  assert.deepEqual((await generateFrom(contract)).diagnostics, []);
});

for (const [index, { rule, from = counterContract, change, text, files, at }] of cases.entries()) {
  test(`${rule} is found (case ${index + 1})`, async () => {
    const contract = from();
    change?.(contract);
    const result = await generateFrom(text ?? contract, files);
    const found = result.diagnostics.find(({ name, pointer }) => name === rule && (at === undefined || pointer === at));
    assert.ok(found, `only ${result.diagnostics.map(({ name, pointer }) => `${name} ${pointer}`).join("; ")}`);
    assert.equal(found.rule, catalogue[rule].id);
    assert.ok(found.line >= 1 && found.column >= 1 && found.message.length > 10 && found.fix.length > 10);
    assert.equal(
      result.files === undefined,
      result.diagnostics.some(({ severity }) => severity === "error"),
    );
  });
}

test("every rule of the catalogue has a case here, and its own id", () => {
  const missing = Object.keys(catalogue).filter((name) => !cases.some(({ rule }) => rule === name));
  assert.deepEqual(missing, []);
  const ids = Object.values(catalogue).map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
});

test("findings are reported all at once, with file, line and column of the place", async () => {
  const contract = counterContract();
  add(contract).payload.properties.note = { $ref: "./schemas/note.json" };
  add(contract)["x-eventwright"].stream = "conter";
  const files = { "schemas/note.json": '{\n  "type": "string",\n  "format": "idn-email"\n}' };
  const { diagnostics } = await generateFrom(contract, files);
  const format = diagnostics.find(({ name }) => name === "format-unsupported");
  assert.deepEqual([format?.file, format?.line, format?.column], ["schemas/note.json", 3, 3]);
  assert.ok(diagnostics.some(({ name }) => name === "unknown-stream"));
});

test("a misspelt name gets a suggestion", async () => {
  const contract = counterContract();
  words(contract).readModels.totals.folds = ["Addded"];
  const { diagnostics } = await generateFrom(contract);
  assert.equal(diagnostics.find(({ name }) => name === "unknown-message")?.fix, "Did you mean `Added`?");
});
