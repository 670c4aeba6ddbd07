import { createHash } from "node:crypto";
import type { ChangeFeedPullModelIterator } from "@azure/cosmos";
import { StoreError } from "../../stores/errors.ts";
import type { NotificationPage, NotificationStore } from "../../stores/ports.ts";
import type { NotificationRecord } from "../../stores/records.ts";
import type { Collection } from "./collection.ts";
import { createDocument } from "./documents.ts";
import { translated } from "./errors.ts";
import { factsOf, told } from "./tracing.ts";

/** A place in a recipient's change feed: where a page began, and the last transaction of it that was read. */
interface Position {
  /** Continuation token of the page's beginning; absent: the beginning of the feed. */
  readonly page?: string;
  readonly lsn: number;
  /** Whose it is: a token of somebody else must not open their feed. */
  readonly of: string;
}

type Delivered = NotificationRecord & { readonly _lsn: number };

type Iterator = ChangeFeedPullModelIterator<Delivered>;

/**
 * Iterators that stand at a page's beginning, by its continuation token. A fresh one asks for the container and its ranges
 * before its first page; a stream that looks twice a second should not. Each is taken out while somebody uses it.
 */
class IdleIterators {
  readonly #iterators = new Map<string, Iterator>();

  take(page: string): Iterator | undefined {
    const found = this.#iterators.get(page);
    this.#iterators.delete(page);
    return found;
  }

  put(page: string, iterator: Iterator): void {
    this.#iterators.set(page, iterator);
    const oldest = this.#iterators.size > mostIdle ? this.#iterators.keys().next() : undefined;
    if (oldest?.done === false) this.#iterators.delete(oldest.value);
  }
}

/** Idle iterators at most: about one for each open stream. */
const mostIdle = 1000;

/** Notifications in Cosmos, read from the change feed of the recipient's partition: in the order stored, none missed. */
export function cosmosNotificationStore(collection: Collection): NotificationStore {
  const { container } = collection;
  const idle = new IdleIterators();
  let startFrom: typeof import("@azure/cosmos").ChangeFeedStartFrom | undefined;
  return {
    create: (notification) => createDocument(collection, notification),
    async read(recipient, text, limit) {
      startFrom ??= (await import("@azure/cosmos")).ChangeFeedStartFrom;
      const ChangeFeedStartFrom = startFrom;
      const from = text === undefined ? { lsn: 0, of: ownerTag(recipient) } : parsePosition(text, recipient);
      if (from === undefined) return undefined;
      const read = async (page: string | undefined): Promise<{ documents: readonly Delivered[]; next: string }> => {
        const changeFeedStartFrom =
          page === undefined ? ChangeFeedStartFrom.Beginning(recipient) : ChangeFeedStartFrom.Continuation(page);
        const waiting = page === undefined ? undefined : idle.take(page);
        const iterator =
          waiting ?? container.items.getChangeFeedIterator<Delivered>({ changeFeedStartFrom, maxItemCount: 200 });
        const start = { operation: "query_change_feed", collection: container.id };
        const response = await translated("read of notifications", () =>
          told(collection.tracing, start, async (tell) => {
            const answer = await iterator.readNext();
            tell.answer(factsOf(answer));
            return answer;
          }),
        );
        const next = response.continuationToken;
        idle.put(next, iterator);
        return { documents: (response.result ?? []) as Delivered[], next };
      };
      try {
        return await readFrom(from, limit, read);
      } catch (error) {
        // A token of a container that is no more, or one that somebody made up: the SDK or the service refuses it.
        const refused = !(error instanceof StoreError) || error.kind === "refused";
        if (text !== undefined && refused) return undefined;
        throw error;
      }
    },
  };
}

async function readFrom(
  from: Position,
  limit: number,
  read: (page: string | undefined) => Promise<{ documents: readonly Delivered[]; next: string }>,
): Promise<NotificationPage> {
  let { page, lsn } = from;
  const items: { envelope: NotificationRecord["envelope"]; position: string }[] = [];
  for (;;) {
    const { documents, next } = await read(page);
    if (documents.length === 0) break;
    for (const document of documents) {
      if (document._lsn <= lsn) continue;
      if (items.length === limit) return { items, position: items.at(-1)?.position ?? "" };
      lsn = document._lsn;
      items.push({
        envelope: document.envelope,
        position: writePosition({ ...(page ? { page } : {}), lsn, of: from.of }),
      });
    }
    page = next;
  }
  return { items, position: writePosition({ ...(page ? { page } : {}), lsn, of: from.of }) };
}

function ownerTag(recipient: string): string {
  return createHash("sha256").update(recipient).digest("base64url").slice(0, 11);
}

function writePosition(position: Position): string {
  return Buffer.from(JSON.stringify(position), "utf8").toString("base64url");
}

function parsePosition(text: string, recipient: string): Position | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as Partial<Position> | null;
    if (value?.of !== ownerTag(recipient) || !Number.isSafeInteger(value.lsn)) return undefined;
    if (value.page !== undefined && typeof value.page !== "string") return undefined;
    return value as Position;
  } catch {
    return undefined;
  }
}
