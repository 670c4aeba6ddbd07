import type { LogLevel } from "../../../platform/app/log.ts";

/** A line that an app logged. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}
