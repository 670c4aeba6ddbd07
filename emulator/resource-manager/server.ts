import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../../platform/clock/clock.ts";
import { connectionsOf } from "../connections.ts";
import { answerParserErrors } from "../parser-errors.ts";
import { hasTooManyHeaders, mostHeaders, type ServerLimits, usualLimits } from "../server-limits.ts";
import { type Log, type Service, silentLog } from "../service.ts";
import { WebGuard } from "../web-guard.ts";
import type { Tokens } from "./access.ts";
import { ArmError, badRequest } from "./errors.ts";
import type { TemplateEvaluator } from "./evaluator.ts";
import { type ArmAnswer, readBody, send } from "./http.ts";
import { route } from "./routes/router.ts";
import { Store } from "./store.ts";

/** Options of the local Resource Manager. */
export interface ResourceManagerOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Who may do what: roles by bearer token. */
  readonly tokens: Tokens;
  /** Evaluates templates; without it deployments are refused. */
  readonly evaluate?: TemplateEvaluator;
  /** The tenant of all subscriptions. Default: one of zeroes. */
  readonly tenant?: string;
  /** How long slow resources are being provisioned, ms on the clock. Default 0. */
  readonly provisioning?: number;
  readonly clock?: Clock;
  readonly log?: Log;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly limits?: ServerLimits;
}

/** The local Resource Manager that runs. */
export interface ResourceManagerService extends Service {
  readonly store: Store;
}

/**
 * Starts a stand-in of Azure Resource Manager: groups, resources and deployments, in memory.
 * @throws Error when the port is taken
 */
export async function startResourceManager(options: ResourceManagerOptions): Promise<ResourceManagerService> {
  const { tokens, clock = systemClock, log = silentLog, limits = usualLimits } = options;
  const store = new Store(clock);
  let url = "";
  const context = {
    store,
    tenant: options.tenant ?? "00000000-0000-0000-0000-000000000000",
    provisioning: options.provisioning ?? 0,
    evaluate: options.evaluate,
    baseUrl: () => url,
  };
  const guard = new WebGuard(options);
  const answer = async (message: IncomingMessage): Promise<ArmAnswer> => {
    const request = { method: message.method ?? "GET", url: urlOf(message, guard), headers: message.headers };
    return route({ ...request, body: () => readBody(message) }, tokens, context);
  };
  const server = createServer({ requireHostHeader: false, ...limits }, (message, response) => {
    void serve(message, response, answer, log);
  });
  const connections = connectionsOf(server);
  answerParserErrors(server, ({ status, code, message }) => JSON.stringify(new ArmError(status, code, message).body()));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    connections.destroyAll();
    await closed;
  };
  return {
    name: "resource-manager",
    url,
    store,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  answer: (message: IncomingMessage) => Promise<ArmAnswer>,
  log: Log,
): Promise<void> {
  try {
    send(response, await answer(message));
  } catch (error) {
    if (response.headersSent || message.socket.destroyed) return void response.destroy();
    if (error instanceof ArmError) return send(response, { status: error.status, body: error.body() });
    log("error", "a request failed inside the Resource Manager", { url: message.url, error: String(error) });
    const failed = new ArmError(500, "InternalServerError", "The local Resource Manager failed; see its log.");
    send(response, { status: 500, body: failed.body() });
  }
}

/** The address of a request. @throws ArmError 400, 403, 421, 431 */
function urlOf(message: IncomingMessage, guard: WebGuard): URL {
  const { url: target = "/" } = message;
  if (hasTooManyHeaders(message)) {
    const words = `A request has at most ${mostHeaders} header fields.`;
    throw new ArmError(431, "RequestHeaderFieldsTooLarge", words);
  }
  const refusal = guard.refusalOf(message);
  if (refusal !== undefined) throw new ArmError(refusal.status, refusal.code, refusal.message);
  const base = "http://127.0.0.1";
  if (!target.startsWith("/") || target.startsWith("//") || !URL.canParse(target, base)) {
    throw badRequest("The request target must be a path.");
  }
  return new URL(target, base);
}
