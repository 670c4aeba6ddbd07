/**
 * What the admin API answers, below `/api/admin` and behind the app's admin key: everything that somebody on call wants to see of
 * a running system. The dashboard imports these types, other clients read them in `docs/admin-api.md`. Instants are RFC 3339, UTC.
 */
import type { Envelope } from "../messages/envelope.ts";

/** What a message is. */
export type MessageKind = "command" | "event" | "notification";

/** How a command stands. */
export type CommandStatus = "accepted" | "succeeded" | "rejected" | "failed";

/**
 * A page of something. `cursor` is there when more may follow: sent back as `?cursor=`, beside the same filters. What a request may
 * cost is bounded, so that a page may have fewer items than `limit`, or none, though more follow.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly cursor?: string;
}

/** One line of the message explorer. */
export interface MessageSummary {
  readonly id: string;
  readonly kind: MessageKind;
  /** Name in the contract; the type where the contract does not know it any more. */
  readonly name: string;
  readonly type: string;
  readonly version: number;
  readonly stream?: string;
  readonly streamid?: string;
  readonly streamversion?: number;
  readonly recipient?: string;
  readonly correlationid: string;
  readonly causationid: string;
  readonly time: string;
  readonly traceparent?: string;
  /** Of commands. */
  readonly status?: CommandStatus;
  /** Of a refused command: the rejection's code; of a failed one: its error. */
  readonly reason?: string;
  /** Ids of the letters about it. */
  readonly letters: readonly string[];
}

/**
 * `GET /messages`: newest first. Filters (all of them optional, all must be met): `id`, `correlation`, `type` (a name of the
 * contract), `kind`, `stream` (name), `streamid`, `recipient`, `status`, `text` (an id, or somewhere in the payload), `since`,
 * `until` (exclusive), `limit` (50; at most 200), `cursor`.
 *
 * `text` looks for ids at all times, and into the payloads of the 24 hours before `until` unless `since` says otherwise.
 */
export type MessagesAnswer = Page<MessageSummary>;

/** `GET /messages/{id}`. */
export interface MessageAnswer extends MessageSummary {
  readonly envelope: Envelope;
  /** As code sees it, when it is of an earlier version. */
  readonly upcast?: Envelope;
  /** Why it cannot be brought up to the newest version. */
  readonly upcastError?: string;
  /** Of commands: what `GET /api/commands/{id}` says. */
  readonly outcome?: unknown;
}

/** One step of a story. */
export interface StoryEntry extends MessageSummary {
  /** Id of the entry that caused it; undefined for the first, and where the cause is not in the story. */
  readonly parent?: string;
  readonly envelope: Envelope;
  /** Of commands: when the outcome was stored. */
  readonly decided?: string;
  /** Of commands: events and notifications are entries of their own. */
  readonly outcome?: unknown;
  /** What failed about it, with all tries. */
  readonly failures: readonly StoryFailure[];
}

/** A letter about a message of a story. */
export interface StoryFailure {
  readonly letter: string;
  readonly handler: string;
  readonly error: string;
  readonly attempts: readonly { readonly at: string; readonly error: string }[];
  readonly retryAt?: string;
  readonly closed?: { readonly how: string; readonly at: string };
}

/** `GET /stories/{correlationId}`: everything that one request set off, causes before effects. */
export interface StoryAnswer {
  readonly correlationid: string;
  readonly entries: readonly StoryEntry[];
  /** Instances that take part. */
  readonly processes: readonly ProcessSummary[];
  /** Whether there is more than is shown (500 entries). */
  readonly truncated: boolean;
}

/**
 * `GET /streams?stream=&prefix=&parked=true&limit=&cursor=`: those with the newest event first; with `prefix` (the beginning of the
 * stream id) or `parked` by name and id.
 */
export type StreamsAnswer = Page<StreamSummary>;

/** A stream in a list. */
export interface StreamSummary {
  readonly stream: string;
  readonly streamid: string;
  readonly version: number;
  /** Its newest event; undefined where every command was refused or failed. */
  readonly last?: { readonly name: string; readonly time: string };
  /** Handlers that it is parked for. */
  readonly parked: readonly string[];
}

/** `GET /streams/{stream}/{streamId}?after=&limit=`: its events, ascending, above a version; `cursor` is the next `after`. */
export interface StreamAnswer extends Page<StreamEvent> {
  readonly stream: string;
  readonly streamid: string;
  readonly version: number;
  readonly parked: readonly { readonly handler: string; readonly letter?: string; readonly waiting: number }[];
}

/** A stored event. */
export interface StreamEvent {
  readonly version: number;
  readonly name: string;
  readonly envelope: Envelope;
  readonly upcast?: Envelope;
  readonly upcastError?: string;
}

/**
 * `GET /streams/{stream}/{streamId}/states?from=&to=`: the fold, step by step; `from` 0 is the state before the first event. At most
 * 100 steps; `to` is the newest version, or as far as that goes.
 */
export interface StatesAnswer {
  readonly stream: string;
  readonly streamid: string;
  /** Newest version of the stream. */
  readonly version: number;
  readonly steps: readonly StateStep[];
  /** Why the fold does not go on behind the last step. */
  readonly error?: string;
}

/** The state after one event. */
export interface StateStep {
  readonly version: number;
  /** Name of the event; undefined before the first one. */
  readonly event?: string;
  /** Version that the event was stored in, where it was brought up from an earlier one. */
  readonly upcastFrom?: number;
  readonly state: unknown;
  /** JSON pointers of what the event has changed; empty for the first step of the answer. */
  readonly changed: readonly string[];
}

/** `GET /read-models`. */
export interface ReadModelsAnswer {
  readonly items: readonly {
    readonly name: string;
    readonly container: string;
    /** Which document an event goes to: `stream`, `event`, or a JSON pointer into its payload. */
    readonly per: string;
    readonly events: readonly string[];
  }[];
}

/** `GET /read-models/{name}?partition=&limit=&cursor=`. */
export type DocumentsAnswer = Page<{ readonly id: string; readonly partition: string; readonly data: unknown }>;

/** `GET /read-models/{name}/document?partition=&id=`: what is stored beside a fresh fold of the events. */
export interface DocumentAnswer {
  /** null: there is none. */
  readonly stored: unknown;
  /** null: no event accounts for it, or it cannot be folded. */
  readonly fresh: unknown;
  /** Why it cannot be folded. */
  readonly error?: string;
  /**
   * `seen`: only the streams were folded that the stored document has seen; which others belong to a document of several streams
   * nobody knows but `GET /verify`, which reads all events.
   */
  readonly folded: "all" | "seen";
  readonly same: boolean;
  /** JSON pointers of what differs. */
  readonly differences: readonly string[];
  /** Versions that are folded in, by stream (`account/…`). */
  readonly seen: Readonly<Record<string, number>>;
}

/** An instance of a process. */
export interface ProcessSummary {
  readonly instanceId: string;
  readonly process: string;
  /** Of the code that it runs. */
  readonly version: number;
  readonly status: string;
  /** What it does or waits for now. */
  readonly progress?: unknown;
  readonly created: string;
  readonly updated: string;
  readonly correlationid?: string;
  /** Id of the letter of a failed one. */
  readonly letter?: string;
}

/** `GET /processes?process=&status=&limit=&cursor=`: newest first. */
export type ProcessesAnswer = Page<ProcessSummary>;

/** `GET /processes/{instanceId}`. */
export interface ProcessAnswer extends ProcessSummary {
  readonly started: Envelope;
  readonly output?: unknown;
  readonly history: readonly ProcessStep[];
}

/** Something that an instance did or that came to it. */
export interface ProcessStep {
  readonly at: string;
  readonly what: "started" | "sent" | "answered" | "message" | "timer" | "timeout" | "ended" | "failed";
  readonly name?: string;
  readonly detail?: unknown;
}

/** `GET /activity?seconds=60`: what has happened lately and how things stand; what the live topology is drawn from. */
export interface ActivityAnswer {
  readonly until: string;
  readonly seconds: number;
  readonly messages: readonly { readonly name: string; readonly kind: MessageKind; readonly count: number }[];
  readonly outcomes: readonly { readonly name: string; readonly status: CommandStatus; readonly count: number }[];
  readonly feeds: readonly { readonly feed: string; readonly waiting: number; readonly seconds: number }[];
  readonly parked: readonly { readonly handler: string; readonly streams: number; readonly oldest?: string }[];
  readonly letters: readonly { readonly handler: string; readonly open: number }[];
  readonly processes: readonly {
    readonly process: string;
    readonly status: string;
    readonly count: number;
    readonly oldest?: string;
  }[];
}

/** `GET /topology`: what the contract connects with what, by the names of its messages. The same for as long as the app runs. */
export interface TopologyAnswer {
  readonly service: { readonly name: string; readonly title: string; readonly version: string; readonly topic: string };
  readonly messages: readonly TopologyMessage[];
  readonly streams: readonly {
    readonly name: string;
    readonly commands: readonly string[];
    readonly events: readonly string[];
    /** Notifications of refused and of failed commands. */
    readonly tells: readonly string[];
  }[];
  readonly readModels: readonly { readonly name: string; readonly events: readonly string[] }[];
  /** Notifications with the events that cause them, and the processes whose failures do. */
  readonly notifiers: readonly {
    readonly name: string;
    readonly events: readonly string[];
    readonly processes: readonly string[];
  }[];
  readonly reactions: readonly {
    readonly name: string;
    readonly on: readonly string[];
    readonly sends: readonly string[];
  }[];
  readonly processes: readonly {
    readonly name: string;
    readonly version: number;
    readonly startedBy: readonly string[];
    readonly waitsFor: readonly string[];
    readonly sends: readonly string[];
  }[];
}

/** A message of the contract in its newest version. */
export interface TopologyMessage {
  readonly name: string;
  readonly kind: MessageKind;
  readonly version: number;
  /** Public events go to the topic. */
  readonly public: boolean;
  /** Of commands that clients may send: where, such as `/api/commands/open-account`. */
  readonly path?: string;
}
