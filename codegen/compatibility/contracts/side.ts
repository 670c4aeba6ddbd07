import type { Location, Position } from "../../diagnostics/diagnostic.ts";
import type { Contract } from "../../model/contract.ts";

/** A place in a file, as people are told it. */
export interface Place extends Location, Position {}

/** One of two contracts that are compared. */
export interface ContractSide {
  /** What people call it: a version, a git ref, a file. */
  readonly label: string;
  readonly contract: Contract;
  /** Where a place of the contract is: a path to show, line and column. */
  readonly locate: (at: Location) => Place;
}
