import type { OffsetClock } from "./offset-clock.ts";

/** How a clock is moved so that what happens on the way happens when it is due. */
export interface Steps {
  /** How far ahead of the machine's clock it shall be, ms. */
  readonly offset: number;
  /** Resolves when what is under way at this moment has ended. */
  readonly settled: () => Promise<void>;
  /** Ends the move where it is. */
  readonly signal: AbortSignal;
  /**
   * What the machine gets between two steps, ms: whoever failed a step, a worker that is being started again say, would have
   * had hours in true time.
   */
  readonly pause?: number;
}

/** Of the way so far, how much a step is at least: a thousand things that are due one after the other need not a step each. */
const coarse = 0.1;

/** How long a whole move takes at most, ms of the machine; what is left then is done in one step. */
const patience = 30_000;

/**
 * Moves a clock from one thing that is due to the next, and waits for each to end, so that what it leads to is scheduled from
 * its own time and not from the end of the move. A clock that is there already stays.
 * @throws RangeError as `OffsetClock.advance`
 */
export async function advanceInSteps(clock: OffsetClock, steps: Steps): Promise<void> {
  const { settled, signal, pause = 200 } = steps;
  const offset = Math.round(steps.offset);
  const from = clock.offset;
  const end = performance.now() + patience;
  const left = () => end - performance.now();
  const calm = () => within(left(), settled());
  if (clock.offset < offset) await calm();
  while (clock.offset < offset && !signal.aborted) {
    const far = offset - clock.offset;
    const next = clock.next() ?? Number.POSITIVE_INFINITY;
    const step = left() <= 0 ? far : Math.max(next - clock.now(), Math.ceil(coarse * (clock.offset - from)), 1);
    clock.advance(Math.min(far, step));
    while ((clock.next() ?? Number.POSITIVE_INFINITY) <= clock.now() && left() > 0) await wait(1);
    await calm();
    if (clock.offset < offset) await wait(Math.min(pause, Math.max(0, left())));
  }
}

async function within(time: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, time));
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
