/** How much a log line matters. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where log lines go. `fields` are data for whoever searches them. */
export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** An error as log fields, its causes included. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: error.message, stack: error.stack, ...(error.cause ? { cause: String(error.cause) } : {}) };
}
