// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Decide, Draft, Evolve, NotifyFailed, NotifyRejected } from "eventwright/codegen/v1";
import type { MerchantRegistered } from "../messages/merchant-registered.ts";
import type { PaymentRefused } from "../messages/payment-refused.ts";
import type { PaymentTaken } from "../messages/payment-taken.ts";
import type { RegisterMerchant } from "../messages/register-merchant.ts";
import type { TakePayment } from "../messages/take-payment.ts";
import type {
  CommandFailedData,
  CommandRejectedData,
  MerchantRegisteredData,
  PaymentRefusedData,
  PaymentTakenData,
} from "../types.ts";

/** The commands of the stream merchant. */
export type MerchantCommand = RegisterMerchant | TakePayment;
/** The events of the stream merchant. */
export type MerchantEvent = MerchantRegistered | PaymentRefused | PaymentTaken;
/** Why a command of the stream merchant may be refused. */
export type MerchantRejection = "merchant-exists";

/** What you write for the stream merchant. One merchant. All payments to it are taken in order, one at a time. */
export interface MerchantStream<State> {
  /** The state before the first event. */
  readonly initialState: () => State;
  /** One decider a command. */
  readonly decide: {
    /** Registers a merchant. */
    readonly RegisterMerchant: Decide<
      State,
      RegisterMerchant,
      Draft<"MerchantRegistered", MerchantRegisteredData>,
      "merchant-exists"
    >;
    /** Asks a merchant to take a payment. */
    readonly TakePayment: Decide<
      State,
      TakePayment,
      | Draft<"PaymentRefused", PaymentRefusedData>
      | Draft<"PaymentTaken", PaymentTakenData>
    >;
  };
  /** One fold an event. */
  readonly evolve: {
    /** A merchant exists. */
    readonly MerchantRegistered: Evolve<State, MerchantRegistered>;
    /** A merchant could not take a payment. */
    readonly PaymentRefused: Evolve<State, PaymentRefused>;
    /** A merchant took a payment. */
    readonly PaymentTaken: Evolve<State, PaymentTaken>;
  };
  /** One notifier a notification of outcomes. */
  readonly notify: {
    /** A command of yours could not be processed. */
    readonly CommandFailed: NotifyFailed<State, MerchantCommand, CommandFailedData>;
    /** A command of yours was refused by a business rule. */
    readonly CommandRejected: NotifyRejected<State, MerchantCommand, MerchantRejection, CommandRejectedData>;
  };
}
