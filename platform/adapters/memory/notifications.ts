import type { Created, NotificationPage, NotificationStore } from "../../stores/ports.ts";
import type { NotificationRecord } from "../../stores/records.ts";
import type { MemoryContainer } from "./container.ts";

/** Notifications in memory. A position is the sequence number of the last one read. */
export class MemoryNotificationStore implements NotificationStore {
  readonly #container: MemoryContainer<NotificationRecord>;

  constructor(container: MemoryContainer<NotificationRecord>) {
    this.#container = container;
  }

  async create(notification: NotificationRecord): Promise<Created> {
    return this.#container.create(notification.recipient, [notification]) ? "created" : "exists";
  }

  async read(recipient: string, position: string | undefined, limit: number): Promise<NotificationPage | undefined> {
    if (position !== undefined && !/^[0-9]{1,15}$/.test(position)) return undefined;
    const items = this.#container
      .changesAfter(Number(position ?? 0))
      .filter((change) => change.partition === recipient)
      .slice(0, limit)
      .map((change) => ({ envelope: change.document.envelope, position: String(change.lsn) }));
    return { items, position: items.at(-1)?.position ?? position ?? "0" };
  }
}
