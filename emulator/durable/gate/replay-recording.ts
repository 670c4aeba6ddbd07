import { orchestratorPayload } from "../dispatch/payload.ts";
import { replayDefaults } from "../replay/settings.ts";
import { canReplay, judge, judgeMissing, type Verdict } from "./judge.ts";
import type { LoadedDurableApp } from "./load-app.ts";
import type { Recording } from "./recording.ts";

/** Runs today's orchestrator over a recorded history and says whether the instance would survive it. */
export async function replayRecording(app: LoadedDurableApp, recording: Recording): Promise<Verdict> {
  const { functions } = app;
  const name = functions.find("orchestrator", recording.name);
  if (name === undefined) return judgeMissing(recording, functions);
  if (!canReplay(recording)) return { kind: "holds" };
  const past = recording.history.map((event) => JSON.stringify({ ...event, IsPlayed: true })).join(",");
  const settings = { ...replayDefaults, functions };
  const payload = orchestratorPayload(instanceOf(recording), past, [], "V4", settings);
  return judge(recording, await app.call(name, payload), functions);
}

function instanceOf({ instanceId, name, version, status, input, customStatus }: Recording) {
  return {
    id: instanceId,
    execution: "",
    name,
    version,
    status,
    suspended: status === "Suspended",
    input: JSON.stringify(input),
    output: null,
    customStatus: JSON.stringify(customStatus),
    created: 0,
    updated: 0,
    parent: null,
  };
}
