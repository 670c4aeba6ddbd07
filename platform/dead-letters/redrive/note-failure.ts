import type { Runtime } from "../../app/runtime.ts";
import { policyOf } from "../../retry/policies.ts";
import { nextTry } from "../../retry/policy.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import type { HandlerError } from "../handler-error.ts";
import { attemptOf, letterError } from "../letter.ts";
import type { Runner } from "./runner.ts";

/** How often a letter may change under the hands of whoever notes a failure. */
const mostRaces = 20;

/**
 * Adds a failed try to a letter as it is now; one that is gone, closed or tried by somebody else meanwhile needs none. A
 * letter that was waiting for this try waits for its next one; after the last one it is left to people, like any other.
 * @param tried the letter before this try
 * @throws StoreError when a store is in trouble
 */
export async function noteFailure(
  runtime: Runtime,
  runner: Runner,
  tried: DeadLetterRecord,
  error: HandlerError,
): Promise<void> {
  const store = runtime.stores.deadLetters;
  for (let race = 0; race < mostRaces; race++) {
    const found = await store.findLetter(tried.id);
    if (found === undefined || found.record.closed !== undefined) return;
    const { retryAt, ...before } = found.record;
    const isCounted = before.attempts.length !== tried.attempts.length;
    if (retryAt !== undefined && isCounted) return;
    const attempts = [...before.attempts, attemptOf(runtime.clock.now(), error)];
    const next = retryAt === undefined ? undefined : nextAt(runtime, before, error, attempts.length);
    // What a last failure leaves behind comes first: a crash in between finds the letter due, and does it again.
    if (retryAt !== undefined && next === undefined) {
      if ((await runner.fail(before.message, error, attempts)) === undefined) return;
    }
    const letter: DeadLetterRecord = {
      ...before,
      error: letterError(error),
      faults: error.faults,
      attempts,
      ...(next === undefined ? {} : { retryAt: next }),
      build: runtime.catalog.build,
    };
    if (await store.change(letter.streamid, [{ put: letter, etag: found.etag }])) return;
  }
}

function nextAt(
  runtime: Runtime,
  { handler, message }: DeadLetterRecord,
  error: HandlerError,
  failed: number,
): string | undefined {
  const delay = nextTry(policyOf(runtime.catalog, handler, message), error, failed, runtime.random());
  return delay === undefined ? undefined : new Date(runtime.clock.now() + delay).toISOString();
}
