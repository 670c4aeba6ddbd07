// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Project, QueryDescriptor, ReadModelDescriptor } from "eventwright/codegen/v1";
import type { CopyBorrowed } from "../messages/copy-borrowed.ts";
import type { CopyMissed } from "../messages/copy-missed.ts";
import type { Loan } from "../types.ts";

/** Who has what. */
export const loans: ReadModelDescriptor = {
  name: "loans",
  container: "loans",
  per: "/reader",
  folds: ["CopyBorrowed", "CopyMissed"],
};

/** getLoan */
export const getLoan: QueryDescriptor = {
  name: "getLoan",
  readModel: loans,
  returns: "one",
  keyParameter: "reader",
  filters: [],
  order: "ascending",
};

/** listLoans */
export const listLoans: QueryDescriptor = {
  name: "listLoans",
  readModel: loans,
  returns: "page",
  filters: ["overdue", { name: "whatever", anyOf: ["overdue", "reader"] }],
  order: "ascending",
};

/** What you write for the read model loans: one fold an event. */
export interface LoansProjection {
  readonly CopyBorrowed: Project<CopyBorrowed, Loan>;
  readonly CopyMissed: Project<CopyMissed, Loan>;
}
