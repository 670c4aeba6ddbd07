import type {
  AllowTransferData,
  ApproveTransferData,
  CloseAccountData,
  DenyTransferData,
  LoadCreditsData,
  OpenAccountData,
  PayMerchantData,
  RegisterMerchantData,
  RejectionCode,
  RejectTransferData,
  TransferCreditsData,
} from "../../generated/client.ts";

/** The payloads of the commands that a client can send. */
export interface Payloads {
  readonly OpenAccount: OpenAccountData;
  readonly LoadCredits: LoadCreditsData;
  readonly TransferCredits: TransferCreditsData;
  readonly CloseAccount: CloseAccountData;
  readonly AllowTransfer: AllowTransferData;
  readonly DenyTransfer: DenyTransferData;
  readonly ApproveTransfer: ApproveTransferData;
  readonly RejectTransfer: RejectTransferData;
  readonly RegisterMerchant: RegisterMerchantData;
  readonly PayMerchant: PayMerchantData;
}

/** The name of a command that a client can send. */
export type CommandName = keyof Payloads;

/** A command with its payload. */
export type ContentOf<Name extends CommandName> = { readonly type: Name; readonly data: Payloads[Name] };

/** Any command that a client can send, with its payload. */
export type Content = { [Name in CommandName]: ContentOf<Name> }[CommandName];

/** What must become of a command. */
export type Expectation =
  | { readonly is: "succeeded" }
  | { readonly is: "rejected"; readonly code: RejectionCode }
  /** Success, or one of these refusals: it depends on which of the commands under way comes first. */
  | { readonly is: "either"; readonly codes: readonly RejectionCode[] }
  /** Succeeds exactly when the account is empty by then. */
  | { readonly is: "closed-if-empty" };

/** When the very same command is sent once more. */
export type RepeatMoment = "at-once" | "when-accepted" | "when-decided";

/** Whose decision a transfer waits for. */
export type Stage = "guardian" | "review";

/** A decision about a transfer: it is sent only where the transfer waits for it. */
export interface Due {
  readonly transferId: string;
  readonly stage: Stage;
}

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
  /** The step is left out where this transfer does not wait for this decision, as when the sender had too little. */
  readonly due?: Due;
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

/** The account or merchant whose stream a command belongs to. */
export function streamOf({ type, data }: Content): string {
  switch (type) {
    case "OpenAccount":
    case "LoadCredits":
    case "CloseAccount":
      return data.accountId;
    case "RegisterMerchant":
      return data.merchantId;
    default:
      return data.fromAccountId;
  }
}

/** The account whose read model shows what a command does; undefined where none does, as with decisions. */
export function accountShowing({ type, data }: Content): string | undefined {
  switch (type) {
    case "OpenAccount":
    case "LoadCredits":
    case "CloseAccount":
      return data.accountId;
    case "TransferCredits":
    case "PayMerchant":
      return data.fromAccountId;
    default:
      return undefined;
  }
}
