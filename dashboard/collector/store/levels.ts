import type { LogLevel } from "../../shapes.ts";

/** From the least to the most that matters; the file has their places. */
export const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];
