// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import { type AppDefinition, registerFunctions } from "eventwright/codegen/v1";
import type { Handlers } from "./handlers.ts";
import { BorrowCopy } from "./messages/borrow-copy.ts";
import { CopyBorrowed } from "./messages/copy-borrowed.ts";
import { CopyMissed } from "./messages/copy-missed.ts";
import { CopyReturned } from "./messages/copy-returned.ts";
import { LoanDue } from "./messages/loan-due.ts";
import { RemindReader } from "./messages/remind-reader.ts";
import { ReturnCopy } from "./messages/return-copy.ts";
import { WriteOff } from "./messages/write-off.ts";
import { getLoan, listLoans, loans } from "./read-models/loans.ts";
import { settings } from "./settings.ts";

/** The whole contract with its handlers, as the platform runs it. */
export function defineApp(handlers: Handlers): AppDefinition {
  return {
    service: {
      name: "library",
      title: "Library <script>alert(\"title\")</script>",
      version: "2.1.0",
      source: "/library",
      topic: "library-events",
      rejections: {
        "copy-back": "The copy is back.",
        "copy-lent": "Somebody else has the copy.",
      },
    },
    messages: [
      BorrowCopy,
      CopyBorrowed,
      CopyMissed,
      CopyReturned,
      LoanDue,
      RemindReader,
      ReturnCopy,
      WriteOff,
    ],
    commandEndpoints: [
      { functionName: "commandBorrowCopy", route: "api/commands/borrow-copy", message: BorrowCopy, check: handlers.checks?.BorrowCopy },
      { functionName: "commandReturnCopy", route: "api/commands/return-copy", message: ReturnCopy, check: handlers.checks?.ReturnCopy },
    ],
    queryEndpoints: [
      { functionName: "queryGetLoan", route: "api/loans/{reader}", query: getLoan },
      { functionName: "queryListLoans", route: "api/loans", query: listLoans },
    ],
    streams: [
      {
        name: "copy",
        commands: [BorrowCopy, RemindReader, ReturnCopy, WriteOff],
        events: [CopyBorrowed, CopyMissed, CopyReturned],
        handlers: handlers.streams.copy,
        onRejected: [],
        onFailed: [],
      },
    ],
    readModels: [{ descriptor: loans, project: { ...handlers.readModels.loans } }],
    notifiers: [
      {
        message: LoanDue,
        onEvents: ["CopyBorrowed"],
        onProcessFailed: ["lending"],
        notify: { ...handlers.notifiers.LoanDue },
      },
    ],
    reactions: [
      {
        name: "remind",
        functionName: "reactRemind",
        on: [CopyBorrowed],
        sends: [RemindReader],
        react: { ...handlers.reactions.remind },
        idempotent: false,
      },
    ],
    settings,
    processes: [
      {
        name: "lending",
        functionName: "processLending",
        version: 2,
        startedBy: [CopyBorrowed],
        waitsFor: [CopyReturned],
        sends: [RemindReader, WriteOff],
        rejections: {
          WriteOff: ["copy-back", "copy-lent"],
        },
        key: ["/copyId", "/reader"],
        timeouts: { grace: 500, loan: 2592000000 },
        steps: { attempts: 4, strategy: "exponential", first: 200, max: 5000 },
        versions: [
          { version: 2, orchestrator: "runLendingV2", process: handlers.processes.lending },
          { version: 1, orchestrator: "runLendingV1", process: handlers.processes.lendingV1 },
        ],
        onFailed: ["LoanDue"],
      },
    ],
    retry: {
      commands: { attempts: 4, strategy: "exponential", first: 200, max: 5000 },
      projections: { attempts: 4, strategy: "exponential", first: 200, max: 5000 },
      publish: { attempts: 2, strategy: "fixed", first: 1000, max: 5000 },
      messages: {
        LoanDue: { attempts: 6, strategy: "exponential", first: 60000, max: 21600000, jitter: 1, transient: ["ETIMEDOUT", "RatesMissing"], permanent: ["TypeError"] },
        WriteOff: { attempts: 6, strategy: "exponential", first: 60000, max: 21600000, jitter: 1, transient: ["ETIMEDOUT", "RatesMissing"], permanent: ["TypeError"] },
      },
      readModels: {
        loans: { attempts: 9, strategy: "exponential", first: 100, max: 5000, jitter: 0.25 },
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
