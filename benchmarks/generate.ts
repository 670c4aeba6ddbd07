/** `npm run bench:generate`: the generator beside its peers, in one run. See benchmarks/README.md. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeContract } from "./contracts/make-contract.ts";
import { type Cost, measure, root } from "./generate/measure.ts";
import { watchTimes } from "./generate/watch.ts";
import { median } from "./support/statistics.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    sizes: { type: "string", multiple: true },
    write: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const sizes = (values.sizes ?? (values.quick ? ["20", "200"] : ["20", "200", "1000"])).map(Number);
/** Peers that take over a minute at this size run once, and not at all when it is to go quickly. */
const slowSize = 1000;

interface Task {
  readonly name: string;
  readonly isSlow?: boolean;
  readonly run: (folder: string, scratch: string) => Promise<Cost>;
}

/** The AsyncAPI generator looks for npm among global packages. */
const npmModules = dirname(dirname(dirname(realpathSync(process.env["npm_execpath"] ?? npmOnPath()))));
const peer = (name: string) => (folder: string) =>
  measure([join(root, "benchmarks/generate/peer.ts"), name, folder], { NODE_PATH: npmModules });
const command = (folder: string, ...args: readonly string[]) =>
  measure([join(root, "codegen/contract.ts"), ...args, "--contract", join(folder, "asyncapi.yaml")], {}, [0, 1]);
const ours = (folder: string, scratch: string, ...args: readonly string[]) =>
  measure([join(root, "codegen/cli.ts"), "--contract", join(folder, "asyncapi.yaml"), ...args], {
    EVENTWRIGHT_PROJECT: scratch,
    NODE_COMPILE_CACHE: join(scratch, "node"),
  });

const tasks: readonly Task[] = [
  {
    name: "ours: everything, nothing kept",
    async run(folder, scratch) {
      rmSync(join(folder, "generated"), { recursive: true, force: true });
      rmSync(scratch, { recursive: true, force: true });
      return ours(folder, scratch);
    },
  },
  { name: "ours: `--check`, nothing changed", run: (folder, scratch) => ours(folder, scratch, "--check") },
  { name: "json-schema-to-typescript: types", run: peer("jstt") },
  { name: "ajv: stand-alone validators", run: peer("ajv") },
  { name: "modelina: types", isSlow: true, run: peer("modelina") },
  { name: "@asyncapi/generator: nothing", isSlow: true, run: peer("generator") },
  { name: "ours: lint", run: (folder) => command(folder, "lint") },
  { name: "@asyncapi/parser: lint", isSlow: true, run: peer("parser") },
  {
    name: "ours: gate against the edition before",
    run: (folder) => command(folder, "check", "--against", `${folder}-before`),
  },
  {
    name: "ours: documentation",
    run: (folder) =>
      measure([
        join(root, "codegen/docs.ts"),
        ...["--contract", join(folder, "asyncapi.yaml"), "--out", join(folder, "site")],
      ]),
  },
  { name: "bare Node", run: peer("bare") },
  { name: "ours: first validated message", run: peer("first") },
  { name: "ajv: first validated message, compiling one", run: peer("first-ajv") },
];

function npmOnPath(): string {
  return (
    execFileSync(process.platform === "win32" ? "where" : "which", ["npm"], { encoding: "utf8" }).split("\n")[0] ?? ""
  );
}

const base = mkdtempSync(join(tmpdir(), "eventwright-bench-"));
const lines: string[] = [
  `# Generation\n\n${process.platform}, Node ${process.version}, ${rounds} rounds, medians. Seconds / largest memory (MB).\n`,
];
const say = (text: string): void => {
  lines.push(text);
  console.log(text);
};
try {
  const cells = new Map<string, string[]>(tasks.map(({ name }) => [name, []]));
  for (const size of sizes) {
    const folder = join(base, String(size));
    const scratch = join(base, `cache-${size}`);
    writeContract(folder, { messages: size, edition: 2 });
    writeContract(`${folder}-before`, { messages: size });
    // Generated modules import the package by its name.
    cpSync(join(root, "package.json"), join(folder, "package.json"));
    const costs = new Map<string, Cost[]>();
    for (let round = 0; round < rounds; round++) {
      for (const task of tasks) {
        const isOnce = task.isSlow === true && size >= slowSize;
        if (isOnce && (values.quick || round > 0)) continue;
        try {
          const cost = await task.run(folder, scratch);
          costs.set(task.name, [...(costs.get(task.name) ?? []), cost]);
          console.error(`${size} ${task.name}: ${cost.seconds.toFixed(2)} s, ${(cost.memory / 1e6).toFixed(0)} MB`);
        } catch (error) {
          console.error(`${size} ${task.name} failed: ${(error as Error).message}`);
        }
      }
    }
    for (const { name } of tasks) {
      const all = costs.get(name) ?? [];
      const cell =
        all.length === 0
          ? "–"
          : `${median(all.map(({ seconds }) => seconds)).toFixed(2)} / ${(Math.max(...all.map(({ memory }) => memory)) / 1e6).toFixed(0)}`;
      cells.get(name)?.push(cell);
    }
  }
  say(`| | ${sizes.join(" | ")} |\n|---|${sizes.map(() => "---").join("|")}|`);
  for (const [name, row] of cells) say(`| ${name} | ${row.join(" | ")} |`);

  say("\nOne schema edited while watching, ms to the files on disk (median of 5):");
  for (const size of sizes) {
    say(`- ${size} messages: ${median(await watchTimes(join(base, String(size)), 5)).toFixed(0)} ms`);
  }
  const [smallest = 20] = sizes;
  const script = fileURLToPath(new URL("./generate/validation.ts", import.meta.url));
  const { stdout } = await measure([script, join(base, String(smallest))]);
  say("\nOne check of a valid message of about 1,230 bytes, µs:");
  for (const [name, time] of Object.entries(JSON.parse(stdout) as Record<string, number>)) {
    say(`- ${name}: ${time.toFixed(2)}`);
  }
  if (values.write) writeFileSync(join(root, "benchmarks/generate.md"), `${lines.join("\n")}\n`);
} finally {
  rmSync(base, { recursive: true, force: true });
}
