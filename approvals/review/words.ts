import { type Problem, ProblemError } from "../../generated/client.ts";

/** An error in words for a reviewer. */
export function wordsOf(error: unknown): string {
  if (error instanceof ProblemError) return problemWords(error.problem);
  return error instanceof Error ? error.message : String(error);
}

/** A problem of the platform in words for a reviewer. */
export function problemWords({ title, detail, errors = [] }: Problem): string {
  const faults = errors.map(({ pointer, message }) => `${pointer === "" ? "" : `${pointer.slice(1)}: `}${message}`);
  return [title, detail, ...faults].filter((text) => text !== undefined && text !== "").join(" – ");
}
