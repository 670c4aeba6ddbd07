import type { Attributes } from "../telemetry.ts";

/** One call of a function by the Functions host. */
export interface Invocation {
  /** The host's name for it: its own telemetry has the same. */
  readonly id: string;
  /** When it began, milliseconds since the epoch of the machine's clock; undefined: about now. */
  readonly begun?: number | undefined;
}

/** What a span says of the call that it belongs to. */
export function invocationAttributes(invocation: Invocation | undefined): Attributes {
  return { "faas.invocation_id": invocation?.id };
}
