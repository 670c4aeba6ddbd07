import { jsonLine } from "../json-line.ts";
import type { Log } from "../service.ts";
import { DataFolderInUse } from "./lock.ts";

/** A log on the terminal: warnings and errors always, the rest with `--verbose`; one JSON object a line with `--json`. */
export function consoleLog(options: { readonly verbose: boolean; readonly json: boolean }): Log {
  return (level, message, fields = {}) => {
    if (!options.verbose && (level === "debug" || level === "info")) return;
    if (options.json) {
      process.stdout.write(jsonLine({ level, message, ...fields }));
      return;
    }
    const pairs = Object.entries(fields).map(
      ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
    process.stderr.write(`${[`[${level}]`, message, ...pairs].join(" ")}\n`);
  };
}

/** Turns what start-up threw into words that say what to do. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DataFolderInUse) return message;
  const port = /EADDRINUSE[\s\S]*?:(\d{2,5})\b/.exec(message)?.[1];
  if (port !== undefined) {
    return (
      `Port ${port} is in use, perhaps by another \`npm start\`. Stop that, or choose other ports:\n` +
      "  npm start -- --port 0 --cosmos-port 0 --eventgrid-port 0 --blob-port 0 --data .eventwright/other"
    );
  }
  return `Could not start: ${error instanceof Error && process.env["DEBUG"] ? error.stack : message}`;
}
