import type { Handlers } from "../generated/handlers.ts";
import { account } from "./account/index.ts";
import { merchant } from "./merchant/index.ts";
import { balanceChanged } from "./notifiers/balance-changed.ts";
import { guardianApprovalRequested } from "./notifiers/guardian-approval-requested.ts";
import { paymentReceived } from "./notifiers/payment-received.ts";
import { transferProgressed } from "./notifiers/transfer-progressed.ts";
import { transferReceived } from "./notifiers/transfer-received.ts";
import { creditMerchant } from "./reactions/credit-merchant.ts";
import { creditReceiver } from "./reactions/credit-receiver.ts";
import { settlePayment } from "./reactions/settle-payment.ts";
import { settleSender } from "./reactions/settle-sender.ts";
import { accounts } from "./read-models/accounts.ts";
import { statements } from "./read-models/statements.ts";
import { takings } from "./read-models/takings.ts";
import { transfers } from "./read-models/transfers.ts";

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
  },
  reactions: { creditMerchant, creditReceiver, settlePayment, settleSender },
};
