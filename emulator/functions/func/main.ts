/**
 * `func`: stands in for the command of the Azure Functions Core Tools where tools call it. Runs the app of a folder with the
 * settings of its local.settings.json.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { keysOf } from "../../local-azure/keys.ts";
import { parseHostNames } from "../../web-guard.ts";
import { readLocalHost, readLocalSettings, setting } from "../config/settings.ts";
import { startFunctionsHost } from "../host.ts";
import { parseCors } from "../http/cors.ts";
import { hostVersion } from "../worker-process.ts";
import { FuncUsageError, funcUsage, parseFunc, type StartArguments } from "./arguments.ts";
import { coreToolsVersion, funcLog, functionList } from "./print.ts";

const print = (text: string) => void process.stdout.write(text);

/** Where the host of an app keeps its task hub, its timers and its keys, below the app's folder. */
const dataFolder = join(".eventwright", "func");

async function start(given: StartArguments): Promise<void> {
  const appDir = resolve(given.scriptRoot);
  if (!existsSync(join(appDir, "host.json"))) {
    throw new Error(
      `${appDir} holds no function app: host.json is missing. Run func in its folder, or say --script-root.`,
    );
  }
  const { LocalHttpPort, CORS, CORSCredentials } = readLocalHost(appDir);
  const runtime = setting({ ...readLocalSettings(appDir), ...process.env } as Record<string, string>, runtimeSetting);
  if (runtime !== undefined && runtime !== "node") {
    throw new Error(`${runtimeSetting} is "${runtime}". This local host runs Node apps only.`);
  }
  const cors = parseCors(
    given.cors ?? (typeof CORS === "string" ? CORS : ""),
    given.corsCredentials ?? CORSCredentials === true,
  );
  const dataDir = join(appDir, dataFolder);
  const log = funcLog(given.verbose, Date.now, print);
  print(`Azure Functions app on a local host of Eventwright, which stands in for the Azure Functions Core Tools.
Core Tools Version:       ${coreToolsVersion}
Function Runtime Version: ${hostVersion}

`);
  const late =
    given.timeout === undefined ? undefined : setTimeout(() => tooLate(given.timeout), given.timeout * 1_000);
  const host = await startFunctionsHost({
    appDir,
    port: given.port ?? portOf(LocalHttpPort),
    settings: {
      ...(given.languageWorker !== "" && { languageWorkers__node__arguments: given.languageWorker }),
      ...(given.userLogLevel !== undefined && {
        AzureFunctionsJobHost__logging__logLevel__Function: given.userLogLevel,
      }),
    },
    log,
    cors,
    allowHosts: parseHostNames(given.allowHost),
    only: given.functions,
    dataDir,
    ...(given.enableAuth && { authorization: true, keys: keysOf(dataDir).functions }),
  });
  clearTimeout(late);
  // Before anything is printed: who waits for a sentence may stop the host as soon as it is there.
  let stopping: number | undefined;
  const stop = () => {
    // Ctrl+C comes from the terminal and again from the process that started this one: that is one wish.
    if (stopping !== undefined && Date.now() - stopping > oneWish) process.exit(130);
    stopping ??= Date.now();
    void host.stop().then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
  // Debuggers and problem matchers wait for these sentences.
  log("info", "Worker process started and initialized.");
  print(functionList(host.url.replace("127.0.0.1", "localhost"), host.functions));
  if (given.enableAuth) print(`Keys are asked for: they are in ${join(dataDir, "keys.json")}.\n`);
  if (!given.verbose) print("For detailed output, run func with --verbose flag.\n");
  log("info", `Host lock lease acquired by instance ID '${process.pid.toString().padStart(32, "0")}'.`);
}

const oneWish = 1_000;
const runtimeSetting = "FUNCTIONS_WORKER_RUNTIME";
const usualPort = 7071;

function portOf(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= 65_535 ? value : usualPort;
}

function tooLate(seconds: number | undefined): never {
  process.stderr.write(`The app was not up after ${seconds} seconds (--timeout).\n`);
  process.exit(1);
}

function explain(error: Error): string {
  if (error instanceof FuncUsageError) return `${error.message}\n\n${funcUsage()}`;
  const port = /EADDRINUSE.*:(\d+)/.exec(error.message)?.[1];
  return port === undefined
    ? `${error.message}\n`
    : `Port ${port} is unavailable. Close the process using that port, or specify another port using --port [-p].\n`;
}

async function main(): Promise<void> {
  const command = parseFunc(process.argv.slice(2));
  switch (command.kind) {
    case "version":
      return print(`${coreToolsVersion}\n`);
    case "help":
      return print(funcUsage());
    case "extensions":
      return print("No action performed: this local host has its extensions built in.\n");
    case "decrypt":
      readLocalSettings(".");
      return print("local.settings.json is not encrypted.\n");
    case "start":
      return start(command.start);
  }
}

main().catch((error: Error) => {
  process.stderr.write(explain(error));
  process.exit(1);
});
