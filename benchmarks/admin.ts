/**
 * `npm run bench:admin`: how long the admin API of the running local system takes, by view. Fill it first:
 * `npm run fill -- --messages 100000`.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";

const options = new Command("npm run bench:admin --")
  .option("--data <folder>", "data folder of npm start", ".eventwright/data")
  .option("--rounds <n>", "requests of each view", (text) => Number(text), 20)
  .allowExcessArguments(false)
  .parse()
  .opts<{ data: string; rounds: number }>();

interface Addresses {
  readonly api: string;
  readonly throughput: string;
}

const { api, throughput } = JSON.parse(
  readFileSync(join(resolve(options.data), "addresses.json"), "utf8"),
) as Addresses;

async function get(path: string): Promise<{ readonly body: unknown; readonly ms: number; readonly bytes: number }> {
  const begun = performance.now();
  const response = await fetch(`${api}/api/admin/${path}`);
  const text = await response.text();
  const ms = performance.now() - begun;
  if (response.status !== 200) throw new Error(`${path} was answered ${response.status}: ${text.slice(0, 300)}`);
  return { body: JSON.parse(text) as unknown, ms, bytes: text.length };
}

/** Request units that all containers have taken together. */
async function unitsTaken(): Promise<number> {
  const report = JSON.stringify(await (await fetch(throughput)).json());
  return [...report.matchAll(/"(?:charge|charged|units|requestUnits)":([\d.]+)/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
}

interface Found {
  readonly items: readonly {
    readonly id: string;
    readonly correlationid: string;
    readonly streamid: string;
    readonly instanceId: string;
  }[];
  readonly cursor?: string;
}

async function first(path: string): Promise<Found["items"][number] & { readonly cursor: string }> {
  const { items, cursor = "" } = (await get(path)).body as Found;
  const [item] = items;
  if (item === undefined) throw new Error(`There is nothing at ${path}: fill the system first.`);
  return { ...item, cursor };
}

async function views(): Promise<readonly (readonly [string, string])[]> {
  const transfer = await first("messages?type=TransferCredits&status=succeeded&limit=1");
  const stream = await first("streams?stream=account&limit=1");
  const { cursor } = await first("messages?limit=50");
  const begun = "since=2020-01-01T00:00:00Z";
  const account = stream.streamid;
  const all: [string, string][] = [
    ["messages, first page", "messages"],
    ["messages, next page", `messages?cursor=${cursor}`],
    ["messages of a type", "messages?type=PayMerchant"],
    ["messages of a stream", `messages?stream=account&streamid=${account}`],
    ["messages of a stream id", `messages?streamid=${account}`],
    ["messages, failed", "messages?status=failed"],
    ["messages, rejected", "messages?status=rejected"],
    ["messages, accepted", "messages?status=accepted"],
    ["text, a day", `messages?text=${account}`],
    ["text, everything", `messages?text=${account.slice(0, 13)}&${begun}`],
    ["text that is nowhere, everything", `messages?text=nowhere+to+be+found&${begun}`],
    ["one message", `messages/${encodeURIComponent(transfer.id)}`],
    ["a story", `stories/${transfer.correlationid}`],
    ["streams", "streams"],
    ["streams by prefix", "streams?prefix=a"],
    ["parked streams", "streams?parked=true"],
    ["a stream", `streams/account/${account}`],
    ["its states", `streams/account/${account}/states`],
    ["documents", "read-models/statements"],
    ["a document beside its fold", `read-models/accounts/document?partition=${account}&id=${account}`],
    ["processes", "processes"],
    ["activity", "activity"],
    ["dead letters", "dead-letters"],
  ];
  return all;
}

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

process.stdout.write("| view | median ms | p95 ms | request units | answer KB |\n|---|---|---|---|---|\n");
for (const [name, path] of await views()) {
  // What comes first loads code, and makes the indexes that Azure has anyway.
  for (let n = 0; n < 4; n++) await get(path);
  const before = await unitsTaken();
  const answers = [];
  for (let n = 0; n < options.rounds; n++) answers.push(await get(path));
  const units = (await unitsTaken()) - before;
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const cells = [at(times, 0.5), at(times, 0.95), units / options.rounds, (answers[0]?.bytes ?? 0) / 1024];
  process.stdout.write(`| ${name} | ${cells.map((cell) => cell.toFixed(0)).join(" | ")} |\n`);
}
