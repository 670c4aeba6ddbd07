import type { LetterBlob, LetterBlobs } from "../../../platform/dead-letters/event-grid/letter-blobs.ts";

/** A container in memory, and what was asked of it. */
export class MemoryLetterBlobs implements LetterBlobs {
  readonly #blobs = new Map<string, { readonly bytes: Uint8Array; readonly etag: string }>();
  #tags = 0;
  /** How often a content was read. */
  reads = 0;
  /** Called before a removal; throwing is a crash. */
  beforeRemove: (name: string) => void | Promise<void> = () => {};

  put(name: string, content: unknown): void {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(JSON.stringify(content));
    this.#blobs.set(name, { bytes, etag: `0x${++this.#tags}` });
  }

  names(): readonly string[] {
    return [...this.#blobs.keys()].sort();
  }

  async *list(): AsyncIterable<readonly LetterBlob[]> {
    const all = [...this.#blobs].map(([name, { bytes, etag }]) => ({ name, etag, bytes: bytes.length }));
    // Two a page, so that there is more than one.
    for (let at = 0; at < all.length; at += 2) yield all.slice(at, at + 2);
  }

  async read({ name, etag }: LetterBlob): Promise<Uint8Array | undefined> {
    this.reads++;
    const found = this.#blobs.get(name);
    return found?.etag === etag ? found.bytes : undefined;
  }

  async remove({ name, etag }: LetterBlob): Promise<void> {
    await this.beforeRemove(name);
    if (this.#blobs.get(name)?.etag === etag) this.#blobs.delete(name);
  }
}

/** An event as Event Grid writes it into a dead-letter blob. */
export function deadEvent(event: object, more: object = {}): object {
  return {
    ...event,
    deadletterreason: "MaxDeliveryAttemptsExceeded",
    deliveryattempts: 30,
    lastdeliveryoutcome: "NotFound",
    publishtime: "2026-01-01T00:00:00.0000000Z",
    lastdeliveryattempttime: "2026-01-01T20:00:00.0000000Z",
    ...more,
  };
}

/** The name of a blob of a subscription. */
export function blobOf(subscription: string, id: string): string {
  return `${subscription.toUpperCase()}/2026/1/1/20/${id}.json`;
}
