import type { ProcessDefinition } from "../app/definition.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { Message } from "../messages/message-class.ts";
import { typesOf, upcast } from "../messages/versions.ts";
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
  readonly #kept: Envelope[] = [];
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
    return [...this.#kept];
  }

  /**
   * Takes out the oldest message of one of these names.
   * @throws HandlerError when it cannot be brought up to its newest version; it stays here then
   */
  take(names: readonly string[]): Message | undefined {
    this.#collect();
    const found = this.#kept.find(({ type }) => names.includes(nameOf(type)));
    if (found === undefined) return undefined;
    const message = this.#open(found);
    this.#kept.splice(this.#kept.indexOf(found), 1);
    return message;
  }

  /** A new wait for the next message, whatever it is. Its result goes to `accept`, or itself to `remember`. */
  next(): DurableTask {
    return this.#orchestration.waitForExternalEvent(messageEvent);
  }

  /** Keeps what a wait answered, if it is a message that is not here yet. */
  accept(payload: unknown): void {
    if (!isEnvelope(payload) || this.#seen.has(payload.id)) return;
    this.#seen.add(payload.id);
    this.#kept.push(payload);
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

/** A message's name, from its type. */
function nameOf(type: string): string {
  return /([^.]+)\.v\d+$/.exec(type)?.[1] ?? type;
}

/**
 * Makes messages of envelopes for the code of a process, always in their newest versions: a history may hold earlier ones. One in
 * a version that the contract has no longer, or not yet, must be seen by a replay all the same, so that it is named by its type.
 * What is made throws a HandlerError when an upcaster throws.
 */
export function messageOpener({
  startedBy,
  waitsFor,
  upcasters,
}: Pick<ProcessDefinition, "startedBy" | "waitsFor" | "upcasters">): (envelope: Envelope) => Message {
  const byType = new Map(
    [...startedBy, ...waitsFor].flatMap((message) => typesOf(message).map((type) => [type, message])),
  );
  return (envelope) => {
    const known = byType.get(envelope.type);
    if (known !== undefined) return new known(upcast(known, envelope, upcasters));
    const [, version = "1"] = /\.v(\d+)$/.exec(envelope.type) ?? [];
    return Object.freeze({ name: nameOf(envelope.type), version: Number(version), data: envelope.data, envelope });
  };
}
