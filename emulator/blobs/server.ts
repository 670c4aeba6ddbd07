import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freePort } from "../free-port.ts";
import type { Log, Service } from "../service.ts";
import { type BlobGateOptions, startBlobGate } from "./gate.ts";

/** Options of the local blob service. */
export interface BlobsOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** Folder of the blobs; made when missing. */
  readonly dataDir: string;
  readonly log: Log;
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Given: https instead of http, and tokens of whoever has a role instead of keys. */
  readonly secure?: Pick<BlobGateOptions, "tls" | "entra"> | undefined;
}

/** The local blob service that runs. */
export interface BlobsService extends Service {
  /** What `BlobServiceClient.fromConnectionString` takes; past the gate, where there is one. */
  readonly connectionString: string;
  /** Address of the account, which `BlobServiceClient` takes beside a credential. */
  readonly account: string;
  /** The process id. */
  readonly pid: number;
}

/** Azurite's published development account, the same everywhere and no secret. */
export const blobAccount = "devstoreaccount1";
const account = blobAccount;
const accountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** How long a stop waits before it kills, in ms. */
const grace = 3_000;

/**
 * Starts Azurite's blob service as a child process: on loopback, without telemetry, without an access log.
 * The child ends with this process, however that ends.
 * @throws Error when it does not start; its own words are in the message
 */
export async function startBlobs(options: BlobsOptions): Promise<BlobsService> {
  mkdirSync(options.dataDir, { recursive: true });
  const { secure, log, allowHosts } = options;
  // Azurite cannot tell which one it took by itself.
  const port = options.port === 0 || secure !== undefined ? await freePort() : options.port;
  const child = launch(port, options.dataDir, allowHosts);
  const words = listen(child, options.log);
  const killed = () => void child.kill("SIGKILL");
  process.once("exit", killed);
  child.once("exit", () => process.off("exit", killed));
  await listening(child, words);
  const plain = `http://127.0.0.1:${port}`;
  const behind = { port, account, key: accountKey };
  const gate = secure && (await gateOrEnd({ ...secure, port: options.port, behind, log, allowHosts }, child));
  const url = gate?.url ?? plain;
  return {
    name: "blobs",
    url,
    account: `${url}/${account}`,
    pid: child.pid ?? 0,
    connectionString:
      `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};` +
      `BlobEndpoint=${plain}/${account};`,
    async stop() {
      await gate?.stop();
      await stop(child);
    },
  };
}

async function gateOrEnd(options: BlobGateOptions, child: ChildProcess): Promise<Service> {
  try {
    return await startBlobGate(options);
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/**
 * Azurite's command line, run by the same Node; `watch-parent.ts` makes it end when this process is killed, `azurite-guard.ts`
 * keeps pages in a browser out.
 */
function launch(port: number, dataDir: string, allowHosts: readonly string[] = []): ChildProcess {
  const azurite = dirname(createRequire(import.meta.url).resolve("azurite/package.json"));
  // Each name stands in its `new URL`, where the package's build gives it the ending of what is compiled.
  const before = [new URL("./watch-parent.ts", import.meta.url), new URL("./azurite-guard.ts", import.meta.url)];
  const first = before.flatMap(({ href }) => ["--import", href]);
  const flags = ["--silent", "--disableTelemetry", "--skipApiVersionCheck", "--disableProductStyleUrl"];
  const place = ["--blobHost", "127.0.0.1", "--blobPort", String(port), "--location", dataDir];
  // From the environment Azurite would take a database server and other account keys.
  const { AZURITE_DB: _, AZURITE_ACCOUNTS: __, NODE_OPTIONS: ___, ...env } = process.env;
  return spawn(process.execPath, [...first, join(azurite, "dist/src/blob/main.js"), ...flags, ...place], {
    cwd: dataDir,
    env: { ...env, EVENTWRIGHT_ALLOW_HOSTS: JSON.stringify(allowHosts) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

/** Collects what the child says, for the log and for an error. */
function listen(child: ChildProcess, log: Log): () => string {
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-4_000);
      for (const line of text.split("\n")) if (line.trim() !== "") log("debug", line, { service: "blobs" });
    });
  }
  return () => words.trim();
}

/** Azurite says so on its output when it listens, and only then answers. */
function listening(child: ChildProcess, words: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`Azurite ended with code ${code}.\n${words()}`.trim()));
    child.once("error", reject);
    child.once("exit", ended);
    const look = () => {
      if (!words().includes("successfully listens")) return;
      child.off("exit", ended);
      child.stdout?.off("data", look);
      resolve();
    };
    child.stdout?.on("data", look);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), grace);
  await gone;
  clearTimeout(late);
}
