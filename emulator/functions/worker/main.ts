/**
 * The worker process: runs the app, and nothing of the host. Talks to the host over the channel that `fork` opens, and
 * ends when that channel closes, so that it never outlives its host.
 */
import type { FromWorker, InvocationRequest, LogLevel, ToWorker } from "../rpc/protocol.ts";
import { type Core, installCoreModule } from "./core-module.ts";
import { type AppData, invoke, toInvocationError } from "./invoke.ts";
import { loadApp } from "./loader.ts";
import { captureOutput, running } from "./output-capture.ts";
import { abandon, onLoopback } from "./streaming.ts";

const workerCapabilities = [
  "RawHttpBodyBytes",
  "RpcHttpTriggerMetadataRemoved",
  "RpcHttpBodyOnly",
  "IgnoreEmptyValuedRpcHttpHeaders",
  "UseNullableValueDictionaryForHttp",
  "WorkerStatus",
  "TypedDataCollection",
  "HandlesWorkerTerminateMessage",
];

const app = { appHookData: {}, appStartData: {}, streaming: false };
let core: Core | undefined;

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}

function log(level: LogLevel, category: "user" | "system" | "customMetric", message: string): void {
  const { functionName, invocationId } = running.getStore() ?? {};
  send({ type: "log", level, category, message, functionName, invocationId });
}

async function start(appDir: string, hostVersion: string): Promise<void> {
  core = installCoreModule(hostVersion, log);
  await loadApp(appDir);
  await core.hooks.run("appStart", {
    hookData: app.appStartData,
    appHookData: app.appHookData,
    functionAppDirectory: appDir,
  });
  const offered = Object.fromEntries(workerCapabilities.map((name) => [name, "true"]));
  const { model } = core;
  const capabilities =
    model === undefined ? offered : await onLoopback(() => model.getCapabilities(offered), warnOfGone);
  core.locked = true;
  app.streaming = capabilities["HttpUri"] !== undefined;
  const functions = [...core.functions.values()].map(({ metadata }) => plain(metadata));
  send({ type: "started", functions, capabilities: plain(capabilities) });
}

/** Metadata may hold functions and class instances, which cannot cross to another process. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

let warned = false;
function warnOfGone(): void {
  if (warned) return;
  warned = true;
  log(
    "information",
    "system",
    "A client left before its streamed response ended. This host cancels the response's stream; Azure does not tell the " +
      "app, so end long streams by a time limit of your own.",
  );
}

async function run(to: Core, data: AppData, request: InvocationRequest): Promise<void> {
  const { invocationId } = request;
  const functionName = to.functions.get(request.functionId)?.metadata.name ?? request.functionId;
  await running.run({ functionName, invocationId }, async () => {
    try {
      send({ type: "done", invocationId, response: await invoke(to, data, request, log) });
    } catch (error) {
      send({ type: "error", invocationId, error: toInvocationError(error) });
    }
  });
}

async function terminate(): Promise<void> {
  try {
    await core?.hooks.run("appTerminate", { hookData: app.appStartData, appHookData: app.appHookData });
  } catch (error) {
    log("error", "system", `An appTerminate hook failed: ${toInvocationError(error).stack}`);
  }
  process.disconnect();
}

process.on("message", (message: ToWorker) => {
  if (message.type === "invoke" && core !== undefined) void run(core, app, message.request);
  else if (message.type === "abandon") abandon(message.invocationId);
  else if (message.type === "terminate") void terminate();
  else if (message.type === "start") {
    start(message.appDir, message.hostVersion).catch((error) => {
      send({ type: "failed", message: error instanceof Error ? error.message : String(error) });
    });
  }
});
process.on("disconnect", () => process.exit(0));
// The host stops its worker by message; a Ctrl+C on the terminal reaches the whole group and must not cut work short.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("uncaughtException", (error) => {
  const text = `Worker uncaught exception: ${toInvocationError(error).stack}`;
  const line: FromWorker = { type: "log", level: "error", category: "system", message: text };
  if (process.connected) process.send?.(line, undefined, undefined, () => process.exit(1));
  else process.exit(1);
});
captureOutput((stream, message, by) => {
  const level = stream === "stderr" ? "warning" : "information";
  send({ type: "log", level, category: "console", message, ...by });
});
