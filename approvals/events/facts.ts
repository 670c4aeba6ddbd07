/** What an event says about a transfer under review, and what all of them together make of it. All pure. */

/** What every event about a transfer holds. Amounts are minor units. */
export interface TransferCore {
  readonly transferId: string;
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly amount: number;
  readonly currency: string;
}

/** What carries on the story of an event: whoever answers it sends this along. */
export interface Thread {
  readonly correlationId?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** It waits for a reviewer. */
export interface Held {
  readonly concluded?: true;
  readonly at: string;
  readonly until: string;
  /** Of the event that told of it; missing where that was missed. */
  readonly thread?: Thread;
}

/** It was decided, by a person or by the clock. */
export interface Decision {
  readonly verdict: "approved" | "rejected" | "expired";
  readonly at: string;
  readonly reviewer?: string;
  readonly reason?: string;
  /** What was only concluded (from a read model, from our own command) gives way to what an event says. */
  readonly concluded?: true;
}

/** The credits went on, or back. */
export interface Ending {
  readonly kind: "settled" | "released";
  readonly at: string;
  readonly reason?: string;
  readonly concluded?: true;
}

/** One thing that is known about a transfer. */
export interface Fact {
  readonly transfer: TransferCore;
  readonly held?: Held;
  readonly decision?: Decision;
  readonly ending?: Ending;
}

/** All that is known about a transfer. */
export type Review = Fact;

/** Identifies a transfer here. A transfer's id is chosen by the client that sends it, so its account belongs to it. */
export const keyOf = ({ fromAccountId, transferId }: Pick<TransferCore, "fromAccountId" | "transferId">): string =>
  `${fromAccountId}/${transferId}`;

/**
 * Adds a fact. Events come twice and in any order, so this is made such that neither matters: facts of different kinds stand
 * side by side, and of two of one kind the same one always stays.
 */
export function learn(known: Review | undefined, fact: Fact): Review {
  if (known === undefined) return fact;
  const held = firmest(known.held, fact.held);
  const decision = firmest(known.decision, fact.decision);
  const ending = firmest(known.ending, fact.ending);
  return {
    transfer: known.transfer,
    ...(held && { held }),
    ...(decision && { decision }),
    ...(ending && { ending }),
  };
}

/** Of two facts of a kind: what an event said, else the earlier one. */
function firmest<T extends { readonly at: string; readonly concluded?: true }>(
  one: T | undefined,
  other: T | undefined,
): T | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.concluded !== other.concluded) return one.concluded ? other : one;
  const rank = (fact: T) => `${fact.at} ${JSON.stringify(fact)}`;
  return rank(other) < rank(one) ? other : one;
}

/** How far a review has come. */
export type Stage = "waiting" | "decided" | "ended";

/** Ended when it is known where the credits went. */
export const stageOf = ({ decision, ending }: Review): Stage => (ending ? "ended" : decision ? "decided" : "waiting");

/**
 * Whether a fact concerns reviewers. Most transfers end without ever being held, and their endings are not kept: should one
 * have come before its transfer was known to be held, the platform is asked for it (`review/catch-up.ts`).
 */
export const concernsReview = (known: Review | undefined, { held, decision }: Fact): boolean =>
  known !== undefined || held !== undefined || decision !== undefined;
