import { unsupported } from "../error.ts";
import type { Aggregate, AggregateCall, BindAggregate } from "./aggregate.ts";
import { collections } from "./collections.ts";
import { counts } from "./counts.ts";
import { extremes } from "./extremes.ts";
import { ranks } from "./percentiles.ts";
import { sums } from "./sums.ts";

/** All aggregates, by name. */
export const aggregates: Readonly<Record<string, BindAggregate>> = {
  ...counts,
  ...sums,
  ...extremes,
  ...ranks,
  ...collections,
};

/** The columns that a call of an aggregate makes. @throws {KqlError} an aggregate that is not carried out here */
export function bindAggregate(call: AggregateCall): readonly Aggregate[] {
  const found = Object.hasOwn(aggregates, call.name) ? aggregates[call.name] : undefined;
  if (!found) throw unsupported(`The aggregate '${call.name}'`, call.at);
  return found(call);
}
