// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { type AppDefinition, registerFunctions } from "eventwright/codegen/v1";
import type { Handlers } from "./handlers.ts";
import { AccountClosed } from "./messages/account-closed.ts";
import { AccountOpened } from "./messages/account-opened.ts";
import { AllowTransfer } from "./messages/allow-transfer.ts";
import { ApproveTransfer } from "./messages/approve-transfer.ts";
import { AskGuardian } from "./messages/ask-guardian.ts";
import { BalanceChanged } from "./messages/balance-changed.ts";
import { CloseAccount } from "./messages/close-account.ts";
import { CommandFailed } from "./messages/command-failed.ts";
import { CommandRejected } from "./messages/command-rejected.ts";
import { CreditTransfer } from "./messages/credit-transfer.ts";
import { CreditsLoaded } from "./messages/credits-loaded.ts";
import { CreditsReceived } from "./messages/credits-received.ts";
import { CreditsRefused } from "./messages/credits-refused.ts";
import { CreditsReserved } from "./messages/credits-reserved.ts";
import { DenyTransfer } from "./messages/deny-transfer.ts";
import { ExpireTransfer } from "./messages/expire-transfer.ts";
import { GuardianAllowed } from "./messages/guardian-allowed.ts";
import { GuardianApprovalRequested } from "./messages/guardian-approval-requested.ts";
import { GuardianAsked } from "./messages/guardian-asked.ts";
import { GuardianDenied } from "./messages/guardian-denied.ts";
import { HoldTransfer } from "./messages/hold-transfer.ts";
import { LoadCredits } from "./messages/load-credits.ts";
import { MerchantRegistered } from "./messages/merchant-registered.ts";
import { OpenAccount } from "./messages/open-account.ts";
import { PayMerchant } from "./messages/pay-merchant.ts";
import { PaymentReceived } from "./messages/payment-received.ts";
import { PaymentRefused } from "./messages/payment-refused.ts";
import { PaymentReleased } from "./messages/payment-released.ts";
import { PaymentReserved } from "./messages/payment-reserved.ts";
import { PaymentSettled } from "./messages/payment-settled.ts";
import { PaymentTaken } from "./messages/payment-taken.ts";
import { RegisterMerchant } from "./messages/register-merchant.ts";
import { RejectTransfer } from "./messages/reject-transfer.ts";
import { ReleasePayment } from "./messages/release-payment.ts";
import { ReleaseTransfer } from "./messages/release-transfer.ts";
import { SettlePayment } from "./messages/settle-payment.ts";
import { SettleTransfer } from "./messages/settle-transfer.ts";
import { TakePayment } from "./messages/take-payment.ts";
import { TransferApproved } from "./messages/transfer-approved.ts";
import { TransferCredits } from "./messages/transfer-credits.ts";
import { TransferExpired } from "./messages/transfer-expired.ts";
import { TransferHeld } from "./messages/transfer-held.ts";
import { TransferProgressed } from "./messages/transfer-progressed.ts";
import { TransferReceived } from "./messages/transfer-received.ts";
import { TransferRejected } from "./messages/transfer-rejected.ts";
import { TransferReleased } from "./messages/transfer-released.ts";
import { TransferSettled } from "./messages/transfer-settled.ts";
import { TransferStuck } from "./messages/transfer-stuck.ts";
import { accounts, getAccount, listAccounts } from "./read-models/accounts.ts";
import { getStatement, statements } from "./read-models/statements.ts";
import { getTakings, listTakings, takings } from "./read-models/takings.ts";
import { getTransfer, listTransfers, transfers } from "./read-models/transfers.ts";
import { settings } from "./settings.ts";

/** The whole contract with its handlers, as the platform runs it. */
export function defineApp(handlers: Handlers): AppDefinition {
  return {
    service: {
      name: "credits",
      title: "Prepaid credits",
      version: "2.0.0",
      source: "/credits",
      topic: "credits-events",
      keyed: true,
      security: {
        tokens: true,
        notifications: { scopes: [["credits.read"]], access: { key: { parameter: "recipient" }, unlessScope: "credits.operate" } },
      },
      rejections: {
        "account-closed": "The account is closed.",
        "account-exists": "An account with this id exists already.",
        "account-not-found": "There is no account with this id.",
        "balance-limit": "The account cannot hold that much.",
        "balance-not-zero": "The account still holds credits, or has some on hold.",
        "currency-mismatch": "The account has another currency.",
        "insufficient-credits": "The account does not hold enough credits.",
        "merchant-exists": "A merchant with this id exists already.",
        "not-awaiting-guardian": "The transfer does not wait for a guardian. None was asked, or the answer is there.",
        "not-awaiting-review": "The transfer does not wait for a review. It was not held, or has been decided.",
        "not-guardian": "Only the guardian of the account may answer.",
        "payment-exists": "A payment with this id is under way.",
        "same-account": "Sender and receiver are the same account.",
        "transfer-exists": "A transfer with this id is under way, or was a short while ago.",
        "transfer-not-found": "No transfer with this id is under way. It never was, or has ended.",
      },
    },
    messages: [
      AccountClosed,
      AccountOpened,
      AllowTransfer,
      ApproveTransfer,
      AskGuardian,
      BalanceChanged,
      CloseAccount,
      CommandFailed,
      CommandRejected,
      CreditTransfer,
      CreditsLoaded,
      CreditsReceived,
      CreditsRefused,
      CreditsReserved,
      DenyTransfer,
      ExpireTransfer,
      GuardianAllowed,
      GuardianApprovalRequested,
      GuardianAsked,
      GuardianDenied,
      HoldTransfer,
      LoadCredits,
      MerchantRegistered,
      OpenAccount,
      PayMerchant,
      PaymentReceived,
      PaymentRefused,
      PaymentReleased,
      PaymentReserved,
      PaymentSettled,
      PaymentTaken,
      RegisterMerchant,
      RejectTransfer,
      ReleasePayment,
      ReleaseTransfer,
      SettlePayment,
      SettleTransfer,
      TakePayment,
      TransferApproved,
      TransferCredits,
      TransferExpired,
      TransferHeld,
      TransferProgressed,
      TransferReceived,
      TransferRejected,
      TransferReleased,
      TransferSettled,
      TransferStuck,
    ],
    commandEndpoints: [
      { functionName: "commandAllowTransfer", route: "api/commands/allow-transfer", message: AllowTransfer, check: handlers.checks?.AllowTransfer, security: { scopes: [["credits.write"]], access: { readModel: "accounts", key: { pointer: "/fromAccountId" }, owner: "/guardian", unlessScope: "credits.operate" } } },
      { functionName: "commandApproveTransfer", route: "api/commands/approve-transfer", message: ApproveTransfer, check: handlers.checks?.ApproveTransfer, security: { scopes: [["credits.review"]] } },
      { functionName: "commandCloseAccount", route: "api/commands/close-account", message: CloseAccount, check: handlers.checks?.CloseAccount, security: { scopes: [["credits.write"]], access: { readModel: "accounts", key: { pointer: "/accountId" }, owner: "/owner", unlessScope: "credits.operate" } } },
      { functionName: "commandDenyTransfer", route: "api/commands/deny-transfer", message: DenyTransfer, check: handlers.checks?.DenyTransfer, security: { scopes: [["credits.write"]], access: { readModel: "accounts", key: { pointer: "/fromAccountId" }, owner: "/guardian", unlessScope: "credits.operate" } } },
      { functionName: "commandLoadCredits", route: "api/commands/load-credits", message: LoadCredits, check: handlers.checks?.LoadCredits, security: { scopes: [["credits.write"]] } },
      { functionName: "commandOpenAccount", route: "api/commands/open-account", message: OpenAccount, check: handlers.checks?.OpenAccount, security: { scopes: [["credits.write"]] } },
      { functionName: "commandPayMerchant", route: "api/commands/pay-merchant", message: PayMerchant, check: handlers.checks?.PayMerchant, security: { scopes: [["credits.write"]], access: { readModel: "accounts", key: { pointer: "/fromAccountId" }, owner: "/owner", unlessScope: "credits.operate" } } },
      { functionName: "commandRegisterMerchant", route: "api/commands/register-merchant", message: RegisterMerchant, check: handlers.checks?.RegisterMerchant, security: { scopes: [["credits.write"]], access: { key: { pointer: "/owner" }, unlessScope: "credits.operate" } } },
      { functionName: "commandRejectTransfer", route: "api/commands/reject-transfer", message: RejectTransfer, check: handlers.checks?.RejectTransfer, security: { scopes: [["credits.review"]] } },
      { functionName: "commandTransferCredits", route: "api/commands/transfer-credits", message: TransferCredits, check: handlers.checks?.TransferCredits, security: { scopes: [["credits.write"]], access: { readModel: "accounts", key: { pointer: "/fromAccountId" }, owner: "/owner", unlessScope: "credits.operate" } } },
    ],
    queryEndpoints: [
      { functionName: "queryGetAccount", route: "api/accounts/{accountId}", query: getAccount, security: { scopes: [["credits.read"]], access: { readModel: "accounts", key: { parameter: "accountId" }, owner: "/owner", unlessScope: "credits.operate" } } },
      { functionName: "queryGetStatement", route: "api/accounts/{accountId}/statement", query: getStatement, security: { scopes: [["credits.read"]], access: { readModel: "accounts", key: { parameter: "accountId" }, owner: "/owner", unlessScope: "credits.operate" } } },
      { functionName: "queryGetTakings", route: "api/merchants/{merchantId}/takings", query: getTakings, security: { scopes: [["credits.read"]], access: { readModel: "takings", key: { parameter: "merchantId" }, owner: "/owner", unlessScope: "credits.operate" } } },
      { functionName: "queryGetTransfer", route: "api/transfers/{transferId}", query: getTransfer, security: { scopes: [["credits.read"]] } },
      { functionName: "queryListAccounts", route: "api/accounts", query: listAccounts, security: { scopes: [["credits.read"]], access: { key: { parameter: "owner" }, unlessScope: "credits.operate" } } },
      { functionName: "queryListTakings", route: "api/merchants", query: listTakings, security: { scopes: [["credits.read"]], access: { key: { parameter: "owner" }, unlessScope: "credits.operate" } } },
      { functionName: "queryListTransfers", route: "api/transfers", query: listTransfers, security: { scopes: [["credits.read"]], access: { readModel: "accounts", key: { parameter: "fromAccountId" }, owner: "/owner", unlessScope: "credits.review" } } },
    ],
    streams: [
      {
        name: "account",
        commands: [
          AllowTransfer,
          ApproveTransfer,
          AskGuardian,
          CloseAccount,
          CreditTransfer,
          DenyTransfer,
          ExpireTransfer,
          HoldTransfer,
          LoadCredits,
          OpenAccount,
          PayMerchant,
          RejectTransfer,
          ReleasePayment,
          ReleaseTransfer,
          SettlePayment,
          SettleTransfer,
          TransferCredits,
        ],
        events: [
          AccountClosed,
          AccountOpened,
          CreditsLoaded,
          CreditsReceived,
          CreditsRefused,
          CreditsReserved,
          GuardianAllowed,
          GuardianAsked,
          GuardianDenied,
          PaymentReleased,
          PaymentReserved,
          PaymentSettled,
          TransferApproved,
          TransferExpired,
          TransferHeld,
          TransferRejected,
          TransferReleased,
          TransferSettled,
        ],
        snapshotEvery: 200,
        handlers: handlers.streams.account,
        onRejected: ["CommandRejected"],
        onFailed: ["CommandFailed"],
      },
      {
        name: "merchant",
        commands: [RegisterMerchant, TakePayment],
        events: [MerchantRegistered, PaymentRefused, PaymentTaken],
        snapshotEvery: 200,
        handlers: handlers.streams.merchant,
        onRejected: ["CommandRejected"],
        onFailed: ["CommandFailed"],
      },
    ],
    readModels: [
      { descriptor: accounts, project: { ...handlers.readModels.accounts } },
      { descriptor: statements, project: { ...handlers.readModels.statements } },
      { descriptor: takings, project: { ...handlers.readModels.takings } },
      { descriptor: transfers, project: { ...handlers.readModels.transfers } },
    ],
    notifiers: [
      {
        message: BalanceChanged,
        onEvents: [
          "CreditsLoaded",
          "CreditsReceived",
          "CreditsReserved",
          "PaymentReleased",
          "PaymentReserved",
          "PaymentSettled",
          "TransferReleased",
          "TransferSettled",
        ],
        with: "accounts",
        notify: { ...handlers.notifiers.BalanceChanged },
      },
      {
        message: GuardianApprovalRequested,
        onEvents: ["GuardianAsked"],
        with: "accounts",
        notify: { ...handlers.notifiers.GuardianApprovalRequested },
      },
      {
        message: PaymentReceived,
        onEvents: ["PaymentTaken"],
        with: "takings",
        notify: { ...handlers.notifiers.PaymentReceived },
      },
      {
        message: TransferProgressed,
        onEvents: [
          "GuardianAllowed",
          "GuardianAsked",
          "GuardianDenied",
          "TransferApproved",
          "TransferExpired",
          "TransferHeld",
          "TransferRejected",
          "TransferReleased",
          "TransferSettled",
        ],
        with: "accounts",
        notify: { ...handlers.notifiers.TransferProgressed },
      },
      {
        message: TransferReceived,
        onEvents: ["CreditsReceived"],
        with: "accounts",
        notify: { ...handlers.notifiers.TransferReceived },
      },
      {
        message: TransferStuck,
        onEvents: [],
        onProcessFailed: ["transfer"],
        notify: { ...handlers.notifiers.TransferStuck },
      },
    ],
    reactions: [
      {
        name: "creditMerchant",
        functionName: "reactCreditMerchant",
        on: [PaymentReserved],
        sends: [TakePayment],
        react: { ...handlers.reactions.creditMerchant },
      },
      {
        name: "settlePayment",
        functionName: "reactSettlePayment",
        on: [PaymentRefused, PaymentTaken],
        sends: [ReleasePayment, SettlePayment],
        react: { ...handlers.reactions.settlePayment },
      },
    ],
    settings,
    processes: [
      {
        name: "transfer",
        functionName: "processTransfer",
        version: 1,
        startedBy: [CreditsReserved],
        waitsFor: [
          CreditsReceived,
          CreditsRefused,
          GuardianAllowed,
          GuardianDenied,
          TransferApproved,
          TransferExpired,
          TransferRejected,
        ],
        sends: [AskGuardian, CreditTransfer, ExpireTransfer, HoldTransfer, ReleaseTransfer, SettleTransfer],
        key: ["/fromAccountId", "/transferId"],
        timeouts: { guardian: 86400000, review: 259200000 },
        steps: { attempts: 300, strategy: "exponential", first: 1000, max: 300000 },
        versions: [{ version: 1, orchestrator: "runTransferV1", process: handlers.processes.transfer }],
        onFailed: ["TransferStuck"],
      },
    ],
    upcasters: {
      TransferHeld: { ...handlers.upcasters.TransferHeld },
    },
    downcasters: {
      TransferHeld: { ...handlers.downcasters.TransferHeld },
    },
    retry: {
      commands: { attempts: 4, strategy: "exponential", first: 200, max: 5000 },
      projections: { attempts: 4, strategy: "exponential", first: 200, max: 5000 },
      messages: {
        GuardianApprovalRequested: { attempts: 20, strategy: "exponential", first: 1000, max: 3600000, jitter: 1 },
      },
    },
    documents: {
      openapi: async () => (await import("./openapi.json", { with: { type: "json" } })).default,
      asyncapi: async () => (await import("./asyncapi.json", { with: { type: "json" } })).default,
      site: new URL("../.eventwright/docs-site/", import.meta.url),
    },
  };
}

/** Registers every function with Azure Functions. Call it once, from package.json's `main`. */
export function register(handlers: Handlers): void {
  registerFunctions(defineApp(handlers));
}
