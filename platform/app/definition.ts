import type { AnyMessageClass } from "../messages/message-class.ts";
import type { NotifierHandlers } from "../notifications/notifier.ts";
import type { ReactionHandlers } from "../reactions/reaction.ts";
import type { ProjectionHandlers, QueryDescriptor, ReadModelDescriptor } from "../read-models/projection.ts";
import type { StreamHandlers } from "../streams/stream.ts";

/** The contract as a whole. */
export interface ServiceDescriptor {
  /** The contract's short name; also the Cosmos database and the prefix of message types. */
  readonly name: string;
  readonly title: string;
  /** `info.version` of the contract. */
  readonly version: string;
  /** CloudEvents `source`. */
  readonly source: string;
  /** Event Grid topic of the public events. */
  readonly topic: string;
  /** The contract's sentence for every rejection code. */
  readonly rejections: Readonly<Record<string, string>>;
}

/** How often and how fast something is tried again. Durations are milliseconds. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  readonly strategy: "fixed" | "exponential";
  /** Wait before the second try. */
  readonly first: number;
  /** Longest wait. */
  readonly max: number;
}

/** An HTTP endpoint that takes one kind of command. */
export interface CommandEndpoint {
  readonly functionName: string;
  /** Without a leading slash, such as `api/commands/open-account`. */
  readonly route: string;
  readonly message: AnyMessageClass;
  /** Hand-written check against read models before the command is stored. */
  readonly check?: CommandCheck | undefined;
}

/** Refuses a payload at the door with what read models know. They may lag, so this is a courtesy, never the rule. */
export type CommandCheck<Data = never> = (data: Data, read: ReadDocument) => Promise<CheckFailure | undefined>;

/** Reads one read model document; undefined when there is none. */
export type ReadDocument = (readModel: string, key: string) => Promise<unknown>;

/** Why a check refused: answered as a 422 problem with this code. */
export interface CheckFailure {
  readonly code: string;
  readonly detail: string;
}

/** A query endpoint. */
export interface QueryEndpoint {
  readonly functionName: string;
  readonly route: string;
  readonly query: QueryDescriptor;
}

/** One stream: its messages, its hand-written code. */
export interface StreamDefinition {
  readonly name: string;
  readonly commands: readonly AnyMessageClass[];
  readonly events: readonly AnyMessageClass[];
  /** A snapshot is written each time this many events have been added; undefined: never. */
  readonly snapshotEvery?: number;
  readonly handlers: StreamHandlers;
  /** Names of the notifications that tell of refusals and failures. */
  readonly onRejected: readonly string[];
  readonly onFailed: readonly string[];
}

/** One read model: what the contract says of it and its hand-written fold. */
export interface ReadModelDefinition {
  readonly descriptor: ReadModelDescriptor;
  readonly project: ProjectionHandlers;
}

/** Notifications that events cause. */
export interface NotifierDefinition {
  readonly message: AnyMessageClass;
  readonly onEvents: readonly string[];
  /** Name of the read model whose document the notifier gets. */
  readonly with?: string;
  readonly notify: NotifierHandlers;
}

/** A secondary handler behind Event Grid that answers public events with commands. */
export interface ReactionDefinition {
  readonly name: string;
  readonly functionName: string;
  readonly on: readonly AnyMessageClass[];
  readonly sends: readonly AnyMessageClass[];
  readonly react: ReactionHandlers;
}

/** Everything that the platform needs to run a contract: plain data from generated code plus the handlers. */
export interface AppDefinition {
  readonly service: ServiceDescriptor;
  /** Every message class of the contract, private ones included. */
  readonly messages: readonly AnyMessageClass[];
  readonly commandEndpoints: readonly CommandEndpoint[];
  readonly queryEndpoints: readonly QueryEndpoint[];
  readonly streams: readonly StreamDefinition[];
  readonly readModels: readonly ReadModelDefinition[];
  readonly notifiers: readonly NotifierDefinition[];
  readonly reactions: readonly ReactionDefinition[];
  readonly retry: { readonly commands: RetryPolicy; readonly projections: RetryPolicy };
  /** The published documents, loaded on first request. */
  readonly documents: {
    readonly openapi: () => Promise<unknown>;
    readonly asyncapi: () => Promise<unknown>;
    /** One self-contained HTML page. */
    readonly html: () => Promise<string>;
  };
}
