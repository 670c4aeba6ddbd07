import type { Runtime } from "../../app/runtime.ts";
import { storedResult } from "../../commands/resolve-command.ts";
import { streamOf } from "../../commands/stream-of.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { keepTold } from "../../notifications/keep-told.ts";
import { toldOfOutcome } from "../../notifications/notify-outcome.ts";
import { loadState } from "../../streams/load-state.ts";
import { notifySpan } from "../../telemetry/spans/event-spans.ts";
import { traced } from "../../telemetry/spans/traced.ts";
import { letterOf } from "../letter.ts";
import { recordOf } from "./command-runner.ts";
import { handling, type Runner } from "./runner.ts";

/** Tells of a refused or failed command again. What has succeeded since is not told of any more. */
export function outcomeRunner(runtime: Runtime, handler: string, partition: string, notification: string): Runner {
  const told = async (message: Envelope) => {
    const result = await storedResult(runtime, recordOf(message, partition));
    if (result === undefined || result.status === "succeeded") return undefined;
    const stream = streamOf(runtime.catalog, message);
    const wanted = result.status === "rejected" ? stream.onRejected : stream.onFailed;
    if (!wanted.includes(notification)) return undefined;
    runtime.states.delete(partition);
    const { folded } = await loadState(runtime, stream, message.streamid ?? "");
    return toldOfOutcome(runtime, stream, notification, message, result, folded.state);
  };
  return {
    check: async (message) => void (await told(message)),
    run: (message) => {
      const start = () => notifySpan(runtime, message, notification, handler);
      return traced(runtime, message, start, (span) =>
        handling(async () => keepTold(runtime, await told(message), span)),
      );
    },
    async fail(message, error, attempts) {
      const build = runtime.catalog.build;
      return letterOf({ handler, partition, message, error, attempts, build });
    },
  };
}
