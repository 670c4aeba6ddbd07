import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimit } from "../../app/definition.ts";
import { Problem } from "../problem.ts";

/** Senders that are counted at once; who was not seen for longest is forgotten first. */
const mostSenders = 20_000;

/** Where a sender stands. */
export type RateHeaders = Readonly<Record<string, string>>;

/** Counts requests per sender in the memory of this process. */
export interface Limiter {
  /**
   * Counts a request.
   * @returns what the answer says of it
   * @throws Problem 429 when it is one too many
   */
  count(sender: string): Promise<RateHeaders>;
  /** Looks without counting. @throws Problem 429 when the next one would be one too many */
  look(sender: string): Promise<void>;
}

/** Makes a limiter. Loaded only where a limit is set. */
export function limiterOf({ requests, per }: RateLimit, capacity = mostSenders): Limiter {
  const limiter = new RateLimiterMemory({ points: requests, duration: per / 1000 });
  const seen = new Set<string>();
  const note = (sender: string) => {
    seen.delete(sender);
    seen.add(sender);
    if (seen.size <= capacity) return;
    const [oldest] = seen;
    if (oldest === undefined) return;
    seen.delete(oldest);
    void limiter.delete(oldest);
  };
  return {
    async count(sender) {
      note(sender);
      try {
        return headers(requests, per, await limiter.consume(sender));
      } catch (error) {
        if (error instanceof RateLimiterRes) throw limited(requests, per, error);
        throw error;
      }
    },
    async look(sender) {
      // Most senders have not been counted here: the look at refused tokens comes before each good one.
      if (!seen.has(sender)) return;
      const found = await limiter.get(sender);
      if (found !== null && found.consumedPoints >= requests) throw limited(requests, per, found);
    },
  };
}

function limited(requests: number, per: number, at: RateLimiterRes): Problem {
  const seconds = secondsOf(at);
  return new Problem("rate-limited", `At most ${requests} requests in ${per / 1000} s. Try again in ${seconds} s.`, {
    headers: { ...headers(requests, per, at), "retry-after": String(seconds) },
  });
}

/** Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (version 10: structured fields). */
function headers(requests: number, per: number, at: RateLimiterRes): RateHeaders {
  return {
    "ratelimit-policy": `"caller";q=${requests};w=${Math.ceil(per / 1000)}`,
    ratelimit: `"caller";r=${Math.max(0, at.remainingPoints)};t=${secondsOf(at)}`,
  };
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}
