import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { resolve } from "node:path";
import { type Clock, systemClock } from "../../platform/clock/clock.ts";
import { faultyInvoker, type HostChaos } from "../chaos/functions.ts";
import { openOffsetClock } from "../clock/offset-clock.ts";
import { sharedClock } from "../clock/shared-clock.ts";
import type { DurableEngine } from "../durable/engine.ts";
import { trustExtraCertificates } from "../identity/certificate.ts";
import type { ServerLimits } from "../server-limits.ts";
import { type Log, type Service, silentLog } from "../service.ts";
import { WebGuard } from "../web-guard.ts";
import { appLog } from "./app-log.ts";
import { readHostConfig } from "./config/host-json.ts";
import { readLocalHost, readLocalSettings, workerArguments, workerEnvironment } from "./config/settings.ts";
import { Dispatcher } from "./dispatcher.ts";
import { readDurableConfig } from "./durable/config.ts";
import { durableDoor } from "./durable/door.ts";
import { type DurablePart, type EngineSwitches, isDurable, startDurablePart } from "./durable/part.ts";
import { frontDoor } from "./front-door.ts";
import { durableClientsOf, type FunctionInfo, FunctionsInvalid, readFunctions } from "./function-info.ts";
import type { HostState } from "./http/admin.ts";
import type { OperatorDoor } from "./http/admin-faults.ts";
import { type Cors, parseCors } from "./http/cors.ts";
import type { FunctionKeys } from "./http/keys.ts";
import { type Upstream, upstreamOf } from "./http/proxy.ts";
import { buildRoutes, type HttpRoute } from "./http/routes.ts";
import { type HttpServer, openHttpServer } from "./http/server.ts";
import { type OutputStandIn, outputWriter } from "./outputs.ts";
import type { FunctionMetadata } from "./rpc/protocol.ts";
import { Supervisor } from "./supervisor.ts";
import { makeTriggers } from "./triggers/make-triggers.ts";
import type { Trigger } from "./triggers/trigger.ts";
import { within } from "./within.ts";

/** What a Functions host is started with. */
export interface FunctionsHostOptions {
  /** Folder of the function app: the one with package.json and host.json. */
  readonly appDir: string;
  /** 0: any free port. */
  readonly port: number;
  /** App settings; they win over local.settings.json and over this process's environment. */
  readonly settings: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly random?: () => number;
  readonly keys?: FunctionKeys;
  /** Whether keys are asked for, those of functions and of webhooks. Default false, as with the Core Tools. */
  readonly authorization?: boolean;
  /** Pages of which origins may use it. Default: those of local.settings.json, else none. */
  readonly cors?: Cors | undefined;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Names of the functions to load. Default: those of host.json, else all. */
  readonly only?: readonly string[] | undefined;
  /** Until it resolves, requests for the app are answered 503 "starting". */
  readonly ready?: Promise<unknown>;
  /** Name of this host in leases: hosts that share work need different ones, a restarted host its own again. */
  readonly hostId?: string;
  /** Folder for the task hub, what timers remember and how far the clock was moved; without it they forget. */
  readonly dataDir?: string;
  /** Takes what functions give to output bindings, none of which this host has; without it such functions are refused. */
  readonly outputs?: OutputStandIn;
  /** Switches of the durable engine, for tests. */
  readonly durable?: EngineSwitches;
  /** Faults, and who switches them. Default: none. */
  readonly chaos?: HostChaos | undefined;
  /** Who breaks the local Azure when that is ordered. Default: nobody. */
  readonly operator?: OperatorDoor | undefined;
  /**
   * Moves whatever else shares this host's time to an offset (ms ahead of the machine); it may be there already. Awaited before
   * the host's own timers move: what waits there would have come before them.
   */
  readonly moveOthers?: (offset: number) => Promise<void>;
  /** How long slow requests are waited for. Default `usualLimits`. */
  readonly limits?: ServerLimits;
  /** How long a stop waits for what is under way, ms. */
  readonly grace?: number;
}

/** One function of the running app. */
export interface RunningFunction {
  readonly name: string;
  /** Type of its trigger, such as `httpTrigger`. */
  readonly trigger: string;
  /** Path of an HTTP function, with the prefix, without a leading slash. */
  readonly route?: string;
  /** Of an HTTP function, upper case. */
  readonly methods?: readonly string[];
  readonly disabled: boolean;
}

/** A running Functions host. */
export interface FunctionsHost extends Service {
  readonly functions: readonly RunningFunction[];
  /** Process id of the worker; 0 while it is being restarted. */
  readonly workerPid: number;
  /** The engine of the app's task hub; undefined when the app needs none, or another host has it. */
  readonly durable: DurableEngine | undefined;
  /** Calls `listener` each time the worker ends without having been asked to; returns what ends that. */
  onWorkerExit(listener: (how: string) => void): () => void;
}

const defaultGrace = 5_000;

/**
 * Runs a function app, unchanged, in a process of its own: HTTP, timers, the Event Grid webhook, Cosmos DB triggers, Durable
 * Functions.
 * @throws FunctionsInvalid, and errors that name the file, function or setting and the fix; EADDRINUSE
 */
export async function startFunctionsHost(options: FunctionsHostOptions): Promise<FunctionsHost> {
  const { port, settings: given, clock = systemClock, log = silentLog, random = Math.random, chaos } = options;
  const appDir = resolve(options.appDir);
  const local = readLocalSettings(appDir);
  const cors = options.cors ?? localCors(appDir);
  // `*` and `null`, the origin of every file and sandboxed frame, name nobody whom an operator could have meant.
  const origins = (cors?.origins ?? []).filter((origin) => !["*", "null"].includes(origin));
  const guard = new WebGuard({ allowHosts: options.allowHosts, origins });
  const merged = { ...local, ...given };
  trustExtraCertificates(merged);
  const config = readHostConfig(appDir, merged);
  const hostId = options.hostId ?? (port === 0 ? `${hostname()}-${randomUUID().slice(0, 8)}` : `${hostname()}-${port}`);
  const grace = options.grace ?? defaultGrace;
  const timerClock = openOffsetClock(clock, options.dataDir);
  const keys = options.authorization === true ? options.keys : undefined;
  const exitListeners = new Set<(how: string) => void>();
  let functions: readonly FunctionInfo[] = [];
  let routes: readonly HttpRoute[] = [];
  let upstream: Upstream | undefined;
  let durable: DurablePart | undefined;
  let state: HostState = "Starting";
  let isReady = options.ready === undefined;
  let server: HttpServer | undefined;
  let triggers: readonly Trigger[] = [];
  let stopped: Promise<void> | undefined;

  const url = () => `http://127.0.0.1:${server?.port ?? port}`;
  const reply: { handler: Parameters<typeof openHttpServer>[1] } = { handler: async () => {} };
  server = await openHttpServer(port, (...args) => reply.handler(...args), log, options.limits, guard);
  const env = workerEnvironment(process.env, local, given, server.port);
  const supervisor = new Supervisor(
    {
      appDir,
      env,
      execArgv: workerArguments(env),
      clock,
      timeout: config.functionTimeout,
      onLog: appLog(config, log),
      onRawOutput: (line) => log("error", line),
    },
    {
      onCrash: (how, delay) => {
        log("error", `The app's process ended: ${how}. It is restarted.`, { inMs: delay });
        for (const listener of exitListeners) listener(how);
      },
      onLoaded: ({ capabilities }) => {
        upstream?.agent.destroy();
        upstream = capabilities["HttpUri"] === undefined ? undefined : upstreamOf(capabilities["HttpUri"]);
      },
      onLoadFailed: (error) => log("error", `The app cannot be loaded again: ${error.message}`),
    },
  );
  const kill = () => void (supervisor.pid !== 0 && process.kill(supervisor.pid, "SIGKILL"));
  const invoker = chaos === undefined ? supervisor : faultyInvoker(supervisor, chaos.worker, clock, kill);
  const dispatcher = new Dispatcher(invoker, log, {
    inputsOf: (info) => durableClientsOf(info).map((name) => ({ name, data: { string: durable?.binding ?? "" } })),
    output: outputWriter(options.outputs),
  });
  const routeOf = (info: FunctionInfo) => routes.find((route) => route.info === info)?.template.text;
  reply.handler = frontDoor({
    config,
    log,
    dispatcher,
    functions: () => functions,
    routes: () => routes,
    upstream: () => upstream,
    state: () => (isReady || state === "Stopping" ? state : "Starting"),
    hasWorker: () => supervisor.pid !== 0,
    keys,
    cors,
    guard,
    durable: durableDoor(() => durable?.hub ?? { kind: state === "Running" ? "none" : "starting" }),
    admin: {
      hostId,
      url,
      state: () => state,
      startedAt: clock.now(),
      now: () => clock.now(),
      functions: () => functions,
      routeOf,
      dispatcher,
      clock: sharedClock(timerClock, options.moveOthers),
      management: () => durable?.engine?.management,
      chaos: chaos?.control,
      operator: options.operator,
    },
  });
  options.ready?.then(
    () => {
      isReady = true;
    },
    () => {},
  );

  const stop = async (): Promise<void> => {
    state = "Stopping";
    // No new work first; then what is under way, which may still want its durable client; then the process.
    server?.quiet();
    const draining = Promise.all(triggers.map((trigger) => trigger.stop()));
    const drained = Promise.all([draining, durable?.engine?.quiet(), dispatcher.idle()]);
    await within(
      systemClock,
      grace,
      drained.then(() => server?.close(grace)),
    );
    await supervisor.stop(grace);
    await draining;
    await server?.close(0);
    await durable?.stop();
    upstream?.agent.destroy();
  };

  try {
    const app = await supervisor.start();
    const wanted = onlyThose(app.functions, options.only ?? config.functions, log);
    const found = readFunctions(wanted, env, config.retry, options.outputs !== undefined);
    const built = buildRoutes(found, config.routePrefix);
    const made = makeTriggers(found, {
      settings: env,
      dispatcher,
      clock,
      timerClock,
      random,
      log,
      owner: hostId,
      dataDir: options.dataDir,
      chaos,
    });
    const task = isDurable(found) ? readDurableConfig(config.durableTask, env) : undefined;
    const problems = [...built.problems, ...made.problems, ...(task?.problems ?? [])];
    if (problems.length > 0) throw new FunctionsInvalid(problems);
    if (task !== undefined) {
      durable = await startDurablePart({
        config: task.config,
        functions: found,
        dispatcher,
        clock: timerClock,
        waitClock: clock,
        random,
        log,
        dataDir: options.dataDir,
        address: url(),
        key: keys?.durabletask,
        switches: options.durable,
        chaos,
      });
    }
    // Only now: who calls a function must find its durable client.
    functions = found;
    routes = built.routes;
    triggers = made.triggers;
    for (const info of functions.filter(({ disabled }) => disabled))
      log("info", "The function is disabled.", { function: info.name });
    await Promise.all(triggers.map((trigger) => trigger.start()));
    state = "Running";
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    name: "functions",
    url: url(),
    functions: functions.map((info) => describe(info, routes)),
    get workerPid() {
      return supervisor.pid;
    },
    get durable() {
      return durable?.engine;
    },
    onWorkerExit(listener) {
      exitListeners.add(listener);
      return () => exitListeners.delete(listener);
    },
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function describe(info: FunctionInfo, routes: readonly HttpRoute[]): RunningFunction {
  const base = { name: info.name, trigger: info.trigger.type, disabled: info.disabled };
  const route = routes.find((each) => each.info === info);
  return route === undefined ? base : { ...base, route: route.template.text, methods: [...route.methods] };
}

function localCors(appDir: string): Cors | undefined {
  const { CORS, CORSCredentials } = readLocalHost(appDir);
  return parseCors(typeof CORS === "string" ? CORS : "", CORSCredentials === true);
}

/** Those of the app's functions that are to be loaded; names ignore case, and one that the app does not have is told. */
function onlyThose(
  functions: readonly FunctionMetadata[],
  names: readonly string[] | undefined,
  log: Log,
): readonly FunctionMetadata[] {
  if (names === undefined || names.length === 0) return functions;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const known = new Set(functions.map(({ name }) => name.toLowerCase()));
  for (const name of names) {
    if (!known.has(name.toLowerCase())) log("warn", `The app has no function "${name}", which was asked for.`);
  }
  const found = functions.filter(({ name }) => wanted.has(name.toLowerCase()));
  if (found.length === 0) throw new FunctionsInvalid([`The app has none of the functions ${names.join(", ")}.`]);
  return found;
}
