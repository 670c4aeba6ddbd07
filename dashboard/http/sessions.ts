import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Refusal } from "../../webapp/refusal.ts";
import { sameSecret, signatureOf } from "../../webapp/secrets.ts";

/** How long somebody stays signed in, ms: a working day. */
const lifetime = 12 * 3_600_000;
/** So many wrong keys are taken in this time, ms; then everybody waits. */
const tries = { most: 10, within: 60_000 } as const;
const mostOpen = 1_000;

/** Lets in who knows the key. Sessions live in memory: they end with the process. */
export class Sessions {
  readonly #key: string;
  readonly #now: () => number;
  readonly #open = new Map<string, number>();
  /** Cookies know no ports: two dashboards on one machine must not share a name. */
  readonly #cookie: string;
  #wrong: number[] = [];

  constructor(key: string, now: () => number) {
    this.#key = key;
    this.#now = now;
    this.#cookie = `dashboard-${signatureOf(key, randomBytes(8).toString("hex")).slice(0, 8)}`;
  }

  /** The `Set-Cookie` for who gives the right key. @throws Refusal 401, 429 after too many wrong ones */
  open(key: unknown): string {
    const now = this.#now();
    this.#wrong = this.#wrong.filter((at) => at > now - tries.within);
    if (this.#wrong.length >= tries.most)
      throw new Refusal(429, "too-many-tries", "Too many wrong keys were given.", "Try again in a minute.");
    if (typeof key !== "string" || !sameSecret(key, this.#key)) {
      this.#wrong.push(now);
      throw new Refusal(
        401,
        "wrong-key",
        "This is not the key.",
        "It was given as --admin-key or DASHBOARD_ADMIN_KEY.",
      );
    }
    const token = randomBytes(32).toString("base64url");
    if (this.#open.size >= mostOpen) this.#open.delete(this.#open.keys().next().value ?? "");
    this.#open.set(token, now + lifetime);
    return `${this.#cookie}=${token}; Max-Age=${lifetime / 1_000}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Ends a session. @returns the `Set-Cookie` that says so */
  close(request: IncomingMessage): string {
    this.#open.delete(this.#tokenOf(request));
    return `${this.#cookie}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether the request belongs to somebody who gave the key. */
  holds(request: IncomingMessage): boolean {
    return (this.#open.get(this.#tokenOf(request)) ?? 0) > this.#now();
  }

  /** @throws Refusal 401 */
  guard(request: IncomingMessage): void {
    if (!this.holds(request))
      throw new Refusal(401, "signed-out", "Nobody is signed in.", "Give the key and try again.");
  }

  #tokenOf(request: IncomingMessage): string {
    for (const pair of (request.headers.cookie ?? "").split(";")) {
      const [name, value = ""] = pair.trim().split("=");
      if (name === this.#cookie) return value;
    }
    return "";
  }
}
