/**
 * Runs one Functions host by itself, for example a second one beside the first over the same stores:
 * `node emulator/functions/main.ts --app DIR --port N --settings FILE [--id NAME] [--data DIR] [--keys FILE] [--allow-host NAMES]`.
 * The settings are JSON: by name, or the shape of local.settings.json. With `--keys`, the `keys.json` that `npm start` made,
 * keys are asked for. Forked, it sends `{ready: true, url}` and ends when its
 * parent goes away. SIGTERM and SIGINT finish what is under way.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { jsonLine } from "../json-line.ts";
import type { Log } from "../service.ts";
import { parseHostNames } from "../web-guard.ts";
import { startFunctionsHost } from "./host.ts";
import type { FunctionKeys } from "./http/keys.ts";

const log: Log = (level, message, fields = {}) => {
  process.stdout.write(jsonLine({ level, message, ...fields }));
};

function readSettings(file: string | undefined): Record<string, string> {
  if (file === undefined) return {};
  const json = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const values = typeof json["Values"] === "object" && json["Values"] !== null ? json["Values"] : json;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function readKeys(file: string): FunctionKeys {
  const { functions } = JSON.parse(readFileSync(file, "utf8")) as { functions?: Partial<FunctionKeys> };
  const { master, host, eventgrid, durabletask } = functions ?? {};
  if (!master || !host || !eventgrid || !durabletask) {
    throw new Error(
      `${file} must hold {"functions": {master, host, eventgrid, durabletask}}, as keys.json of npm start.`,
    );
  }
  return { master, host, eventgrid, durabletask };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      app: { type: "string", default: "." },
      port: { type: "string", default: "7071" },
      settings: { type: "string" },
      id: { type: "string" },
      data: { type: "string" },
      keys: { type: "string" },
      "allow-host": { type: "string" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("--port must be a number from 0 to 65535.");
  const host = await startFunctionsHost({
    appDir: values.app,
    port,
    settings: readSettings(values.settings),
    log,
    allowHosts: parseHostNames(values["allow-host"]),
    ...(values.keys !== undefined && { authorization: true, keys: readKeys(values.keys) }),
    ...(values.id !== undefined && { hostId: values.id }),
    ...(values.data !== undefined && { dataDir: values.data }),
  });
  const stop = () => host.stop().then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
  process.on("disconnect", stop);
  process.send?.({ ready: true, url: host.url });
  log("info", "The Functions host listens.", { url: host.url, functions: host.functions.map(({ name }) => name) });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
