import type { Runtime } from "../../app/runtime.ts";
import type { FeedReader } from "../../stores/measures.ts";

/** How far behind the app is in one change feed. */
export interface FeedLag {
  readonly feed: FeedReader["feed"];
  /** Documents that wait. */
  readonly waiting: number;
  /** Age of the oldest one; 0 when none waits. */
  readonly seconds: number;
}

/** The change feeds that every app follows. */
export const feedReaders: readonly FeedReader[] = [
  { feed: "commands", reader: "handleCommands" },
  { feed: "events", reader: "handleEvents" },
];

/**
 * What waits in the change feeds; nothing of one that was not begun to be read.
 * @throws StoreError when the store is in trouble
 */
export async function feedLag({ stores, clock }: Pick<Runtime, "stores" | "clock">): Promise<readonly FeedLag[]> {
  const lags: FeedLag[] = [];
  for (const reader of feedReaders) {
    const standing = await stores.measures.feed(reader);
    if (standing === undefined) continue;
    const { waiting, since } = standing;
    // The store's clock and this one need not agree to the second.
    lags.push({
      feed: reader.feed,
      waiting,
      seconds: since === undefined ? 0 : Math.max(0, (clock.now() - since) / 1000),
    });
  }
  return lags;
}
