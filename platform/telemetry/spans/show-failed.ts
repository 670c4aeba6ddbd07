import type { Failed } from "../../retry/try-handler.ts";
import type { MessageSpan } from "./traced.ts";

/** Shows that a message could not be handled: for good, or until its next try. */
export function showFailed(span: MessageSpan, { error, attempts, retryAt }: Failed): void {
  span.set({
    "eventwright.outcome": retryAt === undefined ? "failed" : "postponed",
    "eventwright.attempt": attempts.length,
  });
  span.failed(error);
}
