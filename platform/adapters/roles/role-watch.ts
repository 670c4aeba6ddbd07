import type { MissingRole } from "../../stores/missing-role.ts";

/** Told of each role that is missing, again every ten minutes while it is, and once when it is there. */
export interface RoleNews {
  readonly missing: (role: MissingRole) => void;
  readonly granted: (role: MissingRole) => void;
}

interface Refused {
  readonly role: MissingRole;
  /** When it was refused last, ms. */
  at: number;
}

/** After this long without another try nobody knows any more, ms: what is retried is so every half minute at least. */
const validity = 120_000;

/** How often it is told again, ms: an alert rule that looks a quarter of an hour back sees it for as long as it lasts. */
const retold = 600_000;

/** Remembers which roles the app's identity was found to lack. */
export class RoleWatch {
  readonly #news: RoleNews;
  readonly #now: () => number;
  /** By what was tried. */
  readonly #refused = new Map<string, Refused>();
  /** When each role was told of, ms. */
  readonly #told: { readonly role: MissingRole; at: number }[] = [];

  /** @param now ms */
  constructor(news: RoleNews, now: () => number = Date.now) {
    this.#news = news;
    this.#now = now;
  }

  /** Something was refused. @param tried the same words whenever the same is tried */
  denied(tried: string, role: MissingRole): void {
    this.#forget();
    const isKnown = this.missing().some((known) => isSame(known, role));
    this.#refused.set(tried, { role, at: this.#now() });
    const told = this.#told.find((one) => isSame(one.role, role));
    if (isKnown && told !== undefined && this.#now() - told.at < retold) return;
    if (told === undefined) this.#told.push({ role, at: this.#now() });
    else told.at = this.#now();
    this.#news.missing(role);
  }

  /** It was done. */
  worked(tried: string): void {
    if (this.#refused.size === 0) return;
    const found = this.#refused.get(tried);
    if (found === undefined) return;
    this.#refused.delete(tried);
    if (!this.missing().some((known) => isSame(known, found.role))) this.#news.granted(found.role);
  }

  /** What is missing as far as is known, each once. */
  missing(): readonly MissingRole[] {
    if (this.#refused.size === 0) return [];
    this.#forget();
    const found: MissingRole[] = [];
    for (const { role } of this.#refused.values()) if (!found.some((known) => isSame(known, role))) found.push(role);
    return found;
  }

  #forget(): void {
    const oldest = this.#now() - validity;
    for (const [tried, { at }] of this.#refused) if (at < oldest) this.#refused.delete(tried);
  }
}

/** One line for a service, however many of its actions are refused. */
const isSame = (left: MissingRole, right: MissingRole): boolean =>
  left.service === right.service && left.role === right.role && left.identity === right.identity;
