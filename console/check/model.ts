import type {
  Account,
  Movement,
  OpenAccountData,
  PayMerchantData,
  RegisterMerchantData,
  ReleaseReason,
  TransferCreditsData,
} from "../../generated/client.ts";
import { creditedOf, takenOf } from "../plan/fees.ts";
import type { Content } from "../plan/step.ts";
import { courseOf, decisionsAmong, type FindDecision, type Happened, type PredictedTransfer } from "./course.ts";

/** How an account must look once everything that the commands set off has ended, or waits for a decision. */
export interface PredictedAccount {
  readonly accountId: string;
  readonly owner: string;
  readonly guardian: string | undefined;
  readonly currency: string;
  readonly status: Account["status"];
  readonly balance: number;
  /** On hold for transfers that wait for a decision. */
  readonly held: number;
  /** Events of the account that its read model folds. */
  readonly events: number;
  /** Its other events: what it could not take, and what others have said about its transfers. */
  readonly others: number;
  /** The lines of its statement, in no order. */
  readonly movements: readonly PredictedMovement[];
}

/** What a line of a statement must say. */
export type PredictedMovement = Pick<Movement, "kind" | "amount"> & {
  /** Of the transfer, the payment or the load. */
  readonly id: string;
};

/** What a merchant must have. */
export interface PredictedMerchant extends RegisterMerchantData {
  /** Payments that it took. */
  readonly taken: readonly PayMerchantData[];
  /** Payments that it could not take. */
  readonly refused: number;
}

/** What the rules make of what was done. */
export interface Prediction {
  readonly accounts: ReadonlyMap<string, PredictedAccount>;
  readonly transfers: ReadonlyMap<string, PredictedTransfer>;
  readonly merchants: ReadonlyMap<string, PredictedMerchant>;
}

type AccountDraft = { -readonly [Key in keyof PredictedAccount]: PredictedAccount[Key] } & {
  movements: PredictedMovement[];
};
type MerchantDraft = PredictedMerchant & { readonly taken: PayMerchantData[]; refused: number };

/**
 * What the rules make of the commands that succeeded. The order within a wave does not matter, because accounts are closed in
 * waves where nothing is sent to them.
 */
export function predict(happened: Happened): Prediction {
  const { commands } = happened;
  const ledger = new Ledger(happened, decisionsAmong(commands));
  const succeeded = commands.filter(({ outcome }) => outcome?.status === "succeeded");
  const waves = new Set(succeeded.map(({ wave }) => wave).sort((a, b) => a - b));
  for (const wave of waves) {
    const contents = succeeded.filter((command) => command.wave === wave).map(({ step }) => step.content);
    for (const content of contents) ledger.open(content);
    for (const content of contents) ledger.move(content);
    for (const content of contents) ledger.close(content);
  }
  return ledger;
}

class Ledger implements Prediction {
  readonly accounts = new Map<string, AccountDraft>();
  readonly transfers = new Map<string, PredictedTransfer>();
  readonly merchants = new Map<string, MerchantDraft>();
  readonly #happened: Happened;
  readonly #decisions: FindDecision;

  constructor(happened: Happened, decisions: FindDecision) {
    this.#happened = happened;
    this.#decisions = decisions;
  }

  open(content: Content): void {
    if (content.type === "OpenAccount") this.accounts.set(content.data.accountId, blankAccount(content.data));
    if (content.type === "RegisterMerchant") {
      this.merchants.set(content.data.merchantId, { ...content.data, taken: [], refused: 0 });
    }
  }

  move(content: Content): void {
    if (content.type === "TransferCredits") this.#transfer(content.data);
    if (content.type === "PayMerchant") this.#pay(content.data);
    if (content.type === "LoadCredits") {
      const { accountId, amount, loadId } = content.data;
      book(this.accounts.get(accountId), { kind: "load", amount: creditedOf(amount), id: loadId });
    }
  }

  close(content: Content): void {
    const account = content.type === "CloseAccount" ? this.accounts.get(content.data.accountId) : undefined;
    if (account === undefined) return;
    account.status = "closed";
    account.events++;
  }

  #transfer(data: TransferCreditsData): void {
    const { fromAccountId, toAccountId, amount, transferId: id } = data;
    const sender = this.accounts.get(fromAccountId);
    const receiver = this.accounts.get(toAccountId);
    const refusal = refusalOf(receiver, data.currency);
    const course = courseOf(data, sender?.guardian, refusal, this.#decisions, this.#happened);
    this.transfers.set(id, course);
    book(sender, { kind: "transfer-sent", amount: -amount, id });
    const end = course.path.at(-1);
    // All but the last step of the way are events of the sender's that its read model does not fold.
    if (sender !== undefined) sender.others += course.path.length - 1;
    if (end === "settled") {
      book(receiver, { kind: "transfer-received", amount, id });
      if (sender !== undefined) sender.events++;
    } else if (end === "returned") {
      book(sender, { kind: "transfer-returned", amount, id });
      if (receiver !== undefined && course.reason === refusal) receiver.others++;
    } else if (sender !== undefined) {
      sender.held += amount;
      sender.others++;
    }
  }

  #pay(data: PayMerchantData): void {
    const payer = this.accounts.get(data.fromAccountId);
    const merchant = this.merchants.get(data.merchantId);
    book(payer, { kind: "payment-sent", amount: -data.amount, id: data.paymentId });
    if (merchant?.currency === data.currency) {
      merchant.taken.push(data);
      if (payer !== undefined) payer.events++;
    } else {
      book(payer, { kind: "payment-returned", amount: data.amount, id: data.paymentId });
      if (merchant !== undefined) merchant.refused++;
    }
  }
}

/** What a merchant has of the payments that it took: minor units. */
export function netOf({ taken }: PredictedMerchant): number {
  return taken.reduce((sum, { amount }) => sum + takenOf(amount), 0);
}

function blankAccount({ accountId, owner, currency, guardian }: OpenAccountData): AccountDraft {
  const blank = { status: "open", balance: 0, held: 0, events: 1, others: 0 } as const;
  return { accountId, owner, currency, guardian, ...blank, movements: [] };
}

/** Why an account cannot take credits; undefined when it can. */
function refusalOf(account: AccountDraft | undefined, currency: string): ReleaseReason | undefined {
  if (account === undefined) return "account-not-found";
  if (account.status === "closed") return "account-closed";
  return account.currency === currency ? undefined : "currency-mismatch";
}

/** An event of an account that moves its balance. */
function book(account: AccountDraft | undefined, movement: PredictedMovement): void {
  if (account === undefined) return;
  account.balance += movement.amount;
  account.events++;
  account.movements.push(movement);
}
