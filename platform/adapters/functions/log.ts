import type { Log } from "../../app/log.ts";

/** Log lines on the console, where the Functions host picks them up: one line, data as JSON. */
export const consoleLog: Log = (level, message, fields) => {
  const line = fields === undefined ? message : `${message} ${JSON.stringify(fields)}`;
  if (level === "error") console.error(line);
  else if (level === "warn") console.warn(line);
  else if (level === "info") console.info(line);
  else console.debug(line);
};
