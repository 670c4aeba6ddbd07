import { type Clock, sleep } from "../../../../platform/clock/clock.ts";
import { LeaseLost } from "./leases.ts";
import { type ChangeFeedSource, type FeedPage, type FeedStart, RangeGone } from "./ports.ts";

/** How a batch ended: handled (or given up after its last try), or cut short, so that it must come again. */
export type BatchResult = "handled" | "interrupted";

/** One range that is being worked through. */
export interface Feed {
  readonly source: ChangeFeedSource;
  readonly range: string;
  /** Position of the last checkpoint; null: none yet. */
  readonly continuation: string | null;
  readonly start: FeedStart;
  readonly maxItems: number;
  /** Pause after the feed is drained, ms. */
  readonly pollDelay: number;
  readonly clock: Clock;
  /** Aborted when the range must be left: the batch at hand is finished first. */
  readonly signal: AbortSignal;
  /** Calls the function, retries included. */
  readonly handle: (documents: readonly unknown[], continuation: string) => Promise<BatchResult>;
  /** Breaks the promise that this loop keeps, so that tests can see it found out. */
  readonly checkpointFirst?: boolean;
  /** Resolves when the function can be called. */
  readonly ready: () => Promise<void>;
  /** Throws LeaseLost. */
  readonly checkpoint: (continuation: string) => Promise<void>;
  readonly onError: (error: unknown, pause: number) => void;
}

/** Why a feed loop ended. */
export type FeedEnd =
  | { readonly why: "stopped" | "lost" }
  /** The range was split; its children go on where this one was read to, even if nothing came and nothing was checkpointed. */
  | { readonly why: "gone"; readonly continuation: string | null };

/** Longest pause between tries while the account fails, ms. */
const longestPause = 30_000;

/**
 * Works through one range: read a batch, call the function, then write the checkpoint; never two batches at once. The next
 * batch is read while the checkpoint is written, and handed over only after it. Nothing is checkpointed that was cut short.
 */
export async function runFeed(feed: Feed): Promise<FeedEnd> {
  const leaving = new AbortController();
  try {
    return await work(feed, AbortSignal.any([feed.signal, leaving.signal]));
  } finally {
    // A read ahead that nobody waits for any more.
    leaving.abort();
  }
}

async function work(feed: Feed, signal: AbortSignal): Promise<FeedEnd> {
  const read = (from: string | null) => feed.source.read(feed.range, from, feed.start, feed.maxItems, signal);
  let position = feed.continuation;
  let ahead: Promise<FeedPage> | undefined;
  let failures = 0;
  while (!feed.signal.aborted) {
    await feed.ready();
    let page: FeedPage;
    try {
      page = await (ahead ?? read(position));
      failures = 0;
    } catch (error) {
      if (feed.signal.aborted) break;
      if (error instanceof RangeGone) return { why: "gone", continuation: position };
      ahead = undefined;
      await pause(feed, error, failures++);
      continue;
    }
    if (feed.signal.aborted) break;
    ahead = undefined;
    if (page.documents.length === 0) {
      position = page.continuation;
      if (!page.waited) await sleep(feed.clock, feed.pollDelay, feed.signal);
      continue;
    }
    if (feed.checkpointFirst === true) {
      if (!(await saved(feed, page.continuation))) return { why: "lost" };
      position = page.continuation;
    }
    if ((await feed.handle(page.documents, page.continuation)) === "interrupted") continue;
    ahead = read(page.continuation);
    // It is awaited above; until then its failure is nobody's.
    ahead.catch(() => {});
    if (!(await saved(feed, page.continuation))) return { why: "lost" };
    position = page.continuation;
  }
  return { why: "stopped" };
}

/** Writes a checkpoint, trying again for as long as the account fails; false when the lease is lost. */
async function saved(feed: Feed, continuation: string): Promise<boolean> {
  for (let failures = 0; ; failures++) {
    try {
      await feed.checkpoint(continuation);
      return true;
    } catch (error) {
      if (error instanceof LeaseLost) return false;
      // The host leaves: the batch will come again to whoever takes the range next.
      if (feed.signal.aborted) return true;
      await pause(feed, error, failures);
    }
  }
}

async function pause(feed: Feed, error: unknown, failures: number): Promise<void> {
  const delay = Math.min(Math.max(feed.pollDelay, 100) * 2 ** Math.min(failures, 10), longestPause);
  feed.onError(error, delay);
  await sleep(feed.clock, delay, feed.signal);
}
