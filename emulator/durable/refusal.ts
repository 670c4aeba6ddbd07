/** Why the engine does not do what a client asks. */
export type RefusalCode =
  | "invalid-instance-id"
  | "unknown-function"
  | "instance-exists"
  | "instance-not-found"
  | "instance-finished"
  | "instance-not-failed"
  | "already-suspended"
  | "not-suspended";

/** Thrown by the engine's client operations. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
