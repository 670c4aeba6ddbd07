import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../../platform/clock/clock.ts";
import type { FaultSource } from "../chaos/faults.ts";
import { openOffsetClock } from "../clock/offset-clock.ts";
import { connectionsOf } from "../connections.ts";
import type { TokenTrust } from "../identity/directory.ts";
import { followRoles, type RoleFileOptions } from "../identity/role-file.ts";
import { answerParserErrors } from "../parser-errors.ts";
import { type ServerLimits, usualLimits } from "../server-limits.ts";
import { type Log, type Service, silentLog } from "../service.ts";
import type { Durability } from "../sqlite/open-file.ts";
import { WebGuard } from "../web-guard.ts";
import { Account } from "./account.ts";
import { CosmosError } from "./errors.ts";
import { Handler } from "./http/handler.ts";
import { EntraAuthorization } from "./rbac/authorize.ts";
import { type Roles, readRoles } from "./rbac/roles.ts";
import { openStore } from "./store/schema.ts";
import { type Budget, budgetWords, isBudget } from "./throughput/budget.ts";
import type { ThroughputReport } from "./throughput/throughput.ts";

/** Options of `startCosmos`. */
export interface CosmosOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Folder of the account's one file; made when missing. */
  readonly dataDir: string;
  /** The account's master key, base64. */
  readonly key: string;
  /** The machine's clock, where tests have another. */
  readonly clock?: Clock;
  /** How far ahead of it the service's time is at least, ms; what was moved further before stays. Default: 0. */
  readonly clockOffset?: number;
  readonly log?: Log;
  /** Refuse what Azure's gateway refuses, so that the SDK merges ranges itself. Default true. */
  readonly strictGateway?: boolean;
  /** "normal" (default) survives the death of the process, "full" a power cut too. */
  readonly durability?: Durability;
  /** Ranges of every new container. Default: from its throughput, one per 10,000 RU/s. */
  readonly partitionRanges?: number;
  /** Request units a second, above which requests for items get 429. Default `unlimited`. */
  readonly throughput?: Budget;
  /** PEM. With it the account is served over https, and over nothing else. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /**
   * Whose Entra ID tokens are taken beside the key, and what they allow: the roles themselves, or the file that they are read
   * from, again whenever it changes. Needs `tls`. Default: none.
   */
  readonly entra?: { readonly trust: TokenTrust; readonly roles: Roles | RoleFileOptions } | undefined;
  /** What goes wrong with requests for documents. Default: nothing. */
  readonly faults?: FaultSource<"cosmos"> | undefined;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  /** How long slow requests are waited for. Default `usualLimits`. */
  readonly limits?: ServerLimits;
}

/** A running local Cosmos DB. */
export interface CosmosService extends Service {
  /** Splits a partition key range, as Azure does when it grows. Returns the ids of the two children. */
  splitRange(database: string, container: string, rangeId: string): Promise<[string, string]>;
  /** Purges all expired items now. They are invisible before that. Returns how many there were. */
  expire(): Promise<number>;
  /** Changes the budget of request units from now on. */
  setThroughput(budget: Budget): void;
  /** Requests, charges and refusals by container since the start. */
  throughput(): ThroughputReport;
}

/** Time between two passes of the purge of expired items, in ms. */
const purgeInterval = 30_000;
/** A connection may be idle this long, in ms: longer than the SDK keeps one, so that it is never closed under a request. */
const keepAlive = 120_000;

/**
 * Starts a Cosmos DB account for NoSQL on 127.0.0.1, over its REST protocol.
 * @throws Error when the port is taken or the file cannot be opened.
 */
export async function startCosmos(options: CosmosOptions): Promise<CosmosService> {
  const {
    clock: machine = systemClock,
    clockOffset = 0,
    log = silentLog,
    strictGateway = true,
    durability = "normal",
  } = options;
  const { partitionRanges, throughput: budget = "unlimited", tls, entra, faults } = options;
  if (entra !== undefined && tls === undefined) throw new Error("entra needs tls: tokens travel over https only.");
  if (!isBudget(budget)) throw new Error(`throughput must be ${budgetWords}.`);
  const db = openStore(options.dataDir, durability);
  const clock = openOffsetClock(machine, options.dataDir);
  if (clockOffset > clock.offset) clock.advance(clockOffset - clock.offset);
  const scheme = tls === undefined ? "http" : "https";
  const account = new Account(db, { clock, machine, strictGateway, partitionRanges, budget, scheme });
  let port = options.port;
  const handler = new Handler(account, Buffer.from(options.key, "base64"), log, {
    entra: entra && new EntraAuthorization(entra.trust, rolesOf(entra.roles, log), () => port),
    faults,
    guard: new WebGuard(options),
  });
  const limits = options.limits ?? usualLimits;
  const http = { keepAliveTimeout: keepAlive, requireHostHeader: false, ...limits };
  const answer = (request: IncomingMessage, response: ServerResponse) => handler.handle(request, response);
  const server =
    tls === undefined
      ? createServer(http, answer)
      : createTlsServer({ ...http, ...tls, handshakeTimeout: limits.headersTimeout }, answer);
  const connections = connectionsOf(server);
  answerParserErrors(server, ({ status, code, message }) => new CosmosError(status, code, message).body());
  try {
    await listen(server, options.port);
  } catch (error) {
    db.close();
    throw error;
  }
  port = (server.address() as AddressInfo).port;
  const purge = repeat(clock, purgeInterval, () => {
    account.purgeExpired(false).catch((error: unknown) => log("error", "purge of expired items failed", { error }));
  });
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    purge.cancel();
    handler.stop();
    const closed = once(server, "close");
    server.close();
    server.closeIdleConnections();
    await handler.idle();
    connections.destroyAll();
    await closed;
    account.flush();
    db.close();
  };
  return {
    name: "cosmos",
    url: `${scheme}://127.0.0.1:${port}`,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
    splitRange: async (database, container, rangeId) => {
      const { children } = await account.splitRange(database, container, rangeId);
      return children;
    },
    expire: () => account.purgeExpired(true),
    setThroughput(next) {
      account.throughput.budget = next;
    },
    throughput: () => account.throughput.report(),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  const failed = once(server, "error").then(([error]) => {
    throw error as Error;
  });
  server.listen(port, "127.0.0.1");
  await Promise.race([once(server, "listening"), failed]);
  failed.catch(() => {});
}

function repeat(clock: Clock, interval: number, task: () => void): { cancel(): void } {
  let timer = clock.schedule(interval, run);
  function run() {
    timer = clock.schedule(interval, run);
    task();
  }
  return { cancel: () => timer.cancel() };
}

const rolesOf = (roles: Roles | RoleFileOptions, log: Log) =>
  "file" in roles ? followRoles(roles, readRoles, log) : () => roles;
