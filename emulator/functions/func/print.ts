import type { Log } from "../../service.ts";
import type { RunningFunction } from "../host.ts";

/** Version of the Core Tools whose command line this is. Tools compare its first number. */
export const coreToolsVersion = "4.2.2";

/** The list of functions as the Core Tools print it: tools look for its lines. */
export function functionList(url: string, functions: readonly RunningFunction[]): string {
  const running = functions.filter(({ disabled }) => !disabled);
  const lines = running.map(({ name, trigger, route, methods }) =>
    route === undefined || methods === undefined
      ? `\t${name}: ${trigger}`
      : `\t${name}: [${methods.join(",")}] ${url}/${route}`,
  );
  const disabled = functions.filter((each) => each.disabled).map(({ name }) => `Function ${name} is disabled.\n`);
  return `\nFunctions:\n\n${lines.map((line) => `${line}\n\n`).join("")}${disabled.join("")}`;
}

/** A log for people: a line with its instant; debug lines only when everything is wanted. */
export function funcLog(verbose: boolean, now: () => number, write: (line: string) => void): Log {
  return (level, message, { function: name, ...fields } = {}) => {
    if (level === "debug" && !verbose) return;
    const about = verbose && Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : "";
    const where = typeof name === "string" ? `${name}: ` : "";
    const grave = level === "error" || level === "warn" ? `${level}: ` : "";
    write(`[${new Date(now()).toISOString()}] ${grave}${where}${message}${about}\n`);
  };
}
