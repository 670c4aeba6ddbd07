import type { FakeClock } from "../clock/fake-clock.ts";

/** Turns of the event loop that work may take before time is moved for it, so that waits are not hurried along. */
const turns = 3;

/** Waits for work that may wait on a fake clock: moves time, a little at once, as long as it takes. */
export async function driven<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let done = false;
  const finished = work.finally(() => {
    done = true;
  });
  // Looked at below; until then a refusal is not unhandled.
  finished.catch(() => {});
  while (!done) {
    for (let turn = 0; turn < turns && !done; turn++) await new Promise((resolve) => setImmediate(resolve));
    if (!done && clock.pending > 0) await clock.advance(50);
  }
  return finished;
}
