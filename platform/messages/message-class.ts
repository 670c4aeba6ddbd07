import type { Draft, Envelope } from "./envelope.ts";

/** What a message is for: a request that may be refused, a fact, or a word to one person; `message` when its contract does not say. */
export type MessageKind = "command" | "event" | "notification" | "message";

/** One fault that a validator found. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the payload; empty for the payload as a whole. */
  readonly pointer: string;
  /** What is wrong, in words for a person. */
  readonly message: string;
  /** The schema keyword that was broken, such as `required` or `format`. */
  readonly keyword: string;
}

/** A generated validator module: `validate` answers the faults, none when the value is valid. */
export interface ValidatorModule {
  readonly validate: (value: unknown) => readonly Fault[];
}

/** What the contract says of a version before the newest. */
export interface EarlierVersion {
  readonly version: number;
  /** CloudEvents type. */
  readonly type: string;
  readonly schemaId: string;
  /** Last day (UTC, `2027-06-30`) on which outsiders may use it; undefined: it is only known for what is stored. */
  readonly sunset?: string;
  /** Day since which it is deprecated, as `sunset`. */
  readonly deprecated?: string;
  /** JSON pointers to personal data in the payload: what they name never shows in logs, spans or metrics. */
  readonly personalData?: readonly string[];
  readonly validator: () => Promise<ValidatorModule>;
}

/** What the contract says of one message: of its newest version, and which ones came before. */
export interface MessageDescriptor {
  readonly kind: MessageKind;
  /** The message's name in the contract, such as `AccountOpened`. */
  readonly messageName: string;
  readonly version: number;
  /** CloudEvents type: `<contract>.<name>.v<version>`. */
  readonly type: string;
  readonly source: string;
  readonly schemaId: string;
  readonly visibility: "public" | "private";
  /** Commands and events: the stream that the message belongs to. */
  readonly stream?: string;
  /** Commands and events: JSON pointer to the stream's id in the payload. */
  readonly streamId?: string;
  /** Commands: what makes two of them the same; JSON pointers into the payload, or all of it. */
  readonly dedupe?: "payload" | readonly string[];
  /** Notifications: JSON pointer to the recipient in the payload. */
  readonly recipient?: string;
  /** JSON pointers to personal data in the payload: what they name never shows in logs, spans or metrics. */
  readonly personalData?: readonly string[];
  /** Loads the validator on first use, so that an app pays only for the messages it meets. */
  readonly validator: () => Promise<ValidatorModule>;
  /** The versions before that are still known, ascending. Undefined: there are none. */
  readonly earlier?: readonly EarlierVersion[];
}

/** The answer of `parse`: expected faults are values, not throws. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** The static side of a generated message class. */
export interface MessageClass<Name extends string = string, Data = unknown> extends MessageDescriptor {
  readonly messageName: Name;
  /** Wraps an envelope that is known to be valid, such as one read back from a store. */
  new (envelope: Envelope<Data>): Message<Name, Data>;
  /** A payload with its type, for deciders, reactions and notifiers. The platform adds the envelope and validates. */
  create(data: Data): Draft<Name, Data>;
  /** Checks an unknown payload. The only way from outside data to typed data. */
  parse(data: unknown): Promise<Parsed<Data>>;
  /** Whether a value is a message of this type and version, by what it says of itself. */
  is(value: unknown): value is Message<Name, Data>;
}

/** A message as handlers see it: frozen, typed payload, envelope at hand. */
export interface Message<Name extends string = string, Data = unknown> {
  readonly name: Name;
  readonly version: number;
  readonly data: Data;
  readonly envelope: Envelope<Data>;
}

/** Any generated message class, whatever its payload. */
// biome-ignore lint/suspicious/noExplicitAny: payload types of a heterogeneous list; `unknown` would not accept them (contravariance of `create`).
export type AnyMessageClass = MessageClass<string, any>;
