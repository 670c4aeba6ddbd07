import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { AppDefinition } from "../../../platform/app/definition.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import { handleEvents } from "../../../platform/events/handle-events.ts";
import { StoreError } from "../../../platform/stores/errors.ts";
import type { Publisher } from "../../../platform/stores/ports.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { driven } from "../../../platform/testing/drive.ts";
import { type InMemoryApp, inMemoryApp } from "../../../platform/testing/index.ts";
import { instrumentPublisher, instrumentStores } from "../../../platform/testing/instrument.ts";
import { brittle } from "../support/brittle.ts";
import { questApp } from "../support/quest.ts";
import { send } from "../support/rig.ts";
import { type Switches, tally } from "../support/tally.ts";

const reads = /\.(read\w*|find\w*|waiting|parked|resultOf|list|page|heldSince)$/;

/** Tries every open letter without doing anything; answers handlers with what would become of them, in order. */
async function tried(app: AppDefinition, rig: Pick<InMemoryApp, "stores" | "publisher" | "clock">): Promise<string[]> {
  const steps: string[] = [];
  const note = (step: string) => void steps.push(step);
  const runtime = {
    ...runtimeOf(app, rig.stores, rig.publisher, rig.clock),
    stores: instrumentStores(rig.stores, note),
    publisher: instrumentPublisher(rig.publisher, note),
  };
  const found: string[] = [];
  for (const { id, handler } of await listLetters(rig.stores)) {
    found.push(`${handler} ${(await redrive(runtime, id, { dryRun: true })).status}`);
  }
  assert.deepEqual(
    steps.filter((step) => !reads.test(step)),
    [],
    "a dry run has only read",
  );
  return found.sort();
}

describe("a dry run writes, sends and publishes nothing, whatever the letter", () => {
  it("of a command, a projection, and notifiers of events and outcomes", async () => {
    const switches: Switches = { projectionThrowsOn: "poison", notifierThrowsOn: "poison" };
    const plain = tally(switches);
    const streams = plain.streams.map((stream) => ({
      ...stream,
      handlers: {
        ...stream.handlers,
        notify: {
          ...stream.handlers.notify,
          AddRefused: () => {
            if (switches.notifierThrowsOn !== undefined) throw new Error("No stamps.");
            return undefined;
          },
        },
      },
    }));
    const app = { ...plain, streams };
    const rig = inMemoryApp(app);
    await send(rig, "break", { counterId: "c", how: "throw" });
    await send(rig, "add", { counterId: "a", amount: 1, note: "poison" });
    await send(rig, "add", { counterId: "b", amount: 5000 });
    await rig.pump();
    const handlers = ["commands", "notifier-AddRefused", "notifier-TotalChanged", "projection-counters"];
    assert.deepEqual(
      await tried(app, rig),
      handlers.map((handler) => `${handler} would-fail`),
    );
    switches.decidersWork = true;
    delete switches.projectionThrowsOn;
    delete switches.notifierThrowsOn;
    assert.deepEqual(
      await tried(app, rig),
      handlers.map((handler) => `${handler} would-pass`),
    );
  });

  it("of publishing", async () => {
    const app = tally();
    const rig = inMemoryApp(app, { stores: memoryStores() });
    await send(rig, "add", { counterId: "a", amount: 1 });
    const full: Publisher = {
      async publish() {
        throw new StoreError("refused", "The request is too large.");
      },
    };
    const runtime = runtimeOf(app, rig.stores, full, rig.clock);
    const { commands, events } = rig.stores.containers;
    const all = <T>(changes: readonly { readonly document: T }[]) => changes.map(({ document }) => document);
    await driven(rig.clock, handleCommands(runtime, all(commands.changesAfter(0))));
    await driven(rig.clock, handleEvents(runtime, all(events.changesAfter(0))));
    assert.deepEqual(await tried(app, rig), ["publish would-pass"]);
    assert.deepEqual(rig.publisher.published, []);
  });

  it("of a process", async () => {
    let broken = true;
    const app = questApp({ process: brittle(() => broken) });
    const rig = inMemoryApp(app);
    await rig.request("POST", "/api/commands/open", { body: { questId: "q", size: 1 } });
    await rig.advance("PT10M");
    await rig.request("POST", "/api/commands/answer", { body: { questId: "q", text: "yes" } });
    await rig.pump();
    assert.deepEqual(await tried(app, rig), ["process-quest would-fail"]);
    broken = false;
    assert.deepEqual(await tried(app, rig), ["process-quest would-pass"]);
    assert.equal(rig.processes.instance("quest-q")?.status, "Failed");
  });

  it("nor does it leave behind what a decider that is not pure has done to its state", async () => {
    let repaired = false;
    const plain = tally();
    const streams = plain.streams.map((stream) => ({
      ...stream,
      handlers: {
        ...stream.handlers,
        decide: {
          ...stream.handlers.decide,
          Break: (_command: unknown, state: unknown) => {
            if (!repaired) throw new Error("Broken.");
            Object.assign(state as object, { total: 900 });
            return [];
          },
        },
      },
    }));
    const app = { ...plain, streams };
    const rig = inMemoryApp(app);
    await send(rig, "add", { counterId: "c", amount: 1 });
    await send(rig, "break", { counterId: "c", how: "throw" });
    await rig.pump();
    repaired = true;
    const [line] = await listLetters(rig.stores);
    const report = await redrive(rig.runtime, line?.id ?? "", { dryRun: true });
    assert.equal(report.status, "would-pass");
    assert.equal(rig.runtime.states.get("counter/c"), undefined);
  });
});
