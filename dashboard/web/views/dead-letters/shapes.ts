/** What `/api/admin/dead-letters` answers, as far as the page reads it; `test/dashboard/views/dead-letters.test.ts` holds it against the app's own types. */
import type { Envelope } from "../../../../platform/messages/envelope.ts";
import type { Fault } from "../../form/check.ts";

/** A letter in a list. */
export interface LetterLine {
  readonly id: string;
  readonly handler: string;
  /** Stream name and stream id. */
  readonly stream: string;
  readonly type: string;
  readonly messageId: string;
  readonly error: string;
  readonly attempts: number;
  /** When it was tried last; RFC 3339, UTC. */
  readonly last: string;
  /** When it is tried next by itself. */
  readonly retryAt?: string;
  /** Whether the stream's later messages wait behind it. */
  readonly parks: boolean;
  readonly closed?: Closed | undefined;
}

/** How a letter came to its end. */
export interface Closed {
  readonly how: "redriven" | "discarded";
  readonly at: string;
  readonly by?: string;
  readonly why?: string;
}

/** A letter with everything that is known of it. */
export interface LetterDetail {
  readonly letter: Letter;
  readonly parks: boolean;
  /** What waits behind it, in order. */
  readonly waiting: readonly { readonly messageId: string; readonly type: string }[];
}

/** A message that a handler could not handle. */
export interface Letter {
  readonly id: string;
  readonly streamid: string;
  readonly handler: string;
  readonly message: Envelope;
  readonly error: { readonly name: string; readonly code?: string; readonly message: string; readonly stack?: string };
  readonly faults: readonly Fault[];
  readonly attempts: readonly { readonly at: string; readonly error: string }[];
  readonly retryAt?: string;
  readonly build: string;
  readonly instanceId?: string;
  readonly delivery?: {
    readonly subscription: string;
    readonly reason: string;
    readonly attempts: number;
    readonly outcome: string;
  };
  readonly edits?: readonly {
    readonly at: string;
    readonly by: string;
    readonly why: string;
    readonly original: unknown;
  }[];
  readonly forced?: readonly { readonly at: string; readonly by: string }[];
  readonly closed?: Closed;
}

/** What became of a letter. */
export interface LetterReport {
  readonly id: string;
  readonly status: "would-pass" | "would-fail" | "restarting" | "redriven" | "discarded" | "failed" | "refused";
  readonly problem?: { readonly code: string; readonly message: string; readonly faults?: readonly Fault[] };
  readonly resumed?: number;
  readonly needsForce?: true;
  /** The letter that parks the stream now. */
  readonly stoppedBy?: string;
}
