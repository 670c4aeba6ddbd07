import { type Clock, sleep } from "../../platform/clock/clock.ts";
import type { Log } from "../service.ts";
import type { FaultSource, Faults } from "./faults.ts";

/** What can be done to a system as a whole. Each may fail, as the part that it is done to may be away. */
export interface SystemHands {
  /** Kills Cosmos DB or Event Grid; resolves when it is back. */
  crash(part: "cosmos" | "eventgrid"): Promise<void>;
  /** The further hosts; undefined where there are none. */
  readonly host: { crash(): Promise<void>; hold(time: number): void } | undefined;
  /** Moves the clock ahead by so many ms. */
  jump(time: number): Promise<void>;
  /** Splits the widest range of a container, which `point` from 0 to 1 chooses. */
  split(point: number): Promise<void>;
}

/** How often it is asked whether something befalls the system, ms; not before it has got over what befell it last. */
export const moment = 250;

/** Longest that a host is held, ms: past the time after which its leases are others'. */
const heldWithin = 15_000;

/** Furthest that the clock jumps at once, ms: what people decide within a day or three shall not expire in a short game. */
const furthestJump = 20 * 60_000;

/** Lets things befall a system, one after the other, until it is ended. */
export function startSystemFaults(
  faults: Faults,
  clock: Clock,
  hands: SystemHands,
  log: Log,
): { stop(): Promise<void> } {
  const ending = new AbortController();
  const sources: Sources = {
    crash: faults.of("crash"),
    host: faults.of("host"),
    clock: faults.of("clock"),
    range: faults.of("range"),
  };
  void (async () => {
    while (!ending.signal.aborted) {
      await sleep(clock, moment, ending.signal);
      if (ending.signal.aborted) return;
      await befall(sources, hands).catch((error: Error) => log("info", `A fault did not come about: ${error.message}`));
    }
  })();
  // What is under way is not waited for: it is done to parts that are about to end.
  return { stop: async () => ending.abort() };
}

interface Sources {
  readonly crash: FaultSource<"crash">;
  readonly host: FaultSource<"host">;
  readonly clock: FaultSource<"clock">;
  readonly range: FaultSource<"range">;
}

/** One moment: everything is asked about, so that what befalls one thing does not change what befalls another. */
async function befall(sources: Sources, hands: SystemHands): Promise<void> {
  const crash = sources.crash.next("the service");
  const host = hands.host && sources.host.next("a further host");
  const jump = sources.clock.next("the clock");
  const split = sources.range.next("the widest range of a container");
  if (host?.kind === "held") hands.host?.hold(host.size * heldWithin);
  await Promise.all([
    crash && hands.crash(crash.kind),
    host?.kind === "killed" && hands.host?.crash(),
    jump && hands.jump(Math.ceil(jump.size * furthestJump)),
    split && hands.split(split.size),
  ]);
}
