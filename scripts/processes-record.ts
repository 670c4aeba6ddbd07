/** `npm run processes:record`: keeps process instances of a running system as recordings for `npm run processes:replay`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { readRecording } from "../emulator/durable/gate/recording.ts";

const root = process.env["EVENTWRIGHT_PROJECT"] ?? fileURLToPath(new URL("..", import.meta.url));
const options = new Command("npm run processes:record --")
  .description(
    "Writes the histories of process instances of a running local system as files. Record one instance for each way\n" +
      "that a process can stand or end; delete a file when no such instance can run any more.",
  )
  .option("--api <url>", "address of the function app", "http://127.0.0.1:7071")
  .option("--out <folder>", "where recordings go", join(root, "test/processes/histories"))
  .option("--prefix <text>", "only instances whose id begins so", "")
  .option("--status <names...>", "only instances with these statuses, such as Running")
  .option("--most <n>", "at most so many", count, 20)
  .option("--key <key>", "system key, where the host asks for one")
  .allowExcessArguments(false)
  .parse()
  .opts<{ api: string; out: string; prefix: string; status?: string[]; most: number; key?: string }>();

try {
  const query = new URLSearchParams({ top: String(options.most), showInput: "false" });
  if (options.prefix !== "") query.set("instanceIdPrefix", options.prefix);
  if (options.status !== undefined) query.set("runtimeStatus", options.status.join(","));
  const instances = (await get(`/runtime/webhooks/durabletask/instances?${query}`)) as {
    instanceId: string;
    name: string;
  }[];
  const folder = resolve(options.out);
  for (const { instanceId } of instances.slice(0, options.most)) {
    const recorded = await get(`/admin/durable/instances/${encodeURIComponent(instanceId)}/history`);
    const text = `${JSON.stringify(recorded, null, 2)}\n`;
    const { name, status } = readRecording(text);
    const file = join(folder, name, `${status.toLowerCase()}-${fileName(instanceId)}.json`);
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`${file}\n`);
  }
  if (instances.length === 0) process.stderr.write("There is no such instance.\n");
  process.exitCode = instances.length === 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function get(path: string): Promise<unknown> {
  const url = new URL(path, options.api);
  let response: Response;
  try {
    response = await fetch(url, { headers: options.key === undefined ? {} : { "x-functions-key": options.key } });
  } catch (error) {
    throw new Error(
      `${url.origin} does not answer (${(error as Error).message}). Is npm start running? Else give --api.`,
    );
  }
  if (!response.ok) throw new Error(`GET ${url.href} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

function fileName(instanceId: string): string {
  return instanceId.replace(/[^A-Za-z0-9._-]/g, "_").slice(0, 150);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("A number from 1 to 9999.");
  return Number(text);
}
