import { semanticError } from "../error.ts";
import type { AggregateCall } from "./aggregate.ts";

/** Refuses a wrong number of arguments. */
export function mustTake(call: AggregateCall, least: number, most: number): void {
  const { length } = call.args;
  if (length >= least && length <= most) return;
  const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  throw semanticError("argument-count", `'${call.name}' takes ${wanted} arguments, not ${length}`, call.at);
}
