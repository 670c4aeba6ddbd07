import { reject } from "eventwright/codegen/v1";
import { defineApp } from "../golden/library/app.ts";
import type { Handlers } from "../golden/library/handlers.ts";
import { CopyBorrowed } from "../golden/library/messages/copy-borrowed.ts";
import { CopyMissed } from "../golden/library/messages/copy-missed.ts";
import { CopyReturned } from "../golden/library/messages/copy-returned.ts";
import { RemindReader } from "../golden/library/messages/remind-reader.ts";
import { lendingProcess } from "../golden/library/processes/lending.ts";

const lending = lendingProcess(function* ({ data }, ctx) {
  for (let n = 0; n < ctx.settings.reminders; n++) {
    const returned = yield* ctx.within("loan").waitFor("CopyReturned");
    if (returned !== undefined) return `returned by ${returned.data.reader}`;
    yield* ctx.send.RemindReader(data);
  }
  const lost = yield* ctx.send.WriteOff(data);
  return lost.status === "rejected" ? lost.code : "lost";
});

const lendingV1 = lendingProcess.earlier(function* (_started, ctx) {
  yield* ctx.pause("grace");
});

interface State {
  readonly lent: boolean;
}

const handlers: Handlers = {
  streams: {
    copy: {
      initialState: (): State => ({ lent: false }),
      decide: {
        BorrowCopy: ({ data: { copyId, reader } }, state: State) =>
          state.lent ? reject("copy-lent") : [CopyBorrowed.create({ copyId, reader, due: "2026-03-01T00:00:00Z" })],
        RemindReader: () => [],
        WriteOff: ({ data }, state: State) => (state.lent ? [CopyMissed.create(data)] : reject("copy-back")),
        ReturnCopy: ({ data }) => [CopyReturned.create(data)],
      },
      evolve: {
        CopyBorrowed: () => ({ lent: true }),
        CopyReturned: () => ({ lent: false }),
        CopyMissed: (state: State) => state,
      },
    },
  },
  readModels: {
    loans: {
      CopyBorrowed: ({ data }, loan) => ({ reader: data.reader, copies: [...(loan?.copies ?? []), data.copyId] }),
      CopyMissed: (_event, loan) => loan,
    },
  },
  notifiers: {
    LoanDue: {
      CopyBorrowed: ({ data }) => data,
      lending: ({ started, error }) => (error === "" ? undefined : started.data),
    },
  },
  reactions: {
    remind: {
      CopyBorrowed: ({ data }) => [RemindReader.create(data)],
    },
  },
  processes: {
    lending,
    lendingV1,
  },
};

/** The library as it runs: generated code with handlers that are complete. Tests take lines out to see what is said. */
export const app = defineApp(handlers);
