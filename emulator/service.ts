/** A part of the local Azure that runs: it listens on loopback and can be stopped. */
export interface Service {
  /** Short name, as printed at start-up: "cosmos", "eventgrid", "functions", "blobs". */
  readonly name: string;
  /** Base address without a trailing slash, such as `http://127.0.0.1:8081`. */
  readonly url: string;
  /** Stops listening, finishes what is in flight, releases files. Safe to call twice. */
  stop(): Promise<void>;
}

/** Where a service writes its log lines. `fields` become key=value pairs, or JSON with `--json`. */
export type Log = (
  level: "debug" | "info" | "warn" | "error",
  message: string,
  fields?: Record<string, unknown>,
) => void;

/** A log that keeps nothing. */
export const silentLog: Log = () => {};
