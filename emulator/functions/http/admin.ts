import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChaosControl } from "../../chaos/chaos.ts";
import type { SharedClock } from "../../clock/shared-clock.ts";
import type { Management } from "../../durable/management.ts";
import type { Dispatcher } from "../dispatcher.ts";
import { type FunctionInfo, hasTrigger } from "../function-info.ts";
import type { TypedData } from "../rpc/typed-data.ts";
import { answerChaos } from "./admin-chaos.ts";
import { answerClock } from "./admin-clock.ts";
import { sendHistory } from "./admin-durable.ts";
import { answerFaults, type OperatorDoor } from "./admin-faults.ts";
import { readJson, sendJson } from "./json.ts";
import { ProblemError } from "./problems.ts";

/** Where a host stands. */
export type HostState = "Starting" | "Running" | "Stopping";

/** What the admin endpoints know of the host. */
export interface AdminContext {
  readonly hostId: string;
  readonly url: () => string;
  readonly state: () => HostState;
  readonly startedAt: number;
  readonly now: () => number;
  readonly functions: () => readonly FunctionInfo[];
  /** Path of an HTTP function, without a leading slash. */
  readonly routeOf: (info: FunctionInfo) => string | undefined;
  readonly dispatcher: Dispatcher;
  /** The clock of timers, which can be moved. */
  readonly clock: SharedClock;
  /** The task hub's management; undefined where there is none. */
  readonly management: () => Management | undefined;
  /** Undefined: the system runs without faults. */
  readonly chaos?: ChaosControl | undefined;
  /** Undefined: there is nobody to order faults from. */
  readonly operator?: OperatorDoor | undefined;
}

/** Answers `/admin/…`; `segments` are those after `admin`. */
export async function answerAdmin(
  context: AdminContext,
  segments: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET";
  const [area, name, rest] = segments;
  const path = segments.slice(0, 2).join("/").toLowerCase();
  if (path === "host/ping" && (method === "GET" || method === "POST")) {
    response.writeHead(200, { "content-length": 0 });
    response.end();
    return;
  }
  if (path === "host/status" && method === "GET") {
    return sendJson(response, 200, {
      id: context.hostId,
      state: context.state(),
      version: "4",
      platformVersion: "",
      instanceId: context.hostId,
      processUptime: context.now() - context.startedAt,
    });
  }
  if (area?.toLowerCase() === "functions" && name === undefined && method === "GET") {
    return sendJson(
      response,
      200,
      context.functions().map((info) => describe(context, info)),
    );
  }
  if (area?.toLowerCase() === "functions" && name !== undefined && rest === undefined) {
    const info = context.functions().find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (info === undefined) throw new ProblemError(404, "function-not-found", "There is no function of that name.");
    if (method === "GET") return sendJson(response, 200, describe(context, info));
    if (method === "POST") return start(context, info, request, response);
  }
  if (path === "chaos") return answerChaos(context.chaos, request, response);
  if (path === "faults") return answerFaults(context.operator, request, response);
  if (path === "clock") return answerClock(context.clock, request, response);
  if (path === "durable/instances" && segments.length === 4 && segments[3]?.toLowerCase() === "history") {
    return sendHistory(context.management(), segments[2] ?? "", request, response);
  }
  throw new ProblemError(404, "not-found", "There is no such admin endpoint.");
}

function describe(context: AdminContext, info: FunctionInfo): unknown {
  const route = context.routeOf(info);
  return {
    name: info.name,
    config: { name: info.name, bindings: Object.entries(info.bindings).map(([name, each]) => ({ ...each, name })) },
    isDisabled: info.disabled,
    language: "node",
    invokeUrlTemplate: route === undefined ? null : `${context.url()}/${route}`,
  };
}

async function start(
  context: AdminContext,
  info: FunctionInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (hasTrigger(info, "httpTrigger")) {
    throw new ProblemError(400, "http-function", "An HTTP function is called at its own address, not here.");
  }
  if (hasTrigger(info, "orchestrationTrigger") || hasTrigger(info, "entityTrigger")) {
    throw new ProblemError(
      400,
      "durable-function",
      "Orchestrators and entities are started over /runtime/webhooks/durabletask, not here.",
    );
  }
  if (info.disabled) throw new ProblemError(400, "function-disabled", "The function is disabled.");
  const body = await readJson(request, 10 * 1024 * 1024);
  const input = typeof body === "object" && body !== null ? (body as { input?: unknown }).input : undefined;
  if (input !== undefined && typeof input !== "string") {
    throw new ProblemError(400, "invalid-input", 'The body must be {"input": "…"}, with the input as text.');
  }
  void context.dispatcher.run(info, { data: inputOf(info, input ?? "") });
  response.writeHead(202, { "content-length": 0 });
  response.end();
}

function inputOf(info: FunctionInfo, input: string): TypedData {
  if (hasTrigger(info, "timerTrigger")) {
    return { json: JSON.stringify({ Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue: false }) };
  }
  if (hasTrigger(info, "eventGridTrigger")) {
    try {
      return { json: JSON.stringify(JSON.parse(input)) };
    } catch {
      throw new ProblemError(
        400,
        "invalid-input",
        "The input of an Event Grid function must be an event as JSON text.",
      );
    }
  }
  return { string: input };
}
