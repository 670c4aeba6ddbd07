import type { Message } from "../messages/message-class.ts";
import type { HandlerContext } from "../telemetry/handler-log.ts";

/**
 * Folds one kind of event into one document: pure. `document` is undefined when there is none yet; answering undefined
 * leaves things as they are.
 */
export type Project<Event extends Message, Document> = (
  event: Event,
  document: Document | undefined,
  context: HandlerContext,
) => Document | undefined;

// biome-ignore lint/suspicious/noExplicitAny: each entry takes its own event and document type, which generated interfaces state.
type ProjectionHandler = (event: any, document: any, context: HandlerContext) => unknown;

/** What a projection's hand-written code looks like to the platform: one function per event that it folds. */
export type ProjectionHandlers = Readonly<Record<string, ProjectionHandler>>;

/**
 * Which document an event goes to. `stream`: one document per stream, its id the stream id. `event`: one document per
 * event, in the partition of its stream, its id the zero-padded stream version. A JSON pointer: one document per value
 * found there in the event's payload.
 */
export type DocumentPer = "stream" | "event" | `/${string}`;

/** What the contract says of one read model. */
export interface ReadModelDescriptor {
  readonly name: string;
  /** Cosmos container, partition key `/partition`. */
  readonly container: string;
  readonly per: DocumentPer;
  /** Names of the events that it folds. */
  readonly folds: readonly string[];
}

/** A filter of its own name over several fields. */
export interface FilterDescriptor {
  /** Its name in the query string. */
  readonly name: string;
  /** Top-level document fields; one of them must have the value. */
  readonly anyOf: readonly string[];
}

/** What the contract says of one query endpoint over a read model. */
export interface QueryDescriptor {
  readonly name: string;
  readonly readModel: ReadModelDescriptor;
  /** `one`: the document whose key the path names. `page`: `{items, next?}`. */
  readonly returns: "one" | "page";
  /** The path parameter that holds the partition (for `one` and for pages of one partition); undefined for all of them. */
  readonly keyParameter?: string;
  /** Top-level document fields that the query string may ask for equality with, and filters over several of them. */
  readonly filters: readonly (string | FilterDescriptor)[];
  /** Order of a page by document id. */
  readonly order: "ascending" | "descending";
}
