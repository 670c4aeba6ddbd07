/** `npm run bench:package`: size, load and cold start of the packaged app beside the source. See benchmarks/package.md. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { packageApp } from "../scripts/bundle/package-files.ts";
import { readProject } from "../scripts/bundle/project.ts";
import { sizesOf } from "../scripts/bundle/report.ts";
import { type FirstRequest, firstAnswer, firstRequests } from "./package/cold-start.ts";
import { type Variant, variantsOf } from "./package/variants.ts";
import { median } from "./support/statistics.ts";
import { startLocalAzure } from "./support/system.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "10" }, json: { type: "boolean", default: false } },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error("--rounds must be a whole number from 1 on.");
const say = (text: string) => void (values.json || process.stdout.write(`${text}\n`));
const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);

/** What an app that loads everything at once would import. */
const everySdk = [
  ...["@azure/cosmos", "@azure/eventgrid", "@azure/identity", "@azure/storage-blob", "durable-functions"],
  "@azure/monitor-opentelemetry-exporter",
  ...["trace", "logs", "metrics"].map((signal) => `@opentelemetry/exporter-${signal}-otlp-http`),
];
const eager = "source and every SDK";

/** Milliseconds, and milliseconds of processor time, until modules are loaded. */
async function load(files: readonly string[], env: Variant["env"]): Promise<{ ms: number; cpu: number }> {
  const file = fileURLToPath(new URL("./package/load.mjs", import.meta.url));
  const { stdout } = await run(process.execPath, [file, ...files], { cwd: root, env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}

function unpackInto(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

const folder = mkdtempSync(join(tmpdir(), "eventwright-package-"));
say("packaging …");
const made = await packageApp(readProject(root), { telemetry: ["azure-monitor", "otlp"], node: 22, docs: false });
unpackInto(folder, made.files);
const variants = variantsOf(root, folder);
const entryOf = ({ appDir }: Variant) =>
  join(appDir, (JSON.parse(readFileSync(join(appDir, "package.json"), "utf8")) as { main: string }).main);

interface Row {
  readonly load: number[];
  readonly cpu: number[];
  readonly first: Record<FirstRequest, number[]>;
}
const noRow = (): Row => ({ load: [], cpu: [], first: { health: [], query: [], command: [] } });
const rows = new Map([...variants.map(({ name }) => name), eager].map((name) => [name, noRow()]));
const rowOf = (name: string) => rows.get(name) ?? noRow();

const system = await startLocalAzure();
try {
  const settings = JSON.parse(readFileSync(join(system.dataDir, "settings.json"), "utf8")) as Record<string, string>;
  // The first round warms the disk and what is compiled, and counts for nothing.
  for (let round = 0; round <= rounds; round++) {
    say(round === 0 ? "warming up …" : `round ${round} of ${rounds} …`);
    // Another one begins each time, so that none has the quiet moments to itself.
    for (let turn = 0; turn < variants.length; turn++) {
      const variant = variants[(round + turn) % variants.length]!;
      const loaded = await load([entryOf(variant)], variant.env);
      if (round > 0) keep(variant.name, loaded);
      for (const request of firstRequests) {
        const ms = await firstAnswer(variant, request, settings);
        if (round > 0) rowOf(variant.name).first[request].push(ms);
      }
    }
    const all = await load([join(root, "handlers/app.ts"), ...everySdk], { NODE_DISABLE_COMPILE_CACHE: "1" });
    if (round > 0) keep(eager, all);
  }
} finally {
  await system.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  for (const { env } of variants) {
    const cache = env["NODE_COMPILE_CACHE"];
    if (cache !== undefined) rmSync(cache, { recursive: true, force: true, maxRetries: 5 });
  }
}

function keep(name: string, { ms, cpu }: { ms: number; cpu: number }): void {
  rowOf(name).load.push(ms);
  rowOf(name).cpu.push(cpu);
}

const cell = (of: readonly number[]) =>
  of.length === 0 ? "–" : `${median(of).toFixed(0)} (${Math.min(...of).toFixed(0)}-${Math.max(...of).toFixed(0)})`;
if (values.json) {
  process.stdout.write(
    `${JSON.stringify({ version: made.version, sizes: sizesOf(made), rows: Object.fromEntries(rows) })}\n`,
  );
} else {
  const { zip, code, files } = sizesOf(made);
  const lines = [
    `Zip ${zip} bytes, code ${code} bytes, ${files} files. Medians of ${rounds} rounds, milliseconds (min-max).`,
    "",
    "| app | load | processor time of it | process to first health | to first query | to first command |",
    "|---|---|---|---|---|---|",
    ...[...rows].map(
      ([name, { load, cpu, first }]) =>
        `| ${name} | ${[load, cpu, ...firstRequests.map((request) => first[request])].map(cell).join(" | ")} |`,
    ),
  ];
  say(lines.join("\n"));
}
