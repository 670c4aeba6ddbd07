// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
export { BorrowCopy } from "./borrow-copy.ts";
export { CopyBorrowed } from "./copy-borrowed.ts";
export { CopyMissed } from "./copy-missed.ts";
export { CopyReturned } from "./copy-returned.ts";
export { LoanDue } from "./loan-due.ts";
export { RemindReader } from "./remind-reader.ts";
export { ReturnCopy } from "./return-copy.ts";
export { WriteOff } from "./write-off.ts";
