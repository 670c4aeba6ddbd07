import type { HistoryEvent } from "../protocol/history.ts";
import type { ReplaySchema } from "../protocol/port.ts";
import type { ReplaySettings } from "../replay/settings.ts";
import type { Instance } from "../store/rows.ts";

const schemaNumbers: Readonly<Record<ReplaySchema, number>> = { V2: 1, V3: 2, V4: 3 };

/**
 * What an orchestrator is called with: the whole history, and what the library needs beside it.
 * @param past the events that earlier turns have seen, as JSON with commas between them
 */
export function orchestratorPayload(
  instance: Instance,
  past: string,
  fresh: readonly HistoryEvent[],
  schema: ReplaySchema,
  settings: ReplaySettings,
): string {
  const added = fresh.map((event) => JSON.stringify(event)).join(",");
  const history = past === "" || added === "" ? past + added : `${past},${added}`;
  const number = schemaNumbers[schema];
  const rest = JSON.stringify({
    instanceId: instance.id,
    isReplaying: past !== "",
    parentInstanceId: instance.parent?.InstanceId ?? null,
    upperSchemaVersion: 1,
    ...(number > 1 && { upperSchemaVersionNew: number }),
    longRunningTimerIntervalDuration: timeSpan(settings.longTimerStep),
    maximumShortTimerDuration: timeSpan(settings.maximumShortTimer),
    // The library spells it so.
    defaultHttpAsyncRequestSleepTimeMillseconds: settings.httpPollDelay,
  });
  return `{"history":[${history}],"input":${instance.input ?? "null"},${rest.slice(1)}`;
}

/** A duration as a .NET TimeSpan. */
function timeSpan(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const seconds = ms / 1000;
  const fraction = ms % 1000 === 0 ? "" : `.${String(ms % 1000).padStart(3, "0")}`;
  const clock = `${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`;
  const days = Math.floor(seconds / 86_400);
  return days === 0 ? clock : `${days}.${clock}`;
}
