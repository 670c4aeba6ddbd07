/** `node benchmarks/durable.ts`: what the durable engine costs on this machine. See emulator/durable/README.md. */
import { parseArgs } from "node:util";
import "./durable/functions.ts";
import type { Place } from "./durable/engine.ts";
import { directFanOut, fanOut, openTasks, type Taken, type TurnCost, turnAt, waiting } from "./durable/scenarios.ts";
import { median } from "./support/statistics.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    tasks: { type: "string", default: "1000" },
    instances: { type: "string", default: "1000" },
    json: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const tasks = Number(values.tasks);
const instances = Number(values.instances);
const lengths = [100, 1_000, 5_000];
const places: readonly Place[] = ["memory", "file"];
const rows: Record<string, Record<string, number>> = {};
const round = (value: number, digits = 1) => Number(value.toFixed(digits));

// The first calls compile; they are not counted.
await directFanOut(tasks);
await fanOut("memory", tasks);

const direct: Taken[] = [];
const fans: Record<Place, Taken[]> = { memory: [], file: [] };
let turns = 0;
for (let done = 0; done < rounds; done++) {
  direct.push(await directFanOut(tasks));
  for (const place of done % 2 === 0 ? places : places.toReversed()) {
    const run = await fanOut(place, tasks);
    fans[place].push(run);
    turns = run.turns;
  }
}
addTaken(`${tasks} activities awaited directly`, direct, tasks);
for (const place of places) {
  // Each round is held against its own baseline.
  const ratio = median(fans[place].map(({ cpu }, index) => cpu / (direct[index]?.cpu ?? Number.NaN)));
  addTaken(`fan-out of ${tasks}, ${place}`, fans[place], tasks, { "CPU to direct": round(ratio), turns });
}

for (const place of places) {
  const runs: Awaited<ReturnType<typeof waiting>>[] = [];
  for (let done = 0; done < rounds; done++) runs.push(await waiting(place, instances));
  for (const part of ["started", "raised"] as const) {
    const taken = runs.map((run) => run[part]);
    addTaken(`${instances} instances ${part}, ${place}`, taken, instances);
  }
}

for (const length of lengths) addTurn(`turn after ${length} events, file`, await turnAt("file", length, 50));
const open = await openTasks("file", tasks);
addTurn(`turn with ${tasks} open tasks, first tenth, file`, open.first);
addTurn(`turn with ${tasks} open tasks, last tenth, file`, open.last);

function addTurn(name: string, { ms, library }: TurnCost): void {
  rows[name] = { ms: round(ms, 2), library: round(library, 2), engine: round(ms - library, 2) };
}

function addTaken(name: string, runs: readonly Taken[], count: number, more: Record<string, number> = {}): void {
  const cpu = median(runs.map((run) => run.cpu));
  const ms = median(runs.map((run) => run.ms));
  rows[name] = { ms: round(ms), "CPU ms": round(cpu), "CPU µs each": round((cpu / count) * 1000, 0), ...more };
}

if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else console.table(rows);
