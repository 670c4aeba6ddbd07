/**
 * The envelope around every message: the attributes of CloudEvents 1.0 in structured JSON form, so that what is stored,
 * published and delivered has one shape. Extension attributes carry where the message stands and what caused it.
 * Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export interface Envelope<Data = unknown> {
  readonly specversion: "1.0";
  /** Stable over redeliveries; unique per source. */
  readonly id: string;
  readonly source: string;
  /** Namespace, message name and version, such as `credits.AccountOpened.v1`. */
  readonly type: string;
  /** Stream name and stream id, such as `account/6f1d…`; for notifications the recipient. */
  readonly subject: string;
  /** RFC 3339 instant in UTC. */
  readonly time: string;
  readonly datacontenttype: "application/json";
  /** Address of the payload's schema. */
  readonly dataschema: string;
  /** The same for everything that one client request set off. */
  readonly correlationid: string;
  /** Id of the message that caused this one; for a client's command its own id. */
  readonly causationid: string;
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** Commands and events: the stream's name. */
  readonly stream?: string;
  /** Commands and events: the id within the stream's name. */
  readonly streamid?: string;
  /** Events: the version of the stream after this event; the first event has 1. */
  readonly streamversion?: number;
  /**
   * Commands of clients and the events that they cause: who sent it, as its token says; absent without one, and in what a process
   * or a reaction sends. Never in what is published or told.
   */
  readonly caller?: string;
  /** Notifications: whom it is for. */
  readonly recipient?: string;
  readonly data: Data;
}

/** A message as others get it: who sent its command is no business of theirs. */
export function withoutCaller(envelope: Envelope): Envelope {
  if (envelope.caller === undefined) return envelope;
  const { caller: _caller, ...rest } = envelope;
  return rest;
}

/** A payload that has its type but not yet its envelope: what deciders, reactions and notifiers return. */
export interface Draft<Name extends string = string, Data = unknown> {
  readonly name: Name;
  readonly data: Data;
}
