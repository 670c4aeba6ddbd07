import type { Stores } from "../stores/ports.ts";
import type { DeadLetterRecord } from "../stores/records.ts";

/** Nothing is kept any more for a failed process that nobody brings back; what is kept for a later try of it stays. */
export async function forgetFailed({ inbox }: Pick<Stores, "inbox">, letter: DeadLetterRecord): Promise<void> {
  const { instanceId = "", failed } = letter;
  if (failed === undefined || (await inbox.heldSince(instanceId)) !== failed.attempt) return;
  for (const { id } of await inbox.list(instanceId)) await inbox.remove(instanceId, id);
  await inbox.release(instanceId, failed.attempt);
}
