import type { Location } from "../diagnostics/diagnostic.ts";
import type { JsonObject } from "../json/json.ts";
import type { NamedSchema } from "../schema/schema-table.ts";
import type { ApiSecurity, Needs } from "./security.ts";

/** Something of the contract that has a name and a place. */
interface Named {
  readonly name: string;
  readonly description: string;
  readonly at: Location;
}

/** An example of a message's payload. */
export interface Example {
  readonly name: string | undefined;
  readonly summary: string | undefined;
  readonly payload: unknown;
  readonly at: Location;
}

/** A version of a message before its newest one: of stored events, or one that outsiders still send or get. */
export interface EarlierVersion {
  readonly version: number;
  /** Its key among the components, such as `CreditsReserved.v1`. */
  readonly name: string;
  readonly at: Location;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  /** Name of the payload's schema in the schema table, such as `CreditsReservedV1Data`. */
  readonly payload: string;
  readonly examples: readonly Example[];
  readonly visibility: "public" | "private";
  /** Last day (UTC, `2027-06-30`) on which outsiders may send or get it; undefined: they do not any more. */
  readonly sunset: string | undefined;
  /** Day (UTC) since when it is deprecated; undefined: the contract does not say. */
  readonly deprecated: string | undefined;
  /** JSON pointers to personal data in the payload. */
  readonly personalData: readonly string[];
}

interface MessageBase extends Named {
  readonly title: string;
  readonly summary: string;
  /** The newest version. Everything here is about it, but `earlier`. */
  readonly version: number;
  /** The versions before it that are still known, ascending and without gaps. */
  readonly earlier: readonly EarlierVersion[];
  readonly visibility: "public" | "private";
  readonly deprecated: boolean;
  readonly tags: readonly string[];
  /** Name of the payload's schema in the schema table. */
  readonly payload: string;
  readonly examples: readonly Example[];
  /** JSON pointers to personal data in the payload. */
  readonly personalData: readonly string[];
}

/** The HTTP endpoint of a command. */
export interface Endpoint {
  readonly method: string;
  /** The channel's address, with a leading slash. */
  readonly address: string;
  readonly summary: string;
  readonly at: Location;
  /** What its caller's token must hold: all scopes of one of these lists. */
  readonly scopes: readonly (readonly string[])[];
}

/** A request that may be refused. */
export interface Command extends MessageBase {
  readonly kind: "command";
  readonly stream: string;
  /** JSON pointer to the stream's id in the payload. */
  readonly streamId: string;
  /** What makes two commands the same: the whole payload, or these pointers into it. */
  readonly dedupe: "payload" | readonly string[];
  readonly produces: readonly string[];
  readonly rejections: readonly string[];
  readonly endpoint: Endpoint | undefined;
  /** What its endpoint asks of callers. */
  readonly needs: Needs;
  /** Name of the retry policy of its decider. */
  readonly retry: string | undefined;
}

/** A fact that has happened. */
export interface Event extends MessageBase {
  readonly kind: "event";
  readonly stream: string;
  readonly streamId: string;
}

/** A word to one person. */
export interface Notification extends MessageBase {
  readonly kind: "notification";
  /** JSON pointer to the recipient in the payload. */
  readonly recipient: string;
  readonly onOutcome: "rejected" | "failed" | undefined;
  readonly onEvents: readonly string[];
  /** Names of the processes whose failed instances it tells of. */
  readonly onProcessFailed: readonly string[];
  /** The read model whose document the notifier gets. */
  readonly with: string | undefined;
  /** Name of the retry policy of its notifier. */
  readonly retry: string | undefined;
}

/** A message whose contract does not say what it is for: it gets a type, a validator and a class, and nothing that runs. */
export interface PlainMessage extends MessageBase {
  readonly kind: "message";
}

/** Any message of the contract. */
export type Message = Command | Event | Notification | PlainMessage;

/** An ordered history with one id: commands are decided on it, events are appended to it. */
export interface Stream extends Named {
  /** A snapshot is kept each time this many events were added; undefined: never. */
  readonly snapshotEvery: number | undefined;
}

/** What a query may be asked for: equality with any of some top-level fields of the document. */
export interface Filter {
  /** Its name in the query string. */
  readonly name: string;
  readonly fields: readonly string[];
}

/** A query endpoint over a read model. */
export interface Query extends Named {
  /** With a leading slash, without the API's prefix. */
  readonly path: string;
  readonly summary: string;
  readonly returns: "one" | "page";
  readonly filters: readonly Filter[];
  readonly order: "ascending" | "descending";
  readonly needs: Needs;
}

/** Documents folded from events. */
export interface ReadModel extends Named {
  /** As the contract writes it: a key of `components.schemas`. */
  readonly documentKey: string;
  /** Name of the document's schema in the schema table; undefined when there is none. */
  readonly document: string | undefined;
  readonly per: string;
  readonly folds: readonly string[];
  readonly queries: readonly Query[];
  /** Name of the retry policy of its projection. */
  readonly retry: string | undefined;
}

/** A secondary handler that answers published events with commands. */
export interface Reaction extends Named {
  readonly on: readonly string[];
  readonly sends: readonly string[];
  /** Name of the retry policy of the delivery of its events. */
  readonly retry: string | undefined;
  readonly idempotent: boolean;
}

/** A value that is tuned for each deployment. */
export interface Setting extends Named {
  readonly type: "integer" | "number" | "string" | "boolean";
  readonly default: unknown;
}

/** How long a process waits for something. */
export interface Timeout {
  readonly name: string;
  readonly at: Location;
  /** Milliseconds; undefined when the contract gives no duration. */
  readonly duration: number | undefined;
}

/** Hand-written code that lives long: it waits for events and sends commands. */
export interface Process extends Named {
  /** Version of the code that new instances run. */
  readonly version: number;
  /** Earlier versions of which instances may still run, the latest first. */
  readonly keeps: readonly number[];
  readonly startedBy: readonly string[];
  /** JSON pointers whose values together find the instance. */
  readonly key: readonly string[];
  readonly waitsFor: readonly string[];
  readonly sends: readonly string[];
  readonly timeouts: readonly Timeout[];
  /** Name of the retry policy of the delivery of its events. */
  readonly retry: string | undefined;
  /** Name of the retry policy of its steps. */
  readonly steps: string | undefined;
  readonly idempotent: boolean;
}

/** Why a command may be refused. */
export interface RejectionCode {
  readonly code: string;
  readonly message: string;
}

/** How often and how fast something is tried again. Durations are milliseconds. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly strategy: "fixed" | "exponential";
  readonly first: number;
  readonly max: number;
  /** Which part of a wait is left to chance, from 0 to 1; undefined: as the platform has it. */
  readonly jitter: number | undefined;
  /** Errors that alone are tried again; none: all of them are. */
  readonly transient: readonly string[];
  /** Errors that are not tried again. */
  readonly permanent: readonly string[];
  readonly timeToLive: number;
  readonly deadLetter: boolean;
  /** The words that the contract uses. */
  readonly words: readonly string[];
}

/** A contract in our own words. Everything after the model phase sees this, never the AsyncAPI document. */
export interface Contract {
  /** File name of the document. */
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Whether the document has an `x-eventwright` block of its own. Without it there are messages and nothing that runs. */
  readonly isApp: boolean;
  readonly license: string | undefined;
  /** CloudEvents `source` of everything. */
  readonly source: string;
  readonly topic: string;
  /** Whether the HTTP API asks for a function key: a server says so with the security scheme `x-functions-key`. */
  readonly keyed: boolean;
  /** Who else may call it. */
  readonly security: ApiSecurity;
  /** All lists are sorted by name. */
  readonly messages: readonly Message[];
  readonly streams: readonly Stream[];
  readonly readModels: readonly ReadModel[];
  readonly reactions: readonly Reaction[];
  readonly settings: readonly Setting[];
  readonly processes: readonly Process[];
  readonly rejections: readonly RejectionCode[];
  readonly retryPolicies: Readonly<Record<string, RetryPolicy>>;
  readonly schemas: readonly NamedSchema[];
  /** The whole document with every schema under `components.schemas`: needs no other file. */
  readonly bundle: JsonObject;
}

/** The commands of a contract. */
export function commandsOf({ messages }: Contract): readonly Command[] {
  return messages.filter((message) => message.kind === "command");
}

/** The events of a contract. */
export function eventsOf({ messages }: Contract): readonly Event[] {
  return messages.filter((message) => message.kind === "event");
}

/** The notifications of a contract. */
export function notificationsOf({ messages }: Contract): readonly Notification[] {
  return messages.filter((message) => message.kind === "notification");
}

/** Whether nothing that runs depends on a message: it has no kind, or the document says nothing of what runs. */
export function isPlainIn(contract: Contract, message: Message): boolean {
  return !contract.isApp || message.kind === "message";
}

/** The messages without a kind. */
export function plainMessagesOf({ messages }: Contract): readonly PlainMessage[] {
  return messages.filter((message) => message.kind === "message");
}

/** The notifications that somebody writes code for: those of events and of failed processes. */
export function writtenNotificationsOf(contract: Contract): readonly Notification[] {
  return notificationsOf(contract).filter(
    ({ onEvents, onProcessFailed }) => onEvents.length > 0 || onProcessFailed.length > 0,
  );
}

/** The events that start a process or that it waits for. */
export function eventsOfProcess({ startedBy, waitsFor }: Process): readonly string[] {
  return [...startedBy, ...waitsFor];
}

/** The commands of a process that may be refused: it learns what became of them. */
export function refusableOf(contract: Contract, { sends }: Process): readonly Command[] {
  return commandsOf(contract).filter(({ name, rejections }) => sends.includes(name) && rejections.length > 0);
}

/** The CloudEvents type of a message: contract, name and version (the newest when none is given). */
export function typeOf(contract: Contract, message: Message, version: number = message.version): string {
  return `${contract.name}.${message.name}.v${version}`;
}
