import { furthest, type OffsetClock } from "./offset-clock.ts";

/** Something that shares the time did not move, so that nothing else has either. */
export class OthersNotMoved extends Error {
  override readonly name = "OthersNotMoved";
}

/** A host's time as an operator sees it. */
export interface SharedClock {
  now(): number;
  /** How far ahead of the machine's clock, ms. */
  readonly offset: number;
  /**
   * Moves it, and everything that shares it, ahead by `duration` ms. Moves that are asked for at once happen one after the other.
   * @throws RangeError as `OffsetClock.advance`, OthersNotMoved: nothing of the host has moved, and the same move can be tried again
   */
  advance(duration: number): Promise<void>;
}

/**
 * Moves a clock after what shares its time. Others are told where to be, not how far to go: one that is there already, from a
 * move that did not come to its end, stays.
 */
export function sharedClock(clock: OffsetClock, moveOthers: (offset: number) => Promise<void> = async () => {}) {
  let last: Promise<unknown> = Promise.resolve();
  const move = async (duration: number) => {
    const offset = clock.offset + Math.round(duration);
    // Looked at first, so that others do not run ahead of a move that is refused.
    if (duration >= 0 && offset <= furthest) {
      await moveOthers(offset).catch((error: Error) => {
        throw new OthersNotMoved(`The clock was not moved, try again: ${error.message}`);
      });
    }
    clock.advance(duration);
  };
  const shared: SharedClock = {
    now: () => clock.now(),
    get offset() {
      return clock.offset;
    },
    advance(duration) {
      const moved = last.then(() => move(duration));
      last = moved.catch(() => {});
      return moved;
    },
  };
  return shared;
}
