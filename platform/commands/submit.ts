import { type Catalog, classOf, newestEnvelope } from "../app/catalog.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { hashOf } from "../messages/hash.ts";
import type { CommandStore } from "../stores/ports.ts";
import type { CommandRecord } from "../stores/records.ts";

/** What became of a command at the door. `first` is the command that was stored before this one. */
export type Submitted =
  | { readonly status: "accepted"; readonly command: CommandRecord }
  | { readonly status: "replayed"; readonly first: CommandRecord }
  | { readonly status: "duplicate"; readonly first: CommandRecord }
  | { readonly status: "key-reused"; readonly first: CommandRecord };

/** How often a document that vanishes (its time to live ends) between a conflict and its reading is created anew. */
const races = 3;

/**
 * Stores a command unless its like is stored already: the dedupe hash is the document id.
 * @throws Error when the document appears and vanishes again and again
 */
export async function submitCommand(store: CommandStore, command: CommandRecord, catalog: Catalog): Promise<Submitted> {
  for (let race = 0; race < races; race++) {
    if ((await store.create(command)) === "created") return { status: "accepted", command };
    const first = await store.read(command.streamid, command.id);
    if (first === undefined) continue;
    if (!command.sentbykey) return { status: "duplicate", first };
    return { status: isSame(catalog, first, command) ? "replayed" : "key-reused", first };
  }
  throw new Error(`The command ${command.envelope.id} conflicts with a document that cannot be read.`);
}

/** Whether two commands say the same. What was sent in different versions is compared in the newest. */
function isSame(catalog: Catalog, first: CommandRecord, second: CommandRecord): boolean {
  if (first.payloadhash === second.payloadhash) return true;
  const { type } = first.envelope;
  const message = type === second.envelope.type ? undefined : classOf(catalog, type);
  if (message === undefined) return false;
  try {
    const [one, other] = [first, second].map(({ envelope }) => newestEnvelope(catalog, message, envelope).data);
    return hashOf(one) === hashOf(other);
  } catch (error) {
    if (error instanceof HandlerError) return false;
    throw error;
  }
}
