import type { AppDefinition } from "../../../platform/app/definition.ts";
import type { Environment } from "../../../platform/app/settings.ts";
import type { Draft, Envelope } from "../../../platform/messages/envelope.ts";
import { deliverToProcess } from "../../../platform/processes/deliver.ts";
import { readTuning } from "../../../platform/processes/tuning.ts";
import type { LogEntry } from "../../../platform/telemetry/telemetry.ts";
import type { AppUnderTest } from "../../../platform/testing/app-over.ts";
import { type InMemoryApp, inMemoryApp, messageFrom } from "../../../platform/testing/index.ts";
import { questApp } from "./quest.ts";

/** A quest app whose deliveries a test makes itself, in any order and number. */
export interface QuestRig extends InMemoryApp {
  /** What the app logged. */
  readonly lines: LogEntry[];
  /** Delivers an event to the process and lets everything run that follows from it. */
  deliver(event: Envelope): Promise<void>;
  /** The commands that the process has sent, in order. */
  sent(): readonly Draft[];
}

/** Opens an app in memory. */
export function questRig(app: AppDefinition = questApp(), environment: Environment = {}): QuestRig {
  const lines: LogEntry[] = [];
  const rig = inMemoryApp(app, { log: (line) => void lines.push(line), environment });
  return {
    ...rig,
    lines,
    async deliver(event) {
      await deliverOnly(rig, app, event, environment);
      await rig.pump();
    },
    sent: () =>
      rig.stores.containers.commands.changesAfter(0).map(({ document: { envelope } }) => ({
        name: envelope.type.split(".")[1] ?? "",
        data: envelope.data,
      })),
  };
}

/** Delivers an event to the process of an app, and does nothing else. */
export function deliverOnly(
  { runtime, processes }: Pick<AppUnderTest, "runtime" | "processes">,
  app: AppDefinition,
  event: Envelope,
  environment: Environment = {},
): Promise<void> {
  const [process] = app.processes ?? [];
  if (process === undefined) throw new Error("The app has no process.");
  const delivery = { runtime, client: processes.client, tuning: readTuning(app, environment) };
  return deliverToProcess(delivery, process, event);
}

/** An event as Event Grid would deliver it. */
export function eventOf(draft: Draft, version: number, time = "2026-01-01T00:00:00.000Z"): Envelope {
  return { ...messageFrom(questApp().messages, draft, version).envelope, time };
}
