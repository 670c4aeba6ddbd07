import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { handleEvents } from "../../../platform/events/handle-events.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { forEachBounded } from "../../../platform/retry/bounded.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import type { Publisher } from "../../../platform/stores/ports.ts";
import { appOver, type Feed, runtimeOf } from "../../../platform/testing/app-over.ts";
import { driven } from "../../../platform/testing/drive.ts";
import { cosmos, type Fresh } from "../support/grounds.ts";
import { type Rig, send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";
import type { Orders } from "./support/redrive-child.ts";

/** Kill after calls that only read, too: takes three times as long, and leaves nothing that the others do not leave. */
const reads = process.env["EVENTWRIGHT_KILL_AT_READS"] === "1";
/** Processes that run at the same time. */
const parallel = 3;
const child = fileURLToPath(new URL("support/redrive-child.ts", import.meta.url));

type Sender = Pick<Rig, "request">;

/** A way to park a stream with two messages behind it, and what is to be seen in the end. */
interface Scenario {
  readonly name: string;
  readonly switches: Switches;
  /** Event Grid refuses it. */
  readonly refused?: string;
  readonly spoil: (app: Sender, counterId: string) => Promise<void>;
  /** Amounts of the stream's events, in order; the last one came while the stream was being redriven. */
  readonly amounts: readonly number[];
  /** What was told besides the totals, by its fields. */
  readonly others: readonly string[];
  /** Calls that a redrive must have been killed after. */
  readonly calls: readonly string[];
}

const added = async (app: Sender, counterId: string) => {
  await send(app, "add", { counterId, amount: 1, note: "poison" });
  for (const amount of [2, 4]) await send(app, "add", { counterId, amount });
};

const scenarios: readonly Scenario[] = [
  {
    name: "a command",
    switches: {},
    async spoil(app, counterId) {
      await send(app, "break", { counterId, how: "throw" });
      for (const amount of [2, 5000]) await send(app, "add", { counterId, amount });
    },
    amounts: [1, 2, 8],
    others: ["code,message,recipient,total", "deadLetter,recipient"],
    calls: ["events.removeMark", "events.append", "events.mark", "outcomes.write", "deadLetters.change"],
  },
  {
    name: "a projection and a notifier",
    switches: { projectionThrowsOn: "poison", notifierThrowsOn: "poison" },
    spoil: added,
    amounts: [1, 2, 4, 8],
    others: [],
    calls: ["readModels.write", "notifications.create", "deadLetters.remove", "deadLetters.change"],
  },
  {
    name: "publishing",
    switches: {},
    refused: "poison",
    spoil: added,
    amounts: [1, 2, 4, 8],
    others: [],
    calls: ["publisher.publish", "deadLetters.change"],
  },
];

describe("kill -9 at every numbered step of a redrive", () => {
  let ground: Awaited<ReturnType<typeof cosmos.start>>;
  let topic: Server;
  /** What arrived at the topic, in order. */
  const published: Envelope[] = [];
  /** Where the processes keep their compiled code: each takes half as long to start then. */
  let cache: string;
  before(async () => {
    cache = await mkdtemp(join(tmpdir(), "eventwright-redrive-"));
    ground = await cosmos.start();
    topic = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      published.push(...(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Envelope[]));
      response.end();
    });
    await new Promise<void>((resolve) => void topic.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    topic.closeAllConnections();
    await new Promise((resolve) => topic.close(resolve));
    await ground.stop();
    await rm(cache, { recursive: true, force: true });
  });

  /** Redrives in a process of its own; answers the calls that it made before it ended or was killed. */
  async function run(fresh: Fresh, letters: readonly string[], killAt?: number) {
    assert.ok(fresh.settings);
    const url = `http://127.0.0.1:${(topic.address() as AddressInfo).port}/`;
    const at = killAt === undefined ? {} : { killAt };
    const orders: Orders = { settings: fresh.settings, topic: url, letters, reads, ...at };
    const started = spawn(process.execPath, [child, JSON.stringify(orders)], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    let [out, err] = ["", ""];
    started.stdout.on("data", (chunk) => (out += chunk));
    started.stderr.on("data", (chunk) => (err += chunk));
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
      started.on("close", (...how) => resolve(how)),
    );
    assert.ok(signal === "SIGKILL" || code === 0, `code ${code}: ${err}`);
    return { killed: signal === "SIGKILL", calls: out.split("\n").filter((line) => line !== "") };
  }

  /** Where the app publishes: to the same topic. */
  const publisherOf = (refused?: string): Publisher => ({
    async publish(events) {
      const spoilt = events.some(({ data }) => refused !== undefined && (data as { note?: string }).note === refused);
      if (spoilt) throw new StoreError("refused", "The request is too large.");
      published.push(...events);
    },
  });

  /** Handles what the change feeds have, until nothing is left. */
  async function pump(app: AppDefinition, fresh: Fresh, publisher: Publisher): Promise<void> {
    const clock = new FakeClock();
    const runtime = runtimeOf(app, fresh.stores, publisher, clock);
    const follow = async <T>(feed: Feed<T>, handle: (batch: readonly T[]) => Promise<void>) => {
      const batch = await feed.next(100);
      if (batch.length > 0) await driven(clock, handle(batch));
      feed.commit();
      return batch.length > 0;
    };
    for (let busy = true; busy; ) {
      const commands = await follow(fresh.feeds.commands, (batch) => handleCommands(runtime, batch));
      busy = (await follow(fresh.feeds.events, (batch) => handleEvents(runtime, batch))) || commands;
    }
  }

  /** The open letters by stream, those of notifiers last: they show what projections have written. */
  async function lettersOf(fresh: Fresh): Promise<(counterId: string) => readonly string[]> {
    const lines = (await listLetters(fresh.stores)).toSorted((a, b) => (a.handler < b.handler ? 1 : -1));
    const byStream = Map.groupBy(lines, ({ stream }) => stream);
    return (counterId) => (byStream.get(`counter/${counterId}`) ?? []).map(({ id }) => id);
  }

  for (const scenario of scenarios) {
    it(`of ${scenario.name} loses nothing and does nothing twice`, async () => {
      const fresh = await ground.fresh();
      const broken = tally(scenario.switches);
      const repaired = tally({ decidersWork: true });
      const front = appOver({ app: repaired, ...fresh, clock: new FakeClock() });
      const spoil = async (counterIds: readonly string[]) => {
        for (const counterId of counterIds) await scenario.spoil(front, counterId);
        await pump(broken, fresh, publisherOf(scenario.refused));
        return lettersOf(fresh);
      };
      const live = (counterIds: readonly string[]) =>
        forEachBounded(counterIds, 10, async (counterId) => void (await send(front, "add", { counterId, amount: 8 })));

      // How many points there are is found out by one redrive that nobody kills.
      const calm = await run(fresh, (await spoil(["calm"]))("calm"));
      assert.equal(calm.killed, false);
      const points = calm.calls.length;
      for (const call of scenario.calls) assert.ok(calm.calls.includes(call), `${call} is none of ${calm.calls}`);

      const killed = Array.from({ length: points + 1 }, (_, point) => `killed-${point}`);
      const letters = await spoil([...killed, "stubborn"]);
      // Into half of the streams more comes while they are redriven, and the app handles it meanwhile.
      await live(killed.filter((_, point) => point % 2 === 1));
      const app = pump(repaired, fresh, publisherOf());
      await forEachBounded(killed.entries(), parallel, async ([point, counterId]) => {
        const { killed: dead, calls } = await run(fresh, letters(counterId), point);
        // What came meanwhile may have made it longer; shorter it cannot become.
        assert.ok(dead, `not killed at point ${point} of ${points}`);
        assert.equal(calls.length, point);
      });
      // One is killed again and again, each time a little later, until it gets through.
      let runs = 0;
      for (let dead = true; dead; runs++) dead = (await run(fresh, letters("stubborn"), runs * 3 + 1)).killed;
      assert.ok(runs > 1, `only ${runs} runs`);
      await app;

      const again = runtimeOf(repaired, fresh.stores, publisherOf(), new FakeClock());
      const left = await lettersOf(fresh);
      for (const counterId of killed) {
        for (const id of left(counterId)) assert.equal((await redrive(again, id)).status, "redriven", counterId);
      }
      await live(["calm", "stubborn", ...killed.filter((_, point) => point % 2 === 0)]);
      await pump(repaired, fresh, publisherOf());
      for (const counterId of ["calm", "stubborn", ...killed]) await seen(scenario, fresh, front, counterId);
      assert.deepEqual(await listLetters(fresh.stores, { all: true }), []);
      assert.deepEqual(await verify(repaired, fresh.stores), []);
    });
  }

  /** Holds what anybody can see of one stream against what is wanted. */
  async function seen(scenario: Scenario, fresh: Fresh, front: Sender, counterId: string): Promise<void> {
    const partition = `counter/${counterId}`;
    const events = await fresh.stores.events.readAfter(partition, 0, 100);
    const amounts = events.map(({ envelope }) => (envelope.data as { amount: number }).amount);
    assert.deepEqual(amounts, scenario.amounts, `events of ${counterId}`);
    let total = 0;
    const totals = amounts.map((amount) => (total += amount));
    const { items } = (await front.request("GET", `/api/notifications?recipient=${counterId}`)).body;
    const told: { total?: number; code?: string }[] = items.map(({ data }: { data: object }) => data);
    const isTotal = (data: { total?: number }) => Object.keys(data).length === 2 && data.total !== undefined;
    assert.deepEqual(
      told.filter(isTotal).map((data) => data.total),
      totals,
      `totals told of ${counterId}`,
    );
    const others = told.filter((data) => !isTotal(data)).map((data) => Object.keys(data).sort().join());
    assert.deepEqual(others.sort(), scenario.others, `told of ${counterId}`);
    assert.equal((await front.request("GET", `/api/counters/${counterId}`)).body.total, total, counterId);
    // An event may be published twice, under its one id; and publishing parks nobody: the others go first.
    const arrived = published.filter(({ causationid }) => events.some((event) => event.causationid === causationid));
    assert.deepEqual(
      [...new Set(arrived.map(({ id }) => id))].sort(),
      events.map(({ envelope }) => envelope.id),
      `published of ${counterId}`,
    );
    assert.deepEqual(await fresh.stores.deadLetters.parked([partition]), [], counterId);
    for (const handler of ["commands", "projection-counters", "notifier-TotalChanged", "publish"]) {
      assert.deepEqual(await fresh.stores.deadLetters.waiting(partition, handler), [], `${handler} of ${counterId}`);
    }
  }
});
