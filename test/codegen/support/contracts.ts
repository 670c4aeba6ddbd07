import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { generate, type Result } from "../../../codegen/pipeline.ts";
import { readAssets } from "../../../codegen/read/assets.ts";
import type { ContractFiles } from "../../../codegen/read/contract-files.ts";
import { loadRulebook } from "../../../codegen/read/rulebook.ts";

/** The repository's folder. */
export const project = fileURLToPath(new URL("../../..", import.meta.url));
/** The contract of another domain, with hostile names and texts. */
export const library = join(project, "test/codegen/fixtures/library/asyncapi.yaml");
/** Its generated files, committed. */
export const libraryGolden = join(project, "test/codegen/golden/library");

/** What the pipeline needs; the official schema is compiled once a process. */
export const tools = { assets: readAssets(), rulebook: loadRulebook() };

/** A contract whose files are in memory. */
export function inMemory(files: Readonly<Record<string, string>>): ContractFiles {
  return {
    contract: "asyncapi.yaml",
    read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: (folder) => Object.keys(files).filter((path) => path.startsWith(`${folder}/`)),
  };
}

/** A small contract, as JavaScript values that tests may change. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to break it.
export function counterContract(): any {
  const payload = () => ({
    type: "object",
    additionalProperties: false,
    required: ["id", "by"],
    properties: { id: { type: "string", minLength: 1 }, by: { type: "integer", minimum: 1 }, note: { type: "string" } },
  });
  const message = (description: string, words: object) => ({
    title: description,
    description,
    payload: payload(),
    examples: [{ payload: { id: "a", by: 1 } }],
    "x-eventwright": words,
  });
  const ref = (path: string) => ({ $ref: path });
  return {
    asyncapi: "3.1.0",
    info: { title: "Counter", version: "1.0.0" },
    channels: {
      add: { address: "/commands/add", messages: { Add: ref("#/components/messages/Add") } },
      events: { address: "counter-events", messages: { Added: ref("#/components/messages/Added") } },
    },
    operations: {
      add: { action: "receive", channel: ref("#/channels/add"), bindings: { http: { method: "POST" } } },
      publish: {
        action: "send",
        channel: ref("#/channels/events"),
        messages: [ref("#/channels/events/messages/Added")],
      },
    },
    components: {
      schemas: {
        Total: {
          type: "object",
          additionalProperties: false,
          required: ["id", "total"],
          properties: { id: { type: "string" }, total: { type: "integer" } },
        },
      },
      messages: {
        Add: message("Adds.", {
          kind: "command",
          version: 1,
          stream: "counter",
          streamId: "/id",
          produces: ["Added"],
          rejections: ["too-much"],
        }),
        Added: message("Was added.", { kind: "event", version: 1, stream: "counter", streamId: "/id" }),
        Double: message("Doubles.", {
          kind: "command",
          version: 1,
          visibility: "private",
          stream: "counter",
          streamId: "/id",
          produces: ["Added"],
        }),
        Told: message("Tells.", {
          kind: "notification",
          version: 1,
          recipient: "/id",
          onEvents: ["Added"],
          with: "totals",
        }),
      },
    },
    "x-eventwright": {
      vocabulary: 1,
      name: "counter",
      source: "/counter",
      schemaBase: "https://counter.example/schemas/",
      topic: "counter-events",
      streams: { counter: { description: "One counter." } },
      rejections: { "too-much": "That is too much." },
      readModels: {
        totals: {
          description: "Totals.",
          document: "Total",
          per: "stream",
          folds: ["Added"],
          queries: {
            getTotal: { path: "/totals/{id}", returns: "one" },
            listTotals: { path: "/totals", returns: "page", filters: ["total"] },
          },
        },
      },
      reactions: { doubler: { description: "Doubles.", on: ["Added"], sends: ["Double"], retry: "delivery" } },
      retryPolicies: { delivery: { attempts: 5, timeToLive: "PT1H" } },
    },
  };
}

/** The small contract with a process: it doubles what was added, and waits until that has happened. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function processContract(): any {
  const contract = counterContract();
  const { messages } = contract.components;
  messages.Doubled = { ...structuredClone(messages.Added), title: "Was doubled." };
  messages.Double["x-eventwright"].produces = ["Doubled"];
  messages.Told["x-eventwright"].onProcessFailed = ["doubling"];
  const words = contract["x-eventwright"];
  words.reactions = {};
  words.settings = {
    limit: { type: "integer", default: 10, description: "Most that is doubled." },
    greeting: { type: "string", default: 'say "hi"' },
    strict: { type: "boolean", default: false },
  };
  words.processes = {
    doubling: {
      description: "Doubles once.",
      version: 2,
      keeps: [1],
      startedBy: ["Added"],
      key: ["/id"],
      waitsFor: ["Doubled"],
      sends: ["Double"],
      timeouts: { answer: "PT1M30S" },
      retry: "delivery",
      steps: "delivery",
    },
  };
  return contract;
}

/**
 * The small contract a while later: `Added` had `by` as a text and then as `count`, `Add` a text too, `Told` no name. Each is
 * in use outside until the end of 2026, but the first version of `Added`, which is only stored.
 */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export function versionedContract(): any {
  const contract = counterContract();
  const { messages } = contract.components;
  const earlier = (name: string, version: number, field: object, example: unknown, words: object) => {
    messages[name].name = name;
    const message = structuredClone(messages[name]);
    const { kind } = message["x-eventwright"];
    message.payload.properties = { id: { type: "string", minLength: 1 }, ...field };
    message.payload.required = ["id", ...Object.keys(field)];
    message.examples = [{ payload: { id: "a", ...(example as object) } }];
    message["x-eventwright"] = { kind, version, of: name, ...words };
    messages[`${name}.v${version}`] = message;
  };
  const sunset = "2026-12-31";
  earlier("Added", 1, { by: { type: "string", pattern: "^[0-9]+$" } }, { by: "1" }, { personalData: ["/by"] });
  earlier("Added", 2, { count: { type: "integer" } }, { count: 1 }, { sunset, deprecated: "2026-06-30" });
  earlier("Add", 1, { by: { type: "string", pattern: "^[1-9][0-9]*$" } }, { by: "1" }, { sunset });
  earlier("Told", 1, { text: { type: "string" } }, { text: "1" }, { sunset });
  messages.Added["x-eventwright"].version = 3;
  messages.Add["x-eventwright"].version = 2;
  messages.Told["x-eventwright"].version = 2;
  contract.channels.add.messages.AddV1 = { $ref: "#/components/messages/Add.v1" };
  contract.channels.events.messages.AddedV2 = { $ref: "#/components/messages/Added.v2" };
  contract.operations.publish.messages.push({ $ref: "#/channels/events/messages/AddedV2" });
  return contract;
}

/** Runs the pipeline over a document, with other files beside it. */
export function generateFrom(document: unknown, files: Readonly<Record<string, string>> = {}): Promise<Result> {
  const text = typeof document === "string" ? document : stringify(document, { aliasDuplicateObjects: false });
  return generate(inMemory({ "asyncapi.yaml": text, ...files }), tools);
}
