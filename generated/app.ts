// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { readFile } from "node:fs/promises";
import { type AppDefinition, registerFunctions } from "eventwright/codegen/v1";
import type { Handlers } from "./handlers.ts";
import { AccountClosed } from "./messages/account-closed.ts";
import { AccountOpened } from "./messages/account-opened.ts";
import { BalanceChanged } from "./messages/balance-changed.ts";
import { CloseAccount } from "./messages/close-account.ts";
import { CommandFailed } from "./messages/command-failed.ts";
import { CommandRejected } from "./messages/command-rejected.ts";
import { CreditTransfer } from "./messages/credit-transfer.ts";
import { CreditsLoaded } from "./messages/credits-loaded.ts";
import { CreditsReceived } from "./messages/credits-received.ts";
import { CreditsRefused } from "./messages/credits-refused.ts";
import { CreditsReserved } from "./messages/credits-reserved.ts";
import { LoadCredits } from "./messages/load-credits.ts";
import { OpenAccount } from "./messages/open-account.ts";
import { ReleaseTransfer } from "./messages/release-transfer.ts";
import { SettleTransfer } from "./messages/settle-transfer.ts";
import { TransferCredits } from "./messages/transfer-credits.ts";
import { TransferReceived } from "./messages/transfer-received.ts";
import { TransferReleased } from "./messages/transfer-released.ts";
import { TransferSettled } from "./messages/transfer-settled.ts";
import { accounts, getAccount, listAccounts } from "./read-models/accounts.ts";
import { getStatement, statements } from "./read-models/statements.ts";

/** The whole contract with its handlers, as the platform runs it. */
export function defineApp(handlers: Handlers): AppDefinition {
  return {
    service: {
      name: "credits",
      title: "Prepaid credits",
      version: "1.0.0",
      source: "/credits",
      topic: "credits-events",
      rejections: {
        "account-closed": "The account is closed.",
        "account-exists": "An account with this id exists already.",
        "account-not-found": "There is no account with this id.",
        "balance-limit": "The account cannot hold that much.",
        "balance-not-zero": "The account still holds credits, or has some on hold.",
        "currency-mismatch": "The account has another currency.",
        "insufficient-credits": "The account does not hold enough credits.",
        "same-account": "Sender and receiver are the same account.",
        "transfer-exists": "A transfer with this id is under way.",
      },
    },
    messages: [
      AccountClosed,
      AccountOpened,
      BalanceChanged,
      CloseAccount,
      CommandFailed,
      CommandRejected,
      CreditTransfer,
      CreditsLoaded,
      CreditsReceived,
      CreditsRefused,
      CreditsReserved,
      LoadCredits,
      OpenAccount,
      ReleaseTransfer,
      SettleTransfer,
      TransferCredits,
      TransferReceived,
      TransferReleased,
      TransferSettled,
    ],
    commandEndpoints: [
      { functionName: "commandCloseAccount", route: "api/commands/close-account", message: CloseAccount, check: handlers.checks?.CloseAccount },
      { functionName: "commandLoadCredits", route: "api/commands/load-credits", message: LoadCredits, check: handlers.checks?.LoadCredits },
      { functionName: "commandOpenAccount", route: "api/commands/open-account", message: OpenAccount, check: handlers.checks?.OpenAccount },
      { functionName: "commandTransferCredits", route: "api/commands/transfer-credits", message: TransferCredits, check: handlers.checks?.TransferCredits },
    ],
    queryEndpoints: [
      { functionName: "queryGetAccount", route: "api/accounts/{accountId}", query: getAccount },
      { functionName: "queryGetStatement", route: "api/accounts/{accountId}/statement", query: getStatement },
      { functionName: "queryListAccounts", route: "api/accounts", query: listAccounts },
    ],
    streams: [
      {
        name: "account",
        commands: [
          CloseAccount,
          CreditTransfer,
          LoadCredits,
          OpenAccount,
          ReleaseTransfer,
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
          TransferReleased,
          TransferSettled,
        ],
        snapshotEvery: 200,
        handlers: handlers.streams.account,
        onRejected: ["CommandRejected"],
        onFailed: ["CommandFailed"],
      },
    ],
    readModels: [
      { descriptor: accounts, project: { ...handlers.readModels.accounts } },
      { descriptor: statements, project: { ...handlers.readModels.statements } },
    ],
    notifiers: [
      {
        message: BalanceChanged,
        onEvents: [
          "CreditsLoaded",
          "CreditsReceived",
          "CreditsReserved",
          "TransferReleased",
          "TransferSettled",
        ],
        with: "accounts",
        notify: { ...handlers.notifiers.BalanceChanged },
      },
      {
        message: TransferReceived,
        onEvents: ["CreditsReceived"],
        with: "accounts",
        notify: { ...handlers.notifiers.TransferReceived },
      },
    ],
    reactions: [
      {
        name: "creditReceiver",
        functionName: "reactCreditReceiver",
        on: [CreditsReserved],
        sends: [CreditTransfer],
        react: { ...handlers.reactions.creditReceiver },
      },
      {
        name: "settleSender",
        functionName: "reactSettleSender",
        on: [CreditsReceived, CreditsRefused],
        sends: [ReleaseTransfer, SettleTransfer],
        react: { ...handlers.reactions.settleSender },
      },
    ],
    retry: {
      commands: { attempts: 4, strategy: "exponential", first: 200, max: 5000 },
      projections: { attempts: 4, strategy: "exponential", first: 200, max: 5000 },
    },
    documents: {
      openapi: async () => (await import("./openapi.json", { with: { type: "json" } })).default,
      asyncapi: async () => (await import("./contract.json", { with: { type: "json" } })).default,
      html: () => readFile(new URL("./docs.html", import.meta.url), "utf8"),
    },
  };
}

/** Registers every function with Azure Functions. Call it once, from package.json's `main`. */
export function register(handlers: Handlers): void {
  registerFunctions(defineApp(handlers));
}
