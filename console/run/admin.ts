import { type Clock, sleep } from "../../platform/clock/clock.ts";

/** Where the system's own endpoints for operators are, and how long one that is away is waited for. */
export interface AdminAccess {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Milliseconds. */
  readonly patience: number;
}

/** An answer of an endpoint for operators; a text says why the system does not offer it to us. */
export type AdminAnswer = { readonly status: number; readonly headers: Headers; readonly body: unknown } | string;

/** Pause before the next try, milliseconds. */
const pause = 500;

/** A request that takes longer than this has lost its server (milliseconds). */
const longestRequest = 60_000;

/** Asks an endpoint for operators, again and again while the system is away. */
export async function askAdmin(access: AdminAccess, path: string, body?: unknown, more = {}): Promise<AdminAnswer> {
  const end = access.clock.now() + access.patience;
  const init =
    body === undefined
      ? { headers: { ...access.headers, ...more } }
      : {
          method: "POST",
          headers: { ...access.headers, ...more, "content-type": "application/json" },
          body: JSON.stringify(body),
        };
  for (;;) {
    const signal = AbortSignal.timeout(longestRequest);
    const response = await fetch(`${access.url}${path}`, { ...init, signal }).catch(() => undefined);
    const { status = 0, headers = new Headers() } = response ?? {};
    const text = await response?.text().catch(() => undefined);
    if (status === 404) return "the system does not offer it";
    if (status === 401 || status === 403) return "it needs the master key (EVENTWRIGHT_KEY)";
    if (status !== 0 && status < 500 && text !== undefined) return { status, headers, body: parsed(text) };
    if (access.clock.now() >= end) return status === 0 ? "it could not be reached" : `it answered status ${status}`;
    await sleep(access.clock, pause);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
