import type { EntityRow, Message } from "../store/rows.ts";
import type { EntityMessage } from "./messages.ts";

type Waiting = Message<EntityMessage>;

/** What an entity does next. */
export type EntityStep =
  | { readonly kind: "nothing" }
  /** Locks the entity, or passes by when its owner is gone. */
  | { readonly kind: "lock"; readonly message: Waiting }
  /** Ends a lock; `owned` false: somebody else's, so that nothing changes. */
  | { readonly kind: "release"; readonly message: Waiting; readonly owned: boolean }
  /** Operations to run in one call. */
  | { readonly kind: "batch"; readonly messages: readonly Waiting[] };

/**
 * Chooses an entity's next step. A locked entity serves only its owner; everything else keeps its order.
 * @param messages what waits, oldest first; read no further than needed
 * @param limit most operations in one call
 */
export function nextStep(
  { lockedBy }: Pick<EntityRow, "lockedBy">,
  messages: Iterable<Waiting>,
  limit: number,
): EntityStep {
  const batch: Waiting[] = [];
  for (const message of messages) {
    const { name, request } = message.body;
    if (name === "release") {
      if (batch.length > 0) break;
      return { kind: "release", message, owned: lockedBy !== null && request.parent === lockedBy };
    }
    if (lockedBy !== null && request.parent !== lockedBy) continue;
    if (request.lockset !== undefined) {
      if (batch.length > 0) break;
      return { kind: "lock", message };
    }
    batch.push(message);
    if (batch.length >= limit) break;
  }
  return batch.length === 0 ? { kind: "nothing" } : { kind: "batch", messages: batch };
}
