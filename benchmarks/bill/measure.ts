import type { ContainerResource } from "../../emulator/local-azure/resources.ts";
import type { AppDefinition } from "../../platform/app/definition.ts";
import { FakeClock } from "../../platform/clock/fake-clock.ts";
import { type MixMeasure, measureMix, unitsPerCommand } from "./measure-mix.ts";
import { startMeasured } from "./measured-app.ts";
import type { MixSize } from "./mix.ts";
import { type Played, playPaths } from "./play-path.ts";
import { playSecurePaths } from "./play-secure.ts";
import { measureReplay, type Replay } from "./replay.ts";
import { measureStanding, type Standing } from "./standing.ts";
import { startTokens } from "./tokens.ts";
import { type Usage, usageOf } from "./usage.ts";

/** Everything that the page is made of. The same code gives the same figures. */
export interface Bill {
  readonly size: MixSize;
  readonly paths: Readonly<Record<string, Usage>>;
  /** The ways that tokens add something to. */
  readonly secured: Readonly<Record<string, Usage>>;
  /** Each command alone, and twenty at a time. */
  readonly alone: MixMeasure;
  readonly together: MixMeasure;
  /** Request units a command, twenty at a time, with one thing changed. */
  readonly levers: Readonly<Record<"fewerIndexes" | "noBalanceChanged" | "noStatements", number>>;
  readonly replay: Replay;
  readonly standing: readonly Standing[];
}

/** Commands that come at the same time. */
export const fewTogether = 20;

const size: MixSize = { accounts: 12, transfers: 20, payments: 4 };

/** Measures the ways of a command, and what an idle system asks for. */
export async function measurePaths(): Promise<Pick<Bill, "paths" | "secured" | "standing">> {
  const app = await startMeasured();
  try {
    const paths = usages(await playPaths(app));
    return { paths, secured: usages(await securePlayed()), standing: await measureStanding(app) };
  } finally {
    await app.stop();
  }
}

/** What the ways that tokens add something to ask for, on a fresh system that asks for them. */
export async function securePlayed(): Promise<Played> {
  const clock = new FakeClock();
  const tokens = await startTokens(clock);
  try {
    const app = await startMeasured({ clock, environment: tokens.environment });
    try {
      return await playSecurePaths(app, tokens);
    } finally {
      await app.stop();
    }
  } finally {
    await tokens.stop();
  }
}

const usages = (played: Played): Readonly<Record<string, Usage>> =>
  Object.fromEntries([...played].map(([name, asked]) => [name, usageOf(asked)]));

/** Measures everything, one after the other. */
export async function measureBill(note: (what: string) => void = () => {}): Promise<Bill> {
  note("the ways of a command, and an idle system");
  const { paths, secured, standing } = await measurePaths();
  note("the mix, each command alone");
  const alone = await measureMix(size, 1);
  note("the mix, twenty at a time");
  const together = await measureMix(size, fewTogether);
  note("levers");
  const changed = async (options: Parameters<typeof measureMix>[2]) =>
    unitsPerCommand(await measureMix(size, fewTogether, options));
  const levers = {
    fewerIndexes: await changed({ change: withoutIndexes }),
    noBalanceChanged: await changed({ changeApp: withoutBalanceChanged }),
    noStatements: await changed({ changeApp: withoutStatements }),
  };
  note("events read again");
  return { size, paths, secured, alone, together, levers, replay: await measureReplay(), standing };
}

/** What the app itself never asks for by content: only the views of the dashboard do. */
function withoutIndexes(container: ContainerResource): ContainerResource {
  if (container.id !== "commands" && container.id !== "notifications") return container;
  const excludedPaths = [{ path: "/*" }];
  return {
    ...container,
    indexingPolicy: { indexingMode: "consistent", automatic: true, includedPaths: [], excludedPaths },
  };
}

function withoutBalanceChanged(app: AppDefinition): AppDefinition {
  return { ...app, notifiers: app.notifiers.filter(({ message }) => message.messageName !== "BalanceChanged") };
}

function withoutStatements(app: AppDefinition): AppDefinition {
  return { ...app, readModels: app.readModels.filter(({ descriptor }) => descriptor.name !== "statements") };
}
