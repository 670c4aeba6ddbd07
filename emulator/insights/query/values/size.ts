import { KqlError } from "../error.ts";

/** Most characters of a text, and items of an array, that a function may make: without it, each step could double them. */
const most = 1_048_576;

/** Refuses a text or an array that grew too long. */
export function mustFit(length: number, at: number): void {
  if (length <= most) return;
  throw new KqlError("limit", "too-large-value", `A text or an array becomes longer than ${most}`, at);
}
