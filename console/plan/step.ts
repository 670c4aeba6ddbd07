import type {
  CloseAccountData,
  LoadCreditsData,
  OpenAccountData,
  RejectionCode,
  TransferCreditsData,
} from "../../generated/client.ts";

/** A command that a client can send, with its payload. */
export type Content =
  | { readonly type: "OpenAccount"; readonly data: OpenAccountData }
  | { readonly type: "LoadCredits"; readonly data: LoadCreditsData }
  | { readonly type: "TransferCredits"; readonly data: TransferCreditsData }
  | { readonly type: "CloseAccount"; readonly data: CloseAccountData };

/** The name of a command that a client can send. */
export type CommandName = Content["type"];

/** What must become of a command. */
export type Expectation =
  | { readonly is: "succeeded" }
  | { readonly is: "rejected"; readonly code: RejectionCode }
  /** Either is right: it depends on which of the commands under way comes first. */
  | { readonly is: "either"; readonly code: RejectionCode }
  /** Succeeds exactly when the account is empty by then. */
  | { readonly is: "closed-if-empty" };

/** When the very same command is sent once more. */
export type RepeatMoment = "at-once" | "when-accepted" | "when-decided";

/** A command that the system must accept, and what goes with it. */
export interface Step {
  readonly kind: "command";
  /** Names the step in reports, such as `transfer 17`. */
  readonly name: string;
  readonly content: Content;
  /** The Idempotency-Key it is sent with. */
  readonly key?: string;
  readonly expect: Expectation;
  readonly repeats: readonly RepeatMoment[];
  /** Another payload for the same stream, sent with the same key: must be refused with 422. */
  readonly reuse?: Content;
}

/** A payload that breaks its schema: must be refused with 400. */
export interface InvalidStep {
  readonly kind: "invalid";
  readonly name: string;
  readonly type: CommandName;
  readonly data: unknown;
}

/** A step that is sent once and must succeed, unless told otherwise. */
export function step(name: string, content: Content, expect: Expectation = { is: "succeeded" }, key?: string): Step {
  return { kind: "command", name, content, expect, repeats: [], ...(key === undefined ? {} : { key }) };
}

/** The account whose stream a command belongs to. */
export function streamOf(content: Content): string {
  return content.type === "TransferCredits" ? content.data.fromAccountId : content.data.accountId;
}
