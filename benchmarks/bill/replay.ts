import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import type { AppDefinition } from "../../platform/app/definition.ts";
import { rebuild } from "../../platform/read-models/rebuild.ts";
import { type MeasuredApp, startMeasured } from "./measured-app.ts";
import { type Usage, usageOf } from "./usage.ts";

/** What it takes to go through events again. */
export interface Replay {
  /** Events of the one stream. */
  readonly events: number;
  /** Loading its state: from its events, and from a snapshot of the last one. */
  readonly cold: Usage;
  readonly coldWithSnapshot: Usage;
  /** Folding all read models anew: where nothing was wrong, so that nothing is written. */
  readonly rebuild: Usage;
}

const account = "00000000-0000-4000-9000-000000000001";
const streamLength = 21;

/** Makes one stream twice, with and without snapshots, and reads it. */
export async function measureReplay(): Promise<Replay> {
  const plain = await startMeasured();
  const often = await startMeasured({ changeApp: withSnapshots });
  try {
    const cold = await coldLoad(plain);
    const coldWithSnapshot = await coldLoad(often);
    plain.take();
    await rebuild(defineApp(handlers), plain.ground.stores);
    const rebuilt = plain.take();
    return { events: streamLength + 1, cold, coldWithSnapshot, rebuild: usageOf(rebuilt) };
  } finally {
    await plain.stop();
    await often.stop();
  }
}

/** The example has a snapshot each 200 events; here the last but one event makes one. */
function withSnapshots(app: AppDefinition): AppDefinition {
  return { ...app, streams: app.streams.map((stream) => ({ ...stream, snapshotEvery: streamLength })) };
}

async function coldLoad(app: MeasuredApp): Promise<Usage> {
  await app.send("open-account", { accountId: account, owner: "anna", currency: "EUR" });
  const load = (number: number) =>
    app.send("load-credits", {
      ...{ accountId: account, amount: 60_000, currency: "EUR" },
      loadId: `00000000-0000-4000-9000-${String(100 + number).padStart(12, "0")}`,
    });
  for (let number = 1; number < streamLength; number++) await load(number);
  await app.settle();
  app.restart();
  await load(streamLength);
  app.take();
  await app.settle();
  const loading = app.take().filter(({ step, operation, container }) => {
    return step === "commands" && operation !== "create" && (container === "events" || container === "snapshots");
  });
  return usageOf(loading);
}
