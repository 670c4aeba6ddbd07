import type { Envelope } from "../../messages/envelope.ts";
import { StoreError } from "../../stores/errors.ts";
import type { Attempt, DeadLetterRecord } from "../../stores/records.ts";
import { HandlerError } from "../handler-error.ts";

/** How the messages of one handler and partition are handled again. Every call may be repeated: what is done stays done. */
export interface Runner {
  /** False: the contract says that handling a message again may do harm. */
  readonly idempotent?: boolean;
  /**
   * Handles a message on the state as it is, and writes nothing.
   * @throws HandlerError when it would not succeed
   */
  check(message: Envelope): Promise<void>;
  /**
   * Handles a message for good.
   * @throws HandlerError when it does not succeed
   */
  run(message: Envelope): Promise<void>;
  /**
   * A handler that lives elsewhere: `run` only makes sure that it can go on, and this tells it to, once the letter has its
   * request (`restart`). The letter goes when it has.
   */
  handOver?(letter: DeadLetterRecord): Promise<void>;
  /**
   * Writes what a handler leaves behind when it fails for good, and answers the letter; undefined when somebody else has
   * finished the message meanwhile.
   */
  fail(message: Envelope, error: HandlerError, attempts: readonly Attempt[]): Promise<DeadLetterRecord | undefined>;
}

/** A store that will never take what a handler made is the handler's failure. */
export async function handling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== "refused") throw error;
    throw new HandlerError(error.message, { cause: error });
  }
}

/** What went wrong in a handler; everything else goes on being thrown. */
export async function failureOf(work: () => Promise<void>): Promise<HandlerError | undefined> {
  try {
    await handling(work);
    return undefined;
  } catch (error) {
    if (error instanceof HandlerError) return error;
    throw error;
  }
}
