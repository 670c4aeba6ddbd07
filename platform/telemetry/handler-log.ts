import type { Log, LogFields, LogLevel } from "../app/log.ts";
import { logEvents } from "./log-events.ts";

/** What a line of a handler tells besides its sentence: attributes `app.<name>`. */
export type HandlerLogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Writes lines of a handler. They carry the ids of the message that is handled, and of its trace; values that the contract marks as
 * personal data are left out. A handler may be called more than once for one message, and so may its lines be written. Undecided
 * between two levels: `warn` is for what somebody should look at some time, `error` for what is wrong now.
 *
 * @example
 * context.log.info("A transfer is held for review.", { amount: data.amount });
 */
export interface HandlerLog {
  debug(sentence: string, fields?: HandlerLogFields): void;
  info(sentence: string, fields?: HandlerLogFields): void;
  warn(sentence: string, fields?: HandlerLogFields): void;
  error(sentence: string, fields?: HandlerLogFields): void;
}

/** What a handler gets besides what it handles. */
export interface HandlerContext {
  readonly log: HandlerLog;
}

/** Writes nothing: for handlers that are only tried, or folded anew. */
export const noLog: HandlerLog = { debug() {}, info() {}, warn() {}, error() {} };

/** The log of a handler that handles this message. */
export function handlerLog(
  log: Log,
  about: Pick<LogFields, "message" | "handler" | "process" | "instance">,
  isWanted: () => boolean = () => true,
): HandlerLog {
  const at = (level: LogLevel) => (sentence: string, own?: HandlerLogFields) => {
    if (isWanted()) log(logEvents.handlerSays, { ...about, level, sentence, own });
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
