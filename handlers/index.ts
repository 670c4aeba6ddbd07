import type { Handlers } from "../generated/handlers.ts";
import { account } from "./account/index.ts";
import { merchant } from "./merchant/index.ts";
import { balanceChanged } from "./notifiers/balance-changed.ts";
import { guardianApprovalRequested } from "./notifiers/guardian-approval-requested.ts";
import { paymentReceived } from "./notifiers/payment-received.ts";
import { transferProgressed } from "./notifiers/transfer-progressed.ts";
import { transferReceived } from "./notifiers/transfer-received.ts";
import { transferStuck } from "./notifiers/transfer-stuck.ts";
import { transfer } from "./processes/transfer.ts";
import { creditMerchant } from "./reactions/credit-merchant.ts";
import { settlePayment } from "./reactions/settle-payment.ts";
import { accounts } from "./read-models/accounts.ts";
import { statements } from "./read-models/statements.ts";
import { takings } from "./read-models/takings.ts";
import { transfers } from "./read-models/transfers.ts";
import { transferHeldDowncasters, transferHeldUpcasters } from "./upcasters/transfer-held.ts";

/** Everything hand-written for the contract. What is missing here does not compile. */
export const handlers: Handlers = {
  streams: { account, merchant },
  readModels: { accounts, statements, takings, transfers },
  notifiers: {
    BalanceChanged: balanceChanged,
    GuardianApprovalRequested: guardianApprovalRequested,
    PaymentReceived: paymentReceived,
    TransferProgressed: transferProgressed,
    TransferReceived: transferReceived,
    TransferStuck: transferStuck,
  },
  reactions: { creditMerchant, settlePayment },
  processes: { transfer },
  upcasters: {
    TransferHeld: transferHeldUpcasters,
  },
  downcasters: {
    TransferHeld: transferHeldDowncasters,
  },
};
