import type { Dice } from "../dice.ts";
import { disturb } from "../hostile/disturb.ts";
import { hostileHeaderValue } from "../hostile/headers.ts";
import { jsonText } from "../hostile/json.ts";
import { hostileQuery, hostileSegment } from "../hostile/paths.ts";
import { hostileValue } from "../hostile/values.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { jsonOf, problemFault, type Target } from "./target.ts";

/** What is known of the task hub before the first request. */
export interface DurableFacts {
  readonly key: string;
  readonly orchestrators: readonly string[];
}

/** Errors that Azure answers with 500, and so does the emulator (facts of the extension). */
const azures500 = new Set(["already-suspended", "not-suspended"]);

/** The management API of Durable Functions, with its key and as the worker reaches it. */
export function durableTarget(url: string, facts: DurableFacts): Target {
  return {
    name: "durable",
    url,
    faultOf(request, answer) {
      if (answer.status === 401 && answer.body === "") return undefined;
      // The library shows these to people as they are: text.
      if (/\/rewind/i.test(request.target) && answer.status < 500 && typeof jsonOf(answer) === "string")
        return undefined;
      return problemFault(request, answer);
    },
    isDocumented(request, answer) {
      const body = (jsonOf(answer) ?? {}) as { code?: string; runtimeStatus?: string };
      if (azures500.has(body.code ?? "")) return true;
      // Asked for with returnInternalServerErrorOnFailure: the status of a failed instance.
      return body.runtimeStatus === "Failed" && /returnInternal/i.test(request.target);
    },
    request: (dice) => disturb(dice, inApi(dice, facts)),
    probe: () => ({
      method: "GET",
      target: `/runtime/webhooks/durabletask/instances?top=1&code=${facts.key}`,
      headers: [],
      body: Buffer.alloc(0),
      framing: "none",
    }),
  };
}

const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const tokens = [
  token([1, "a"]),
  token(["1", 2]),
  token({}),
  token("x"),
  token([null, "\0"]),
  "null",
  "%",
  "e30=",
  "a".repeat(4_000),
];

const known: Readonly<Record<string, readonly string[]>> = {
  top: ["1", "1000", "0", "-1", "1001", "1e3"],
  runtimeStatus: ["Running", "Failed,Completed", "running", "Nope", ",", "Failed,,"],
  createdTimeFrom: ["2026-01-01T00:00:00Z", "0", "yesterday", "+275760-09-13T00:00:00Z", "2026-13-01"],
  createdTimeTo: ["2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
  instanceIdPrefix: ["fuzz-", "%", "_", "@"],
  showInput: ["true", "false", "1"],
  showHistory: ["true", "false"],
  showHistoryOutput: ["true", "false"],
  fetchState: ["true", "false"],
  returnInternalServerErrorOnFailure: ["true", "false"],
  reason: ["because", ""],
  op: ["add", "delete", ""],
  restartWithNewId: ["true", "false"],
  taskHub: ["nobody", ""],
  version: ["1", ""],
};

function inApi(dice: Dice, { key, orchestrators }: DurableFacts): FuzzRequest {
  const id = () => (dice.chance(0.6) ? `fuzz-${dice.integer(0, 40)}` : hostileSegment(dice));
  const orchestrator = () => (dice.chance(0.6) ? dice.pick(orchestrators) : hostileSegment(dice));
  const [method, path] = dice.weighted<() => readonly [string, string]>([
    [4, () => ["POST", `orchestrators/${orchestrator()}${dice.chance(0.8) ? `/${id()}` : ""}`]],
    [3, () => ["GET", `instances/${id()}`]],
    [3, () => ["GET", "instances"]],
    [1, () => ["DELETE", `instances/${id()}`]],
    [0.5, () => ["DELETE", "instances"]],
    [3, () => ["POST", `instances/${id()}/raiseEvent/${dice.chance(0.6) ? "message" : hostileSegment(dice)}`]],
    [
      3,
      () => [
        "POST",
        `instances/${id()}/${dice.pick(["terminate", "suspend", "resume", "rewind", "restart", "explode"])}`,
      ],
    ],
    [2, () => ["GET", dice.chance(0.5) ? "entities" : `entities/${hostileSegment(dice)}`]],
    [1, () => ["GET", `entities/${hostileSegment(dice)}/${hostileSegment(dice)}`]],
    [2, () => [dice.pick(["POST", "DELETE"]), `entities/${hostileSegment(dice)}/${hostileSegment(dice)}`]],
    [1, () => [dice.pick(["GET", "POST"]), hostileSegment(dice)]],
  ])();
  const root = dice.weighted([
    [10, "/runtime/webhooks/durabletask/"],
    [3, "/durabletask/"],
    [1, "/RUNTIME/webhooks/DurableTask/"],
  ]);
  const query = hostileQuery(dice, known);
  const headers: [string, string][] = [
    ["x-functions-key", dice.chance(0.95) ? key : "wrong"],
    ["content-type", dice.chance(0.9) ? "application/json" : "text/plain"],
  ];
  if (dice.chance(0.15))
    headers.push(["x-ms-continuation-token", dice.chance(0.7) ? dice.pick(tokens) : hostileHeaderValue(dice)]);
  const isGet = method === "GET";
  const body = isGet ? Buffer.alloc(0) : Buffer.from(jsonText(dice, dice.chance(0.2) ? undefined : hostileValue(dice)));
  return { method, target: root + path + query, headers, body, framing: isGet ? "none" : "length" };
}
