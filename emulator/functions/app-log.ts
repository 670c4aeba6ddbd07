import type { Log } from "../service.ts";
import { type HostConfig, levelOf } from "./config/host-json.ts";
import { type LogLevel, logLevels, type WorkerLog } from "./rpc/protocol.ts";

const names: Record<LogLevel, "debug" | "info" | "warn" | "error"> = {
  trace: "debug",
  debug: "debug",
  information: "info",
  warning: "warn",
  error: "error",
  critical: "error",
};

/** Writes the app's lines to the host's log, as far as host.json wants them, with the function that wrote them. */
export function appLog(config: HostConfig, log: Log): (line: WorkerLog) => void {
  return ({ level, category, message, functionName, invocationId }) => {
    const kept = levelOf(config, categoryName(category, functionName));
    if (kept === "none" || logLevels.indexOf(level) < logLevels.indexOf(kept)) return;
    log(names[level], message, {
      ...(functionName !== undefined && { function: functionName }),
      ...(invocationId !== undefined && { invocationId }),
    });
  };
}

function categoryName(category: WorkerLog["category"], functionName: string | undefined): string {
  if (functionName === undefined) return "Worker";
  return category === "user" ? `Function.${functionName}.User` : `Function.${functionName}`;
}
