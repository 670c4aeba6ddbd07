/** `npm start`: the whole system on this machine. */
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type RunningApprovals, startApprovals } from "./local-azure/approvals.ts";
import { banner } from "./local-azure/banner.ts";
import { type RunningDashboard, startDashboard } from "./local-azure/dashboard.ts";
import { firstSteps } from "./local-azure/first-steps.ts";
import { type LocalAzure, startLocalAzure } from "./local-azure/local-azure.ts";
import { parseStartOptions } from "./local-azure/options.ts";
import { consoleLog, explain } from "./local-azure/output.ts";
import { beyondContract } from "./local-azure/who-may-call.ts";

// Set by the `eventwright` command, which runs the programs of an installed package for the project around it.
const projectDir = process.env["EVENTWRIGHT_PROJECT"] ?? fileURLToPath(new URL("..", import.meta.url));
const options = parseStartOptions(process.argv);
const appDir = options.app === undefined ? projectDir : resolve(options.app);
const say = (line: string) => void (options.json || process.stdout.write(`${line}\n`));

if (options.generate) {
  const generator = fileURLToPath(new URL("../codegen/cli.ts", import.meta.url));
  const result = spawnSync(process.execPath, [generator], {
    cwd: projectDir,
    stdio: ["ignore", options.json ? "ignore" : "inherit", "inherit"],
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
  buildDocs();
}

/** Builds what is served at /docs while everything else starts. A start without it is a start all the same. */
function buildDocs(): void {
  const file = fileURLToPath(new URL("../codegen/docs.ts", import.meta.url));
  const child = spawn(process.execPath, [file], { cwd: projectDir, stdio: "ignore" });
  const tell = () => process.stderr.write("The documentation could not be built; `npm run docs` says why.\n");
  child.on("error", tell);
  child.on("exit", (code) => void (code !== 0 && code !== null && tell()));
}

let stopping = false;
let azure: LocalAzure | undefined;
let approvals: RunningApprovals | undefined;
let dashboard: RunningDashboard | undefined;

async function end(code: number): Promise<void> {
  if (stopping) process.exit(code || 130);
  stopping = true;
  say("stopping …");
  await approvals?.stop();
  await azure?.stop();
  // Last, so that it hears what the app says at its end.
  await dashboard?.stop();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

const dataDir = resolve(options.data);
const log = consoleLog(options);

try {
  azure = await startLocalAzure({
    appDir,
    projectDir,
    dataDir,
    fresh: options.fresh,
    remoteWebhooks: options.remoteWebhooks,
    keys: options.keys,
    tokens: options.secure ? { port: options.issuerPort } : undefined,
    cors: options.cors,
    allowHosts: options.allowHost,
    ports: { api: options.port, cosmos: options.cosmosPort, eventgrid: options.eventgridPort, blobs: options.blobPort },
    hosts: options.hosts,
    ranges: options.ranges,
    https: options.https,
    roleDelay: options.roleDelay,
    throughput: options.ru,
    insights: options.insights ? { port: options.insightsPort } : undefined,
    settings: async () => {
      if (!options.dashboard) return {};
      const main = new URL("../dashboard/main.ts", import.meta.url);
      dashboard = await startDashboard({ main, dataDir, fresh: options.fresh, port: options.dashboardPort, log });
      return dashboard?.settings(process.env) ?? {};
    },
    log,
    chaos:
      options.chaos === undefined
        ? undefined
        : { seed: options.chaos, rate: options.chaosRate, only: options.chaosOnly, broken: options.chaosBreak },
    progress: (step) => say(`starting ${step} …`),
    failed(part) {
      if (stopping) return;
      process.stderr.write(`${part} has ended unexpectedly; stopping the rest. Start again: no data is lost.\n`);
      void end(1);
    },
  });
  dashboard?.pointAt(azure.api, azure.clientAccess("dashboard"));
  const approvalsFile = join(projectDir, "approvals", "main.ts");
  if (options.approvals && existsSync(approvalsFile)) {
    say("starting approvals …");
    const { fresh, approvalsPort: port } = options;
    approvals = await startApprovals(azure, { main: pathToFileURL(approvalsFile), dataDir, fresh, port, log });
  }
  const ready = { ready: true, pid: process.pid, ...azure, approvals: approvals?.url, dashboard: dashboard?.url };
  process.stdout.write(
    options.json
      ? `${JSON.stringify(ready)}\n`
      : banner(
          azure,
          { approvals: approvals?.url, dashboard: dashboard?.url },
          firstSteps(projectDir, { ...azure, data: options.data }, randomUUID()),
          {
            data: options.data,
            beyond: beyondContract(projectDir, { keys: options.keys, tokens: options.secure }),
            simulator: existsSync(join(projectDir, "console", "simulate.ts")),
          },
        ),
  );
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
