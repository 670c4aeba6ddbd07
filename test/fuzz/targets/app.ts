import openapi from "../../../generated/openapi.json" with { type: "json" };
import { Dice } from "../dice.ts";
import { disturb } from "../hostile/disturb.ts";
import { fromSchema, type Schema } from "../hostile/from-schema.ts";
import { hostileHeaderValue } from "../hostile/headers.ts";
import { jsonText, mutate } from "../hostile/json.ts";
import { hostileQuery, hostileSegment } from "../hostile/paths.ts";
import type { Outcome } from "../wire/client.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { jsonOf, problemFault, type Target } from "./target.ts";

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly query: readonly string[];
  readonly body: Schema | undefined;
}

const schemas = openapi.components.schemas as unknown as Readonly<Record<string, Schema>>;

/** Every operation of the published API. */
const operations: readonly Operation[] = Object.entries(openapi.paths).flatMap(([path, item]) =>
  Object.entries(item as Record<string, unknown>).map(([method, value]) => {
    const { parameters = [], requestBody } = value as {
      readonly parameters?: readonly { readonly in?: string; readonly name?: string }[];
      readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
    };
    const query = parameters.filter((each) => each.in === "query").map((each) => each.name ?? "");
    return { path, method: method.toUpperCase(), query, body: requestBody?.content["application/json"]?.schema };
  }),
);

const methods = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);
const persons = ["anna", "mia", "carla"];
const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const known: Readonly<Record<string, readonly string[]>> = {
  limit: ["1", "200", "201", "0", "-1", "1e2", "007"],
  after: [
    cursor(["a", "b"]),
    cursor(["a"]),
    cursor({ a: 1 }),
    cursor(["\0", "\ud800"]),
    cursor(["__proto__", ""]),
    "e30",
    "=",
    "a".repeat(3_000),
  ],
  owner: persons,
  recipient: persons,
  status: ["held", "settled"],
};

/** Commands that the API took: their ids, for the books at the end. */
export class Accepted {
  readonly ids = new Set<string>();

  note(outcome: Outcome): void {
    if (outcome.status !== 202) return;
    const id = (jsonOf(outcome) as { commandId?: unknown } | undefined)?.commandId;
    if (typeof id === "string") this.ids.add(id);
  }
}

/** The app's own API: commands, queries, notifications, documents. */
export function appTarget(
  url: string,
  seed: number,
  books: { readonly accepted: Accepted; conclude(): Promise<string | undefined> },
): Target {
  const dice = new Dice(seed, "app ids");
  // A few ids that come again, so that commands meet accounts that exist and each other.
  const ids = Array.from({ length: 24 }, () => dice.uuid());
  return {
    name: "app",
    url,
    // No function can be registered for such a method, so the host answers it, as on Azure without a body.
    faultOf: (request, answer) =>
      answer.status === 404 && !methods.has(request.method) && answer.body === ""
        ? undefined
        : problemFault(request, answer),
    request: (each) =>
      disturb(each, each.chance(0.15) ? operators(each) : each.chance(0.08) ? besides(each) : inContract(each, ids)),
    probe: () => ({ method: "GET", target: "/api/health", headers: [], body: Buffer.alloc(0), framing: "none" }),
    observe: async (_request, outcome) => {
      books.accepted.note(outcome);
      return undefined;
    },
    conclude: () => books.conclude(),
  };
}

function inContract(dice: Dice, ids: readonly string[]): FuzzRequest {
  const { path, method, query, body: schema } = dice.pick(operations);
  const id = () => (dice.chance(0.6) ? dice.pick(ids) : hostileSegment(dice));
  const target = path.replaceAll(/\{[^}]+\}/g, id) + (dice.chance(0.95) ? hostileQuery(dice, pickNames(query)) : "");
  const headers: [string, string][] = [];
  if (dice.chance(0.1)) headers.push(["x-correlation-id", hostileHeaderValue(dice)]);
  if (schema === undefined) {
    if (dice.chance(0.1)) headers.push(["accept", "text/event-stream"], ["last-event-id", hostileHeaderValue(dice)]);
    return { method, target, headers, body: Buffer.alloc(0), framing: "none" };
  }
  if (dice.chance(0.2))
    headers.push(["idempotency-key", dice.chance(0.5) ? `key-${dice.integer(0, 50)}` : hostileHeaderValue(dice)]);
  headers.push(["content-type", "application/json"]);
  const valid = fromSchema(dice, schema, schemas) as Record<string, unknown>;
  for (const name of Object.keys(valid)) if (/AccountId$|^accountId$/.test(name)) valid[name] = dice.pick(ids);
  const value = dice.chance(0.35) ? valid : mutate(dice, valid);
  const short = dice.chance(0.9) ? (target.split("?")[0] ?? target) : target;
  return { method, target: short, headers, body: Buffer.from(jsonText(dice, value)), framing: "length" };
}

const pickNames = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, known[name] ?? ["a"]]));

/** What the admin API's lists take. */
const adminQueries: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  messages: {
    id: ["account:a:1", "account:a:1~v2", "account::1", "x".repeat(1_024), "\u0000"],
    correlation: ["c", "'; DROP TABLE documents; --"],
    type: ["OpenAccount", "AccountOpened", "constructor", "__proto__"],
    kind: ["command", "event", "notification", "letter"],
    stream: ["account", "merchant", "a/b", "toString"],
    streamid: ["a", "%", "_"],
    recipient: persons,
    status: ["accepted", "succeeded", "rejected", "failed", "FAILED"],
    text: ["anna", "%%%", "___", "a%b", '"}', "\\u0061", "\u212aelvin", "[a-z]*", "ab"],
    since: ["2026-01-01T00:00:00Z", "2026-13-01T00:00:00Z", "-271821-04-20T00:00:00Z", "0"],
    until: ["2030-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999999Z"],
    limit: known["limit"] ?? [],
    cursor: [
      cursor(["messages", "2026-01-01T00:00:00.000Z", "event", "account:a:1"]),
      cursor(["messages", "\0", "event", "\ud800"]),
      cursor(["marks", 1e300, ""]),
      cursor(["marks", -1, "x"]),
      ...(known["after"] ?? []),
    ],
  },
  streams: {
    stream: ["account", "", "a/b"],
    prefix: ["a", "%", "/", "\u{10ffff}"],
    parked: ["true", "false", "1"],
    limit: known["limit"] ?? [],
    cursor: [cursor(["newest", "", ""]), cursor(["streams", "account/a"]), cursor(["streams", "\0"])],
  },
  processes: {
    process: ["transfer", "toString"],
    status: ["Running", "Failed", "running"],
    limit: known["limit"] ?? [],
    cursor: [
      cursor(["processes", 0, ""]),
      cursor(["processes", 8.64e15, "a"]),
      cursor(["processes", -1, "a"]),
      cursor(["processes", Date.UTC(2026, 0), "transfer-a.b"]),
    ],
  },
  activity: { seconds: ["1", "60", "3600", "0", "3601", "1e3"] },
  "read-models": { limit: ["1"] },
  "read-models/accounts": {
    partition: ["a", "%"],
    limit: known["limit"] ?? [],
    cursor: [cursor(["documents", "a", "b"])],
  },
  "read-models/transfers/document": { partition: ["a", "\u0000"], id: ["a", "000000000001", "/"] },
  "read-models/statements/document": { partition: ["a"], id: ["000000000001", "999999999999", "x"] },
};

/** A request of the admin API that reads: a list with its parameters, or one thing by its name. */
function adminTarget(dice: Dice): string {
  const list = dice.pick(Object.keys(adminQueries));
  if (dice.chance(0.6)) return `/api/admin/${list}${hostileQuery(dice, adminQueries[list] ?? {})}`;
  const [one, other] = [hostileSegment(dice), hostileSegment(dice)];
  const stream = dice.chance(0.6) ? `account/${dice.uuid()}` : `${one}/${other}`;
  return dice.pick([
    `/api/admin/messages/${one}`,
    `/api/admin/stories/${one}`,
    `/api/admin/processes/${dice.chance(0.5) ? `transfer-${one}` : one}`,
    `/api/admin/read-models/${one}`,
    `/api/admin/streams/${stream}${hostileQuery(dice, { after: ["0", "-1", "999999999999"], limit: known["limit"] ?? [] })}`,
    `/api/admin/streams/${stream}/states${hostileQuery(dice, { from: ["0", "5", "x"], to: ["0", "1e9", "999999999999"] })}`,
  ]);
}

/** What people on call use: the admin API, dead letters, and the verification, which reads everything and so comes seldom. */
function operators(dice: Dice): FuzzRequest {
  const read = (target: string): FuzzRequest => ({
    method: "GET",
    target,
    headers: [],
    body: Buffer.alloc(0),
    framing: "none",
  });
  const letters = "/api/admin/dead-letters";
  const id = dice.chance(0.3) ? `letter-${dice.uuid()}` : hostileSegment(dice);
  const write = (what: string, value: unknown): FuzzRequest => ({
    method: "POST",
    target: `${letters}/${id}/${what}`,
    headers: [["content-type", "application/json"]],
    body: Buffer.from(jsonText(dice, dice.chance(0.4) ? value : mutate(dice, value))),
    framing: "length",
  });
  const edit = { payload: { amount: 1 }, by: "anna", why: "it was wrong" };
  return dice.weighted<() => FuzzRequest>([
    [0.1, () => read("/api/admin/verify")],
    [12, () => read(adminTarget(dice))],
    [3, () => read(`${letters}${hostileQuery(dice, { all: ["true", "false", "1"] })}`)],
    [3, () => read(`${letters}/${id}`)],
    [3, () => write("redrive", { dryRun: dice.chance(0.5), ...(dice.chance(0.5) && { edit }) })],
    [3, () => write("discard", { by: "anna", reason: "sent by mistake" })],
    [1, () => write(hostileSegment(dice), {})],
  ])();
}

/** What stands beside the contract: documents, the page of problems, what is not there. */
function besides(dice: Dice): FuzzRequest {
  const target = dice.pick([
    "/api/openapi.json",
    "/openapi.json",
    "/docs",
    "/docs/problems",
    "/asyncapi.yaml",
    "/asyncapi.json",
    "/api",
    "/api/",
    "/api/commands",
    "/api/commands/open-account/x",
    `/api/commands/${hostileSegment(dice)}`,
    `/api/${hostileSegment(dice)}`,
    `/docs/${hostileSegment(dice)}`,
  ]);
  const method = dice.pick(["GET", "GET", "GET", "POST", "DELETE"]);
  return { method, target, headers: [], body: Buffer.alloc(0), framing: "none" };
}
