import type { Envelope } from "../messages/envelope.ts";
import type { AnyMessageClass, Message } from "../messages/message-class.ts";
import { type DurableTask, messageEvent, type Orchestration } from "./orchestration.ts";

/**
 * The messages of one instance: each is there once, whatever was delivered, and stays until somebody wants it.
 *
 * A wait for an external event that lost against a timer stays open, here as in the extension, and may still get an event:
 * it is remembered, and its message taken when the process looks the next time. No wait is ever yielded a second time,
 * since the SDK would count it twice and the extension too, but not alike.
 */
export class Mailbox {
  readonly #orchestration: Orchestration;
  readonly #open: (envelope: Envelope) => Message;
  readonly #seen = new Set<string>();
  readonly #kept: Message[] = [];
  #losers: DurableTask[] = [];

  /**
   * @param seen ids of messages that the instance has had
   * @param kept messages that came before and that nobody has waited for yet
   */
  constructor(
    orchestration: Orchestration,
    open: (envelope: Envelope) => Message,
    seen: readonly string[],
    kept: readonly Envelope[] = [],
  ) {
    this.#orchestration = orchestration;
    this.#open = open;
    for (const id of seen) this.#seen.add(id);
    for (const envelope of kept) this.accept(envelope);
  }

  /** What nobody has waited for yet, oldest first. */
  kept(): readonly Envelope[] {
    this.#collect();
    return this.#kept.map(({ envelope }) => envelope);
  }

  /** Takes out the oldest message of one of these names. */
  take(names: readonly string[]): Message | undefined {
    this.#collect();
    const at = this.#kept.findIndex((message) => names.includes(message.name));
    return at < 0 ? undefined : this.#kept.splice(at, 1)[0];
  }

  /** A new wait for the next message, whatever it is. Its result goes to `accept`, or itself to `remember`. */
  next(): DurableTask {
    return this.#orchestration.waitForExternalEvent(messageEvent);
  }

  /** Keeps what a wait answered, if it is a message that is not here yet. */
  accept(payload: unknown): void {
    if (!isEnvelope(payload) || this.#seen.has(payload.id)) return;
    this.#seen.add(payload.id);
    this.#kept.push(this.#open(payload));
  }

  /** Keeps a wait that lost, for the message that it may get later. */
  remember(wait: DurableTask): void {
    this.#losers.push(wait);
  }

  /** Open waits get events newest first, so this is the order of arrival. */
  #collect(): void {
    for (const wait of this.#losers.toReversed()) if (wait.isCompleted) this.accept(wait.result);
    this.#losers = this.#losers.filter((wait) => !wait.isCompleted);
  }
}

/** Anybody with the right key may raise an event with anything in it. */
function isEnvelope(payload: unknown): payload is Envelope {
  if (typeof payload !== "object" || payload === null) return false;
  const { id, type } = payload as Readonly<Record<string, unknown>>;
  return typeof id === "string" && typeof type === "string" && "data" in payload;
}

/**
 * Makes messages of envelopes. An instance may have got a message in a version that the contract has no longer: its replay
 * must see it all the same, so that such a message is named by its type.
 */
export function messageOpener(classes: readonly AnyMessageClass[]): (envelope: Envelope) => Message {
  const byType = new Map(classes.map((message) => [message.type, message]));
  return (envelope) => {
    const known = byType.get(envelope.type);
    if (known !== undefined) return new known(envelope);
    const [, name = envelope.type, version = "1"] = /([^.]+)\.v(\d+)$/.exec(envelope.type) ?? [];
    return Object.freeze({ name, version: Number(version), data: envelope.data, envelope });
  };
}
