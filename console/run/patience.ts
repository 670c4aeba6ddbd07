import { type Problem, ProblemError } from "../../generated/client.ts";
import { type Clock, sleep } from "../../platform/clock/clock.ts";

/** The server was away for longer than the run has patience. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  readonly problem: Problem;

  constructor(problem: Problem, patience: number) {
    const what = problem.status === 0 ? problem.title : `HTTP status ${problem.status} ${problem.code}`;
    super(`${what}${problem.detail === undefined ? "" : ` (${problem.detail})`}, for more than ${patience / 1000} s.`);
    this.problem = problem;
  }
}

/** How long a server that is away is waited for. */
export interface Patience {
  readonly clock: Clock;
  /** Milliseconds. */
  readonly patience: number;
}

/** What came of a task, and how often it had to be done again. */
export interface Persisted<T> {
  readonly value: T;
  readonly resent: number;
}

/** Milliseconds before the next try: the first and the longest. */
const firstPause = 100;
const longestPause = 1000;

/**
 * Does a task again and again while the server is away.
 * @throws Unreachable when that takes too long; whatever else the task throws
 */
export async function persist<T>({ clock, patience }: Patience, task: () => Promise<T>): Promise<Persisted<T>> {
  // Since the first failure: a try may itself wait for long before the server goes away.
  let away: number | undefined;
  for (let resent = 0; ; resent++) {
    try {
      return { value: await task(), resent };
    } catch (error) {
      if (!(error instanceof ProblemError) || !isAway(error.problem)) throw error;
      away ??= clock.now();
      if (clock.now() - away >= patience) throw new Unreachable(error.problem, patience);
      await sleep(clock, Math.min(firstPause * 2 ** Math.min(resent, 8), longestPause));
    }
  }
}

/** Whether a problem is one that goes away: no connection, too much load, a server's fault. */
export function isAway({ status }: Problem): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}
