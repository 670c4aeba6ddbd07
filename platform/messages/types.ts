/** A type without its version: the same for all versions of a message. */
export function withoutVersion(type: string): string {
  return type.replace(/\.v\d+$/, "");
}

/**
 * A message's type at version 1: what its commands' keys are made with, so that a command that was sent under a key is the same
 * command after its contract got a new version.
 */
export function firstType(type: string): string {
  return `${withoutVersion(type)}.v1`;
}
