import type { LogSink } from "../../app/log.ts";

/** Log lines on the console, where the Functions host picks them up: one line each, its id and attributes as JSON. */
export const consoleLog: LogSink = ({ level, event, message, attributes }) => {
  const line = `${message} ${JSON.stringify({ event, ...attributes })}`;
  if (level === "error") console.error(line);
  else if (level === "warn") console.warn(line);
  else if (level === "info") console.info(line);
  else console.debug(line);
};
