import type { Fault } from "../messages/message-class.ts";

/**
 * Hand-written code threw, or made something that the contract or a limit does not allow. Trying again with the stores as
 * they are will most likely not help, so that after some tries the message is parked. Trouble with a store never is one.
 */
export class HandlerError extends Error {
  override readonly name = "HandlerError";
  /** What a validator found. */
  readonly faults: readonly Fault[];

  constructor(message: string, options: { cause?: unknown; faults?: readonly Fault[] } = {}) {
    super(message, { cause: options.cause });
    this.faults = options.faults ?? [];
  }
}

/**
 * Calls hand-written code.
 * @throws HandlerError with what it threw as the cause
 */
export function callHandler<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HandlerError(`${what} threw: ${reason}`, { cause });
  }
}
