/**
 * Ends of the process. At each point around each commit the folder is copied as a killed process would leave it, and a new
 * engine goes on from the copy. Some points are also tried with a process that is really killed.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import type { CrashPoint } from "../../../emulator/durable/dispatch/context.ts";
import { DurableStore } from "../../../emulator/durable/store/store.ts";
import { startHub, temporaryFolder } from "./support/hub.ts";
import { journeyActivities, journeyId, journeyResult, registerJourney, travel } from "./support/journey.ts";

const ran: string[] = [];
registerJourney((name) => ran.push(name));

const points: readonly CrashPoint[] = [
  "turn-invoked",
  "turn-committing",
  "turn-committed",
  "activity-ended",
  "activity-committing",
  "activity-committed",
  "entity-ended",
  "entity-committing",
  "entity-committed",
  "timer-committing",
  "timer-committed",
];

interface Snapshot {
  readonly point: CrashPoint;
  readonly path: string;
  /** Activities that had run by then. */
  readonly before: readonly string[];
}

const files = ["durable.sqlite", "durable.sqlite-wal"];

/** What a process that ends now leaves behind: what it has written to its files, and nothing else. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const file of files) if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
}

async function journeyWithSnapshots(folder: string): Promise<Snapshot[]> {
  const snapshots: Snapshot[] = [];
  ran.length = 0;
  const dataDir = join(folder, "original");
  await using hub = await startHub({
    dataDir,
    reached: (point) => {
      const path = join(folder, `${snapshots.length}-${point}`);
      copyFolder(dataDir, path);
      snapshots.push({ point, path, before: [...ran] });
    },
  });
  assert.deepEqual(await travel(hub), journeyResult);
  assert.deepEqual(ran.toSorted(), journeyActivities);
  return snapshots;
}

/** Goes on from a copy. @returns how many activities ran twice */
async function goOn({ path, before }: Snapshot): Promise<number> {
  const store = new DurableStore(path);
  const unfinished = store.work.all().length;
  store.close();
  ran.length = 0;
  await using hub = await startHub({ dataDir: path });
  assert.deepEqual(await travel(hub), journeyResult);
  assert.equal(hub.instance(journeyId).status, "Completed");
  assert.equal(hub.engine.management.entity("purse", "mine")?.state, "6");
  assert.equal(hub.engine.management.entity("purse", "yours")?.state, "5");
  const all = [...before, ...ran].toSorted();
  const repeated = all.length - journeyActivities.length;
  assert.deepEqual([...new Set(all)], [...new Set(journeyActivities)]);
  assert.ok(repeated >= 0 && repeated <= unfinished, `${repeated} of ${unfinished} activities ran twice`);
  return repeated;
}

test("after an end at any point the journey goes on, and only activities without a stored result run twice", async () => {
  using folder = temporaryFolder();
  const snapshots = await journeyWithSnapshots(folder.path);
  assert.deepEqual([...new Set(snapshots.map(({ point }) => point))].toSorted(), points.toSorted());
  const repeated = new Map<CrashPoint, number>();
  for (const snapshot of snapshots) {
    const count = await goOn(snapshot);
    repeated.set(snapshot.point, (repeated.get(snapshot.point) ?? 0) + count);
  }
  // Between the end of an activity and its commit lies the one moment at which it must run again.
  assert.ok((repeated.get("activity-ended") ?? 0) > 0);
  assert.ok((repeated.get("activity-committing") ?? 0) > 0);
});

test("a commit that was cut off in the middle counts as not made", async () => {
  using folder = temporaryFolder();
  const snapshots = await journeyWithSnapshots(folder.path);
  const committed = snapshots.filter(({ point }) => point.endsWith("-committed"));
  for (const snapshot of committed.filter((_, index) => index % 4 === 0)) {
    const log = join(snapshot.path, "durable.sqlite-wal");
    truncateSync(log, statSync(log).size - 100);
    await goOn(snapshot);
  }
});

test("an end after the end of the journey changes nothing", async () => {
  using folder = temporaryFolder();
  const dataDir = join(folder.path, "hub");
  for (let round = 0; round < 2; round++) {
    ran.length = 0;
    await using hub = await startHub({ dataDir });
    assert.deepEqual(await travel(hub), journeyResult);
    assert.equal(ran.length, round === 0 ? journeyActivities.length : 0);
  }
});

const traveller = fileURLToPath(new URL("support/traveller.ts", import.meta.url));

function runTraveller(dataDir: string, notes: string, point?: CrashPoint, count?: number) {
  return new Promise<{ signal: string | null; output: string }>((resolve) => {
    const args = [traveller, dataDir, notes, ...(point === undefined ? [] : [point, String(count)])];
    execFile(process.execPath, args, (error, stdout) => {
      resolve({ signal: error?.signal ?? null, output: stdout });
    });
  });
}

const kills: readonly (readonly [CrashPoint, number, number])[] = [
  ["turn-committing", 3, 0],
  ["activity-ended", 2, 1],
  ["timer-committed", 2, 0],
];

for (const [point, count, repeats] of kills) {
  test(`a process that is killed at ${point} (number ${count}) is followed by one that ends the journey`, async () => {
    using folder = temporaryFolder();
    const notes = join(folder.path, "notes");
    const first = await runTraveller(folder.path, notes, point, count);
    assert.equal(first.signal, "SIGKILL");
    const second = await runTraveller(folder.path, notes);
    assert.deepEqual(JSON.parse(second.output), journeyResult);
    const activities = readFileSync(notes, "utf8").trim().split("\n").toSorted();
    assert.deepEqual([...new Set(activities)], [...new Set(journeyActivities)]);
    const twice = activities.length - journeyActivities.length;
    // What ran beside the one at which the process ended may be repeated as well.
    assert.ok(twice >= repeats && twice <= 3, `${twice} ran twice`);
  });
}
