/** What the server tells the page, and the page's code reads. Types only: the page's code is served without them. */

/** Where a held transfer stands, for a reviewer. */
export type ReviewStatus = "held" | "approved" | "rejected" | "expired" | "released";

/** One side of a transfer. `owner` is missing until the platform has been asked. */
export interface Party {
  readonly accountId: string;
  readonly owner?: string;
  readonly guardian?: string;
}

/** A transfer that is or was held for review. Instants are RFC 3339 in UTC; amounts are minor units. */
export interface TransferView {
  /** `<from account>/<transfer id>`: unique, and the path of this transfer in the API of this application. */
  readonly key: string;
  readonly transferId: string;
  readonly from: Party;
  readonly to: Party;
  readonly amount: number;
  readonly currency: string;
  readonly status: ReviewStatus;
  readonly heldAt?: string;
  /** Until when it can be decided. */
  readonly until?: string;
  readonly reviewer?: string;
  readonly reason?: string;
  readonly decidedAt?: string;
  /** Where the credits went in the end. */
  readonly ending?: "settled" | "released";
  readonly endingReason?: string;
}

/** How this application and the platform get on. */
export interface LinkView {
  /** Whether the platform's API answers. */
  readonly api: "up" | "down";
  /** Why not, in words. */
  readonly detail?: string;
  /** Whether events are delivered; `unknown` when an operator makes the subscription. */
  readonly events: "subscribed" | "pending" | "unknown";
}

/** The whole list. */
export interface QueueView {
  /** The server's clock, so that a wrong clock on a phone does not show wrong times. */
  readonly now: string;
  readonly waiting: readonly TransferView[];
  /** The latest decisions, newest first. */
  readonly decided: readonly TransferView[];
  readonly link: LinkView;
}

/** An account as the platform shows it. */
export interface AccountView {
  readonly accountId: string;
  readonly owner: string;
  readonly guardian?: string;
  readonly currency: string;
  readonly balance: number;
  readonly held: number;
  readonly status: string;
}

/** One of the sender's other transfers. */
export interface EarlierTransfer {
  readonly transferId: string;
  readonly at?: string;
  readonly toAccountId: string;
  /** Owner of the receiving account, where known. */
  readonly to?: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
}

/** All that a reviewer needs to decide. What could not be read is missing, and `problem` says why. */
export interface DetailView {
  readonly transfer: TransferView;
  readonly note?: string;
  readonly sender?: AccountView;
  readonly receiver?: AccountView;
  readonly earlier?: readonly EarlierTransfer[];
  readonly problem?: string;
}

/** What a reviewer decides. */
export type Verdict = "approve" | "reject";

/** What became of a decision. */
export type DecisionView =
  /** It counts. */
  | { readonly result: "decided"; readonly transfer: TransferView }
  /** Somebody else, or the clock, was faster. */
  | { readonly result: "too-late"; readonly transfer: TransferView }
  /** It was taken, but its outcome is not known yet; the list will show it. */
  | { readonly result: "pending" }
  /** The platform does not know this transfer. */
  | { readonly result: "unknown-transfer" }
  /** The platform could not handle it; `deadLetter` is what an operator asks for. */
  | { readonly result: "failed"; readonly deadLetter?: string };

/** An error of this application's API (RFC 9457). */
export interface ProblemView {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
}
