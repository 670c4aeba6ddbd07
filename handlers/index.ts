import type { Handlers } from "../generated/handlers.ts";
import { account } from "./account/index.ts";
import { balanceChanged } from "./notifiers/balance-changed.ts";
import { transferReceived } from "./notifiers/transfer-received.ts";
import { creditReceiver } from "./reactions/credit-receiver.ts";
import { settleSender } from "./reactions/settle-sender.ts";
import { accounts } from "./read-models/accounts.ts";
import { statements } from "./read-models/statements.ts";

/** Everything hand-written for the contract. What is missing here does not compile. */
export const handlers: Handlers = {
  streams: { account },
  readModels: { accounts, statements },
  notifiers: { BalanceChanged: balanceChanged, TransferReceived: transferReceived },
  reactions: { creditReceiver, settleSender },
};
