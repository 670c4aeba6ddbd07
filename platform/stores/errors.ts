import { type MissingRole, missingRoleSentence } from "./missing-role.ts";

/**
 * What a store's refusal means to the core.
 *
 * - `transient`: worth another try: throttling, a lost connection, a range that moves.
 * - `unavailable`: the store, its database or container cannot be reached or does not exist; nothing a message can help.
 * - `refused`: this very document can never be stored: too large, malformed.
 */
export type StoreErrorKind = "transient" | "unavailable" | "refused";

/** What a refusal may say besides. */
export interface StoreErrorOptions {
  readonly cause?: unknown;
  /** Milliseconds. */
  readonly retryAfter?: number;
  readonly missingRole?: MissingRole | undefined;
}

/** A store's refusal other than the expected ones (conflict, not found), which are answers, not throws. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly kind: StoreErrorKind;
  /** How long the store asked to be left alone, milliseconds. */
  readonly retryAfter: number | undefined;
  /** The role that the app's identity would need: then the message names it. */
  readonly missingRole: MissingRole | undefined;

  constructor(kind: StoreErrorKind, message: string, options: StoreErrorOptions = {}) {
    const { cause, retryAfter, missingRole } = options;
    super(missingRole === undefined ? message : `${message} ${missingRoleSentence(missingRole)}`, { cause });
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.missingRole = missingRole;
  }
}

/** Whether another try may help. */
export function isTransient(error: unknown): error is StoreError {
  return error instanceof StoreError && error.kind === "transient";
}
