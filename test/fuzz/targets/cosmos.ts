import { createHmac } from "node:crypto";
import { signedResource } from "../../../emulator/cosmos/auth.ts";
import type { Dice } from "../dice.ts";
import { disturb } from "../hostile/disturb.ts";
import { hostileHeaderValue } from "../hostile/headers.ts";
import { jsonText, mutate } from "../hostile/json.ts";
import { hostileSegment } from "../hostile/paths.ts";
import { hostileSql } from "../hostile/sql.ts";
import { hostileText, hostileValue } from "../hostile/values.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { type Ask, jsonOf, type Target } from "./target.ts";

/** The database that is fuzzed; the app has another one. */
export const database = "fuzz";

/** Account that signs every request, unless it is to be refused. */
export interface CosmosFacts {
  readonly key: string;
  readonly lanes: number;
}

const containerOf = (lane: number) => `lane-${lane}`;

/** Cosmos DB over REST: databases, containers, items, batches, queries, change feed. */
export function cosmosTarget(url: string, { key, lanes }: CosmosFacts): Target {
  const books = Array.from({ length: lanes }, () => ({ refusals: 0, seen: "" }));
  const sign = (request: FuzzRequest): FuzzRequest => signed(request, key);
  return {
    name: "cosmos",
    url,
    faultOf(request, answer) {
      if (request.method === "HEAD" || answer.status === 304) return undefined;
      // A batch whose operations failed answers with their results.
      const body = jsonOf(answer) as { code?: unknown; message?: unknown } | undefined;
      const well = typeof body?.code === "string" && typeof body.message === "string";
      return well ? undefined : "the body is not {code, message}";
    },
    request(dice, lane) {
      const { request, disturbed } = plan(dice, lane, key);
      const whole = disturbed ? disturb(dice, request) : request;
      return dice.chance(0.95) ? sign(whole) : { ...whole, headers: [...whole.headers, ...wrongSignature(dice)] };
    },
    probe: () =>
      sign({ method: "GET", target: `/dbs/${database}`, headers: [], body: Buffer.alloc(0), framing: "none" }),
    // What a lane's container holds may change by accepted requests only.
    async observe(request, outcome, lane, ask) {
      const book = books[lane];
      if (book === undefined || request.method === "GET" || request.method === "HEAD") return undefined;
      if (outcome.status < 400) {
        book.seen = "";
        return undefined;
      }
      if (book.refusals++ % 8 !== 0) return undefined;
      const before = book.seen;
      book.seen = await fingerprint(ask, sign, lane);
      return before === "" || before === book.seen ? undefined : "a refused request has changed the container";
    },
  };
}

/** Number of items, time of the last change and a sum, of each partition range. */
async function fingerprint(ask: Ask, sign: (request: FuzzRequest) => FuzzRequest, lane: number): Promise<string> {
  const target = `/dbs/${database}/colls/${containerOf(lane)}/docs`;
  const sql = "SELECT VALUE {n: COUNT(1), t: MAX(c._ts), s: SUM(c.n)} FROM c";
  const body = Buffer.from(JSON.stringify({ query: sql, parameters: [] }));
  const parts: unknown[] = [];
  for (const range of ["0", "1"]) {
    const headers: [string, string][] = [
      ["content-type", "application/query+json"],
      ["x-ms-documentdb-isquery", "true"],
      ["x-ms-documentdb-partitionkeyrangeid", range],
    ];
    const answer = await ask(sign({ method: "POST", target, headers, body, framing: "length" }));
    if (answer.status !== 200 || answer.reason !== undefined) return `answered ${answer.status}`;
    parts.push((jsonOf(answer) as { Documents?: unknown }).Documents);
  }
  return JSON.stringify(parts);
}

/** Puts date and signature on a request, as a client with the key would. */
export function signed(request: FuzzRequest, key: string): FuzzRequest {
  const date = new Date().toUTCString();
  const path = request.target.split("?", 1)[0] ?? "";
  const { type, link } = signedResource(path.split("/").filter(Boolean).map(decoded));
  const text = `${request.method.toLowerCase()}\n${type.toLowerCase()}\n${link}\n${date.toLowerCase()}\n\n`;
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
  const authorization = encodeURIComponent(`type=master&ver=1.0&sig=${signature}`);
  const own = request.headers.filter(([name]) => !["authorization", "x-ms-date"].includes(name.toLowerCase()));
  return { ...request, headers: [["authorization", authorization], ["x-ms-date", date], ...own] };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const wrongSignature = (dice: Dice): readonly [string, string][] => [
  [
    "authorization",
    dice.pick(["", "type%3Dmaster", "type%3Daad%26ver%3D1.0%26sig%3Dx", "%", hostileHeaderValue(dice)]),
  ],
  ["x-ms-date", dice.pick([new Date(0).toUTCString(), "now", "", hostileHeaderValue(dice)])],
];

interface Plan {
  readonly request: FuzzRequest;
  readonly disturbed: boolean;
}

function plan(dice: Dice, lane: number, key: string): Plan {
  const docs = `/dbs/${database}/colls/${containerOf(lane)}/docs`;
  const item = () => `${docs}/${dice.chance(0.6) ? `item-${dice.integer(0, 30)}` : hostileSegment(dice)}`;
  const make = (method: string, target: string, value: unknown, ...headers: [string, string][]): Plan => {
    const given = value !== undefined;
    const body = given ? Buffer.from(typeof value === "string" ? value : jsonText(dice, value)) : Buffer.alloc(0);
    const all: [string, string][] = [...headers, ...sometimes(dice)];
    // A lane's own container must stay, whatever method comes out of it.
    return {
      request: { method, target, headers: all, body, framing: given ? "length" : "none" },
      disturbed: target.startsWith(docs),
    };
  };
  return dice.weighted<() => Plan>([
    [5, () => make("POST", docs, document(dice), ["x-ms-documentdb-partitionkey", keyText(dice)])],
    [
      3,
      () =>
        make(
          "POST",
          docs,
          document(dice),
          ["x-ms-documentdb-is-upsert", "true"],
          ["x-ms-documentdb-partitionkey", keyText(dice)],
        ),
    ],
    [3, () => make("GET", item(), undefined, ["x-ms-documentdb-partitionkey", keyText(dice)])],
    [3, () => make("PUT", item(), document(dice), ["x-ms-documentdb-partitionkey", keyText(dice)])],
    [2, () => make("DELETE", item(), undefined, ["x-ms-documentdb-partitionkey", keyText(dice)])],
    [
      3,
      () =>
        make(
          "PATCH",
          item(),
          patch(dice),
          ["x-ms-documentdb-partitionkey", keyText(dice)],
          ["content-type", "application/json_patch+json"],
        ),
    ],
    [
      3,
      () =>
        make(
          "POST",
          docs,
          batch(dice),
          ["x-ms-cosmos-is-batch-request", "true"],
          ["x-ms-cosmos-batch-atomic", dice.pick(["true", "false"])],
          ["x-ms-documentdb-partitionkey", keyText(dice)],
        ),
    ],
    [
      10,
      () =>
        make(
          "POST",
          docs,
          query(dice),
          ["content-type", "application/query+json"],
          ["x-ms-documentdb-isquery", "true"],
          ...scope(dice),
        ),
    ],
    [
      2,
      () =>
        make(
          "POST",
          docs,
          query(dice),
          ["content-type", "application/query+json"],
          ["x-ms-cosmos-is-query-plan-request", "true"],
        ),
    ],
    [
      3,
      () =>
        make(
          "GET",
          docs,
          undefined,
          ["a-im", dice.pick(["Incremental feed", "Full-Fidelity Feed", "x"])],
          ["if-none-match", dice.pick(['"0"', '"999999999999"', "*", '"x"', '"-1"', ""])],
          ["x-eventwright-wait-ms", dice.pick(["0", "5", "-1", "x"])],
          ...scope(dice),
        ),
    ],
    [1, () => make("GET", docs, undefined, ...scope(dice))],
    [
      1,
      () =>
        make("POST", `/dbs/${database}/colls/${containerOf(lane)}/operations/partitionkeydelete`, undefined, [
          "x-ms-documentdb-partitionkey",
          keyText(dice),
        ]),
    ],
    [3, () => beside(dice, { lane, key }, make)],
  ])();
}

/** Databases, containers, offers, and paths that are none. */
function beside(
  dice: Dice,
  { lane, key }: { readonly lane: number; readonly key: string },
  make: (method: string, target: string, value: unknown) => Plan,
): Plan {
  const scratch = `scratch-${lane}`;
  const name = dice.chance(0.5) ? scratch : hostileSegment(dice);
  const method = dice.pick(["GET", "GET", "POST", "PUT", "PATCH"]);
  return dice.weighted<() => Plan>([
    [1, () => make("GET", "/", undefined)],
    // What only the local account has; without the key nothing can be changed there.
    [
      1,
      () =>
        make(
          "GET",
          `/_eventwright/${dice.pick(["requests", "throughput", "ranges", "clock", hostileSegment(dice)])}`,
          undefined,
        ),
    ],
    [1, () => make("PUT", "/_eventwright/throughput", mutate(dice, { budget: 1 }))],
    [1, () => operate(make("PUT", "/_eventwright/throughput", { budget: dice.pick(noBudgets) }), key)],
    // Moved by moments only, or not at all.
    [1, () => operate(make(dice.pick(["PUT", "POST"]), "/_eventwright/clock", { offsetMs: dice.pick(offsets) }), key)],
    [1, () => make("POST", "/_eventwright/split", mutate(dice, { container: `${scratch}/c`, range: "0" }))],
    [
      1,
      () => {
        const value = { container: `${scratch}/c`, ...(dice.chance(0.5) && { range: dice.pick(["0", "1", "7"]) }) };
        return operate(make("POST", "/_eventwright/split", dice.chance(0.3) ? value : mutate(dice, value)), key);
      },
    ],
    [1, () => make("GET", "/dbs", undefined)],
    [2, () => make("POST", "/dbs", mutate(dice, { id: scratch }))],
    [1, () => make("DELETE", `/dbs/${scratch}`, undefined)],
    [1, () => make("GET", `/dbs/${name}`, undefined)],
    [3, () => make("POST", `/dbs/${scratch}/colls`, mutate(dice, definition))],
    [2, () => make("PUT", `/dbs/${scratch}/colls/c`, mutate(dice, definition))],
    [
      1,
      () =>
        make(
          "GET",
          `/dbs/${database}/colls/${containerOf(lane)}/${dice.pick(["pkranges", "conflicts", "sprocs", "__proto__"])}`,
          undefined,
        ),
    ],
    [1, () => make("GET", `/offers${dice.chance(0.5) ? `/${hostileSegment(dice)}` : ""}`, undefined)],
    [1, () => make("PUT", `/offers/${hostileSegment(dice)}`, hostileValue(dice))],
    [
      2,
      () =>
        make(
          method,
          `/dbs/${name}-x/colls/${hostileSegment(dice)}/${dice.pick(["docs", "x"])}/${hostileSegment(dice)}`,
          method === "GET" ? undefined : hostileValue(dice),
        ),
    ],
    [1, () => make(method, `/${hostileSegment(dice)}`, method === "GET" ? undefined : {})],
  ])();
}

/** With the key of whoever runs the account. */
const operate = ({ request, disturbed }: Plan, key: string): Plan => ({
  request: { ...request, headers: [...request.headers, ["x-eventwright-key", key]] },
  disturbed,
});

const offsets: readonly unknown[] = [0, 1, 5, -1, 1e16, "1", null, [], {}, true];

/** A budget that is one would throttle everybody. */
const noBudgets: readonly unknown[] = ["x", "", -5, null, [], {}, true, "1e3"];

const definition = {
  id: "c",
  partitionKey: { paths: ["/pk"], kind: "Hash", version: 2 },
  defaultTtl: 100,
  uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/u"] }] },
  indexingPolicy: { indexingMode: "consistent", includedPaths: [{ path: "/*" }], excludedPaths: [] },
};

function document(dice: Dice): unknown {
  const value = {
    id: `item-${dice.integer(0, 30)}`,
    pk: dice.pick(["a", "a", "a", "b"]),
    n: dice.integer(-5, 5),
    tags: ["x", dice.pick(["y", "z"])],
    deep: { a: { b: hostileText(dice) } },
  };
  return dice.chance(0.4) ? value : mutate(dice, value);
}

function patch(dice: Dice): unknown {
  const paths = [
    "/n",
    "/tags/0",
    "/tags/-",
    "/deep/a",
    "/missing/x",
    "",
    "/",
    "/id",
    "/pk",
    "/_ts",
    "/__proto__/x",
    "/constructor/prototype/y",
    "/a~1b",
    "/~2",
    "n",
  ];
  const operation = () => ({
    op: dice.pick(["add", "set", "replace", "remove", "incr", "move", "copy", "__proto__"]),
    path: dice.pick(paths),
    ...(dice.chance(0.2) && { from: dice.pick(paths) }),
    ...(dice.chance(0.85) && { value: dice.chance(0.5) ? dice.integer(-3, 3) : hostileValue(dice) }),
  });
  const operations = Array.from({ length: dice.pick([0, 1, 1, 2, 3, 11]) }, operation);
  const condition = dice.chance(0.2) ? { condition: `FROM c WHERE ${hostileSql(dice).split("WHERE ")[1] ?? "1"}` } : {};
  const value = dice.chance(0.5) ? { ...condition, operations } : operations;
  return dice.chance(0.7) ? value : mutate(dice, value);
}

function batch(dice: Dice): unknown {
  const operations = Array.from({ length: dice.pick([0, 1, 2, 3, 101]) }, () => ({
    operationType: dice.pick(["Create", "Upsert", "Replace", "Read", "Delete", "Patch", "toString", "Nope"]),
    id: `item-${dice.integer(0, 30)}`,
    ...(dice.chance(0.7) && { resourceBody: document(dice) }),
    ...(dice.chance(0.3) && { partitionKey: keyText(dice) }),
    ...(dice.chance(0.1) && { ifMatch: hostileText(dice) }),
  }));
  return dice.chance(0.6) ? operations : mutate(dice, operations);
}

function query(dice: Dice): unknown {
  const value = {
    query: hostileSql(dice),
    parameters: dice.chance(0.7) ? [{ name: "@p", value: dice.chance(0.5) ? 1 : hostileValue(dice) }] : [],
  };
  return dice.chance(0.9) ? value : mutate(dice, value);
}

/** Partition key header: right, wrong, or text that is no JSON. */
const keyText = (dice: Dice): string =>
  dice.weighted<() => string>([
    [8, () => dice.pick(['["a"]', '["a"]', '["a"]', '["b"]'])],
    [
      1,
      () =>
        dice.pick([
          "[]",
          "[null]",
          "[{}]",
          "[1e999]",
          '["a","b"]',
          '[["a"]]',
          "[",
          "",
          "a",
          '["\\ud800"]',
          "[true]",
          '{"a":1}',
          "null",
        ]),
    ],
    [1, () => hostileHeaderValue(dice)],
  ])();

function scope(dice: Dice): [string, string][] {
  return dice.weighted<() => [string, string][]>([
    [3, () => [["x-ms-documentdb-partitionkey", keyText(dice)]]],
    [3, () => [["x-ms-documentdb-partitionkeyrangeid", dice.pick(["0", "0", "1", "99", "x", "-1"])]]],
    [
      1,
      () => [
        ["x-ms-start-epk", dice.pick(["", "00", "FF", "zz", "0"])],
        ["x-ms-end-epk", dice.pick(["FF", "00", "x"])],
        ["x-ms-documentdb-partitionkeyrangeid", "0"],
      ],
    ],
    [2, () => []],
  ])();
}

const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");
const continuations = [
  token({}),
  token([]),
  token({ position: [1, 2, 3] }),
  token({ position: ["\0"], skip: -1 }),
  token({ position: [null] }),
  "{}",
  "e30=",
  "%",
  "null",
  "a".repeat(3_000),
];

/** Headers that now and then come with a request. */
function sometimes(dice: Dice): [string, string][] {
  const headers: [string, string][] = [];
  if (dice.chance(0.1))
    headers.push(["x-ms-continuation", dice.chance(0.6) ? dice.pick(continuations) : hostileHeaderValue(dice)]);
  if (dice.chance(0.1))
    headers.push(["x-ms-max-item-count", dice.pick(["1", "-1", "0", "x", "1e3", "99999999999999999"])]);
  if (dice.chance(0.05)) headers.push(["if-match", hostileHeaderValue(dice)]);
  if (dice.chance(0.03)) headers.push(["prefer", "return=minimal"]);
  if (dice.chance(0.03))
    headers.push(["x-ms-session-token", dice.pick(["0:1", "0:-1#9999999999#1=x", hostileHeaderValue(dice)])]);
  if (dice.chance(0.03)) headers.push(["x-ms-offer-throughput", dice.pick(["400", "-1", "x"])]);
  return headers;
}
