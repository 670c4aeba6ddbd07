import type { Envelope } from "../messages/envelope.ts";
import type { ExplorerStore } from "./explorer.ts";
import type { MeasureStore } from "./measures.ts";
import type {
  CommandRecord,
  DeadLetterRecord,
  EventRecord,
  HeldRecord,
  InboxRecord,
  NotificationRecord,
  OutcomeMarker,
  OutcomeRecord,
  ParkedRecord,
  ReadModelRecord,
  SnapshotRecord,
  WaitingRecord,
} from "./records.ts";

/**
 * The ports to the stores. Expected refusals are answers; every other trouble is a `StoreError`. All of them must be
 * durable before they answer, and a reader sees what the same process has written.
 */

/** `exists`: something with this id (or unique key) is there already, and nothing was written. */
export type Created = "created" | "exists";

/** The container `commands`. */
export interface CommandStore {
  create(command: CommandRecord): Promise<Created>;
  read(partition: string, hash: string): Promise<CommandRecord | undefined>;
}

/** The container `events`. */
export interface EventStore {
  /** The events of one stream above a version, ascending, at most `limit`. */
  readAfter(partition: string, version: number, limit: number): Promise<readonly EventRecord[]>;
  /** Stores all of them or none. `exists`: a version is taken, or the command has its result already. */
  append(partition: string, events: readonly EventRecord[]): Promise<Created>;
  /** Stores the result of a command that has no events. `exists`: the command has its result already. */
  mark(marker: OutcomeMarker): Promise<Created>;
  /** The stored result of a command: its events, or its marker; none when it has no result yet. */
  resultOf(partition: string, causationId: string): Promise<readonly (EventRecord | OutcomeMarker)[]>;
  readMark(partition: string, id: string): Promise<Tagged<OutcomeMarker> | undefined>;
  /**
   * Makes room for another result, when the marker is still as `etag` says; false when it is not. For the marker of a
   * failure only: every other result is final.
   */
  removeMark(partition: string, id: string, etag: string): Promise<boolean>;
  /** Writes a marker again, when it is still as `etag` says; false when it is not. */
  replaceMark(marker: OutcomeMarker, etag: string): Promise<boolean>;
  /** All streams by their partition values, in pages, in no order. */
  streams(): AsyncIterable<readonly string[]>;
}

/** The container `outcomes`. */
export interface OutcomeStore {
  create(outcome: OutcomeRecord): Promise<Created>;
  /** Writes it over what is there: a failed command has another outcome when it was redriven. */
  write(outcome: OutcomeRecord): Promise<void>;
  read(commandId: string): Promise<OutcomeRecord | undefined>;
}

/** A document with the tag that a conditional write needs. */
export interface Tagged<T> {
  readonly record: T;
  readonly etag: string;
}

/** What documents of a page have in common. */
export interface PageFilter {
  /** Top-level fields of the document: one of them must have the value. */
  readonly fields: readonly string[];
  /** As text; numbers and booleans are compared as JSON writes them. */
  readonly value: string;
}

/** What a page of a read model is made of. */
export interface PageRequest {
  /** One partition; undefined for all of them. */
  readonly partition?: string;
  /** All of them must be met. */
  readonly filters: readonly PageFilter[];
  readonly order: "ascending" | "descending";
  /** Id and partition of the last document of the page before. */
  readonly after?: { readonly id: string; readonly partition: string };
  readonly limit: number;
}

/** The containers of the read models. */
export interface ReadModelStore {
  read(container: string, partition: string, id: string): Promise<Tagged<ReadModelRecord> | undefined>;
  /**
   * Writes a document if it is still as `etag` says. No etag: only if there is none yet. `any`: whatever is there.
   * @returns the tag that the document has now; undefined when somebody else was faster
   */
  write(container: string, record: ReadModelRecord, etag: string | "any" | undefined): Promise<string | undefined>;
  /** Deletes a document if it is still as `etag` says; false when it is not. */
  remove(container: string, partition: string, id: string, etag: string): Promise<boolean>;
  /** Documents ordered by id, then by partition. */
  page(container: string, request: PageRequest): Promise<readonly ReadModelRecord[]>;
  /** Every document, in pages, in no order. */
  scan(container: string): AsyncIterable<readonly Tagged<ReadModelRecord>[]>;
  /** Makes the container when it is missing. */
  ensure(container: string): Promise<void>;
}

/** A stretch of one recipient's notifications. */
export interface NotificationPage {
  readonly items: readonly { readonly envelope: Envelope; readonly position: string }[];
  /** Where to read on; equal to what was asked for when nothing is new. */
  readonly position: string;
}

/** The container `notifications`. */
export interface NotificationStore {
  create(notification: NotificationRecord): Promise<Created>;
  /**
   * In the order stored, from `position` on (undefined: from the beginning), at most `limit`.
   * @returns undefined when the position is not one that this store gave out
   */
  read(recipient: string, position: string | undefined, limit: number): Promise<NotificationPage | undefined>;
}

/** A document of the container `dead-letters`. */
export type DeadLetterDocument = DeadLetterRecord | ParkedRecord | WaitingRecord;

/** One of several changes that are made together. */
export type DeadLetterChange =
  | { readonly create: DeadLetterDocument }
  /** With a tag: only over a document that still has it. */
  | { readonly put: DeadLetterDocument; readonly etag?: string }
  | { readonly remove: string; readonly etag?: string };

/** A letter whose next try is due. */
export interface DueLetter {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly retryAt: string;
}

/** The container `dead-letters`: letters, markers of parked streams, messages that wait behind them. */
export interface DeadLetterStore {
  create(record: DeadLetterDocument): Promise<Created>;
  readLetter(partition: string, id: string): Promise<DeadLetterRecord | undefined>;
  /** A letter by its id, in whatever partition. */
  findLetter(id: string): Promise<Tagged<DeadLetterRecord> | undefined>;
  /** Every letter, in pages, in no order. */
  letters(): AsyncIterable<readonly DeadLetterRecord[]>;
  /** When the open letters that are tried again by themselves are due, up to an instant (RFC 3339, UTC), in no order. */
  due(until: string): AsyncIterable<readonly DueLetter[]>;
  readParked(partition: string, handler: string): Promise<Tagged<ParkedRecord> | undefined>;
  /**
   * Makes all of the changes in one transaction, or none.
   * @returns false when something to create is there, something to remove is gone, or a tag is not the document's any more
   */
  change(partition: string, changes: readonly DeadLetterChange[]): Promise<boolean>;
  /** What is parked in these partitions, for any handler or at least for those that `handlersOf` names for a partition. */
  parked(
    partitions: readonly string[],
    handlersOf?: (partition: string) => readonly string[],
  ): Promise<readonly ParkedRecord[]>;
  /** The messages that wait for one handler, in order. */
  waiting(partition: string, handler: string): Promise<readonly WaitingRecord[]>;
  /** All parked streams of one handler, in pages. */
  parkedOf(handler: string): AsyncIterable<readonly ParkedRecord[]>;
  /** Removes a document; harmless when it is gone. */
  remove(partition: string, id: string): Promise<void>;
}

/** The container `inbox`: messages that wait for the start of their process. */
export interface InboxStore {
  /**
   * `exists`: the message is kept already.
   * @param lasting kept until somebody removes it, and not only for as long as a start may take
   */
  add(kept: InboxRecord, lasting?: "lasting"): Promise<Created>;
  /**
   * What is kept for one instance, oldest message first. Nothing is missed that anybody had added before the call: whoever
   * adds later looks for the instance once more, and finds it.
   */
  list(instance: string): Promise<readonly InboxRecord[]>;
  /** Has messages for an instance that failed kept from now on; harmless when that was said before. */
  hold(held: Omit<HeldRecord, "id">): Promise<void>;
  /** The try that failed, while messages for the instance are to be kept. */
  heldSince(instance: string): Promise<number | undefined>;
  /** Ends what a try has begun; harmless when it is over, or when a later try has begun it anew. */
  release(instance: string, attempt: number): Promise<void>;
  /** Removes a message; harmless when it is gone. */
  remove(instance: string, id: string): Promise<void>;
}

/** The container `snapshots`. */
export interface SnapshotStore {
  read(partition: string): Promise<SnapshotRecord | undefined>;
  write(snapshot: SnapshotRecord): Promise<void>;
}

/** Where public events go. */
export interface Publisher {
  /**
   * Publishes events in this order; answers when all are accepted.
   * @throws StoreError kind `refused` when the receiver will never take them as they are
   */
  publish(events: readonly Envelope[]): Promise<void>;
}

/** Everything that holds state. */
export interface Stores {
  readonly commands: CommandStore;
  readonly events: EventStore;
  readonly outcomes: OutcomeStore;
  readonly readModels: ReadModelStore;
  readonly notifications: NotificationStore;
  readonly deadLetters: DeadLetterStore;
  readonly snapshots: SnapshotStore;
  readonly inbox: InboxStore;
  readonly measures: MeasureStore;
  /** For views across streams. */
  readonly explorer: ExplorerStore;
}
