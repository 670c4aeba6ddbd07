import { Orchestrator } from "durable-functions/lib/src/orchestrations/Orchestrator.js";
import type { ProcessDefinition, ProcessVersion } from "../../app/definition.ts";
import type { Log } from "../../app/log.ts";
import type { Orchestration } from "../../processes/orchestration.ts";
import { runProcess } from "../../processes/run-process.ts";
import { TurnWatch } from "../../processes/turn-watch.ts";
import type { Tracing } from "../../telemetry/spans/traced.ts";

/** Handles one turn of an orchestration: `trigger` is its whole history, the answer what it wants done. */
export type HandleTurn = (trigger: unknown, context: object) => Promise<unknown>;

/** Makes the function that runs one version of a process, with the SDK's own replay. */
export function orchestratorOf(
  process: ProcessDefinition,
  version: ProcessVersion,
  log: Log,
  tracing: Tracing,
): HandleTurn {
  return (trigger, context) => {
    const watch = new TurnWatch(process.name, log);
    // A fresh one for each turn: it keeps the turn's state in itself.
    const turn = new Orchestrator(({ df }) =>
      runProcess(process, version, df as Orchestration, watch.log, watch.caused),
    );
    return watch.told(tracing, () => turn.handle(trigger, context));
  };
}
