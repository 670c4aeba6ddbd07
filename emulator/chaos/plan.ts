import { createHash } from "node:crypto";
import { isAllowed, type Limit } from "./limits.ts";
import { type ChaosRate, type Kinds, type Part, rates } from "./rates.ts";

/** What decides all faults of one start of a system. */
export interface ChaosPlan {
  /** Any text. */
  readonly seed: string;
  readonly rate: ChaosRate;
  /** How often a system has been started on this data folder with faults, from 1: so that a restart does not meet the same ones. */
  readonly life: number;
  /** Only these faults happen; undefined: all. What is left out changes nothing about the others. */
  readonly only?: readonly Limit[] | undefined;
}

/** A fault that is to happen. */
export interface Fault<P extends Part = Part> {
  readonly kind: Kinds[P];
  /** Its place among all that its part has been asked about, from 1. */
  readonly number: number;
  /** From 0 up to but not including 1: how long, or how late; what it means is the part's. */
  readonly size: number;
}

/**
 * Decides what befalls the `number`th thing that `part` does: the same for the same arguments, on every machine, whatever
 * happened before. Undefined: nothing, as nearly always.
 */
export function decide<P extends Part>(plan: ChaosPlan, part: P, number: number): Fault<P> | undefined {
  const digest = createHash("sha256").update(`${plan.seed}/${plan.life}/${part}/${number}`).digest();
  let point = digest.readUIntBE(0, 6) / 2 ** 48;
  for (const [kind, share] of Object.entries(rates[plan.rate][part]) as [Kinds[P], number][]) {
    if (point < share) {
      return isAllowed(plan.only, part, kind, number)
        ? { kind, number, size: digest.readUIntBE(6, 6) / 2 ** 48 }
        : undefined;
    }
    point -= share;
  }
  return undefined;
}
