/** Trouble that was asked for. */
export interface Trouble {
  /** What is answered: 429 and 439 refuse for now, 402 for the day, 5xx fail; 206 refuses every second item for now. */
  readonly status: 206 | 402 | 408 | 429 | 439 | 500 | 502 | 503 | 504;
  /** How many requests meet it. */
  readonly times: number;
  /** `Retry-After`, in whole seconds. Default: none. */
  readonly retryAfter?: number;
}

const statuses = new Set([206, 402, 408, 429, 439, 500, 502, 503, 504]);

/** Reads trouble from JSON; a sentence when it is none. */
export function troubleOf(value: unknown): Trouble | string {
  const { status, times = 1, retryAfter } = (value ?? {}) as Record<string, unknown>;
  if (!statuses.has(status as number)) return `status must be one of ${[...statuses].join(", ")}.`;
  if (!isWhole(times)) return "times must be a whole number, 0 for no trouble any more.";
  if (retryAfter !== undefined && !isWhole(retryAfter)) return "retryAfter must be a whole number of seconds.";
  return { status: status as Trouble["status"], times, ...(retryAfter !== undefined && { retryAfter }) };
}

const isWhole = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** The trouble that is under way. */
export class Troubles {
  #trouble: Trouble | undefined;
  #left = 0;

  /** Begins trouble, in place of any other. */
  order(trouble: Trouble): void {
    this.#trouble = trouble;
    this.#left = trouble.times;
  }

  /** What the request that has just come meets; undefined: nothing. */
  next(): Trouble | undefined {
    if (this.#left === 0) return undefined;
    this.#left--;
    return this.#trouble;
  }
}
