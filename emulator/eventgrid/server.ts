import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../../platform/clock/clock.ts";
import { faultyCaller } from "../chaos/eventgrid.ts";
import type { FaultSource } from "../chaos/faults.ts";
import { advanceInSteps } from "../clock/advance-in-steps.ts";
import { openOffsetClock } from "../clock/offset-clock.ts";
import { connectionsOf } from "../connections.ts";
import type { EntraOptions } from "../identity/guard.ts";
import { answerParserErrors } from "../parser-errors.ts";
import { hasTooManyHeaders, mostHeaders, type ServerLimits, usualLimits } from "../server-limits.ts";
import { type Log, type Service, silentLog } from "../service.ts";
import { WebGuard } from "../web-guard.ts";
import type { ServerContext } from "./context.ts";
import { blobWriter, type DeadLetterBlobs } from "./delivery/blob-writer.ts";
import { DeliveryEngine } from "./delivery/engine.ts";
import { webhookCaller } from "./delivery/webhook.ts";
import { EventGridError } from "./errors.ts";
import { answerFor, readText, send } from "./http.ts";
import { TopicTokens } from "./publish/tokens.ts";
import { route } from "./routes/router.ts";
import { Catalog } from "./store/catalog.ts";
import { deliveryTable } from "./store/deliveries.ts";
import { openDatabase } from "./store/schema.ts";

/** Options of the local Event Grid. */
export interface EventGridOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Folder of the store; made when missing. */
  readonly dataDir: string;
  /** Access key, Base64. Publishing and managing ask for it. */
  readonly key: string;
  /** The machine's clock, where tests have another. */
  readonly clock?: Clock;
  /** How far ahead of it this server's time is at least, ms; what it was moved by itself is remembered in `dataDir`. */
  readonly clockOffset?: number;
  readonly log?: Log;
  /** A number in [0, 1): the jitter of retries. */
  readonly random?: () => number;
  /**
   * Whether subscribers may be on other machines. Default: only on this one, so that nobody who can reach this server makes it
   * call what only this machine can reach.
   */
  readonly remoteWebhooks?: boolean;
  /** Where dead letters go; without it a subscription with a dead-letter destination is refused. */
  readonly deadLetterBlobs?: DeadLetterBlobs;
  /** PEM. With it the topics are served over https, and over nothing else. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Whose Entra ID tokens may publish and manage, beside the key. Needs `tls`. Default: nobody's. */
  readonly entra?: EntraOptions | undefined;
  /** What goes wrong with deliveries. Default: nothing. */
  readonly faults?: FaultSource<"eventgrid"> | undefined;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  /** How long slow requests are waited for. Default `usualLimits`. */
  readonly limits?: ServerLimits;
}

/** The local Event Grid that runs. */
export interface EventGridService extends Service {
  /** The address that events for a topic are published to. */
  topicEndpoint(topic: string): string;
}

/**
 * Starts the local Event Grid and takes up what an earlier run left undelivered.
 * @throws Error when the port is taken or the store cannot be opened
 */
export async function startEventGrid(options: EventGridOptions): Promise<EventGridService> {
  const {
    clock: machine = systemClock,
    clockOffset = 0,
    log = silentLog,
    random = Math.random,
    key,
    deadLetterBlobs,
    remoteWebhooks = false,
    faults,
    tls,
    entra,
  } = options;
  if (entra !== undefined && tls === undefined) throw new Error("entra needs tls: tokens travel over https only.");
  const db = openDatabase(options.dataDir);
  const clock = openOffsetClock(machine, options.dataDir);
  if (clockOffset > clock.offset) clock.advance(clockOffset - clock.offset);
  const catalog = new Catalog(db);
  const table = deliveryTable(db);
  // A subscriber takes as long as it takes, however fast time goes meanwhile.
  const plain = webhookCaller(machine, remoteWebhooks);
  const caller = faults === undefined ? plain : faultyCaller(plain, faults, machine);
  const writeBlob = deadLetterBlobs === undefined ? undefined : blobWriter(deadLetterBlobs, log);
  const engine = new DeliveryEngine({ clock, random, newId: randomUUID, log, catalog, table, caller, writeBlob });
  const stopped = new AbortController();
  let moving: Promise<void> = Promise.resolve();
  const moveClock = (offset: number) => {
    const steps = { offset, settled: () => engine.settled(), signal: stopped.signal };
    const moved = moving.then(() => advanceInSteps(clock, steps));
    moving = moved.catch(() => {});
    return moved;
  };
  let url = "";
  const deadLetters = deadLetterBlobs !== undefined;
  const context = {
    clock,
    machine,
    moveClock,
    log,
    key,
    tokens: entra && new TopicTokens(entra, () => new URL(url).port, log),
    catalog,
    table,
    engine,
    caller,
    deadLetters,
    remoteWebhooks,
    newId: randomUUID,
    baseUrl: () => url,
  };
  const limits = options.limits ?? usualLimits;
  const http = { requireHostHeader: false, ...limits };
  const guard = new WebGuard(options);
  const reply = (message: IncomingMessage, response: ServerResponse) => void serve(message, response, guard, context);
  const server =
    tls === undefined
      ? createServer(http, reply)
      : createTlsServer({ ...http, ...tls, handshakeTimeout: limits.headersTimeout }, reply);
  const connections = connectionsOf(server);
  answerParserErrors(server, ({ status, code, message }) =>
    JSON.stringify(new EventGridError(status, code, message).body()),
  );
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
    });
  } catch (error) {
    db.close();
    throw error;
  }
  url = `${tls === undefined ? "http" : "https"}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  engine.start();
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    stopped.abort();
    await engine.stop();
    connections.destroyAll();
    await closed;
    db.close();
  };
  return {
    name: "eventgrid",
    url,
    topicEndpoint: (topic) => `${url}/topics/${topic}/api/events`,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  guard: WebGuard,
  context: ServerContext,
): Promise<void> {
  const { method = "GET", headers } = message;
  try {
    if (hasTooManyHeaders(message)) {
      const words = `A request has at most ${mostHeaders} header fields.`;
      throw new EventGridError(431, "RequestHeaderFieldsTooLarge", words);
    }
    const refusal = guard.refusalOf(message);
    if (refusal !== undefined) throw new EventGridError(refusal.status, refusal.code, refusal.message);
    const url = readUrl(message.url ?? "/");
    send(response, await route({ method, url, headers, text: () => readText(message) }, context));
  } catch (error) {
    if (response.headersSent || message.socket.destroyed) return void response.destroy();
    if (!(error instanceof EventGridError)) {
      context.log("error", "a request failed inside Event Grid", { method, url: message.url, error: String(error) });
    }
    const answer = answerFor(error);
    context.log("debug", "refused", { method, url: message.url?.split("?")[0], status: answer.status });
    send(response, answer);
  }
}

function readUrl(target: string): URL {
  const base = "http://127.0.0.1";
  // A path that begins with // would be read as a host.
  if (!target.startsWith("/") || target.startsWith("//") || !URL.canParse(target, base)) {
    throw new EventGridError(400, "BadRequest", "The request target must be a path.");
  }
  return new URL(target, base);
}
