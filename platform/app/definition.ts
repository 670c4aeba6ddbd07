import type { AnyMessageClass } from "../messages/message-class.ts";
import type { Casters } from "../messages/versions.ts";
import type { NotifierHandlers } from "../notifications/notifier.ts";
import type { AnyProcess } from "../processes/process.ts";
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
  /** Whether commands, queries and notifications need a function key. Documents and health never do. Default: they do not. */
  readonly keyed?: boolean;
  /** Who else may call, besides keys. Undefined: whoever has a key, where one is asked for. */
  readonly security?: ServiceSecurity;
  /** The contract's sentence for every rejection code. */
  readonly rejections: Readonly<Record<string, string>>;
}

/** What the contract says of tokens and of callers, for the API as a whole. */
export interface ServiceSecurity {
  /** Whether commands, queries and notifications need a token. Documents and health never do. */
  readonly tokens?: boolean;
  readonly rateLimit?: RateLimit;
  /** What notifications need. */
  readonly notifications?: EndpointSecurity;
}

/** How many requests one caller may send. */
export interface RateLimit {
  readonly requests: number;
  /** Milliseconds. */
  readonly per: number;
}

/** What an endpoint needs of its caller, besides a token that is valid. */
export interface EndpointSecurity {
  /** All scopes of one of these lists. Undefined: none. */
  readonly scopes?: readonly (readonly string[])[];
  readonly access?: AccessRule;
}

/** Who owns what a request is about: a document of a read model says, or the key itself is the owner's subject. */
export interface AccessRule {
  /** Undefined: the key itself is the subject, as that of whoever gets notifications. */
  readonly readModel?: string;
  /**
   * Where the key comes from: a place in a command's payload (JSON pointer), or a parameter of the path or the query
   * string; that of notifications is `recipient`.
   */
  readonly key: { readonly pointer: string } | { readonly parameter: string };
  /** JSON pointer to the field of the document that holds the owner's subject; undefined where there is no document. */
  readonly owner?: string;
  /** A scope with which the owner is not asked for. */
  readonly unlessScope?: string;
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
  /** Which part of a wait is left to chance, from 0 to 1. Undefined: half of it. */
  readonly jitter?: number;
  /** Names or codes of errors: only these are tried again. Undefined: every error is. */
  readonly transient?: readonly string[];
  /** Names or codes of errors that are not tried again, whatever `transient` says. */
  readonly permanent?: readonly string[];
}

/** The retry policies of handlers. */
export interface RetryPolicies {
  readonly commands: RetryPolicy;
  /** Of projections and of the notifiers of events. */
  readonly projections: RetryPolicy;
  /** Of requests to Event Grid. Undefined: as `projections`. */
  readonly publish?: RetryPolicy;
  /** Of the deciders and notifiers that have their own, by the names of commands and notifications. */
  readonly messages?: Readonly<Record<string, RetryPolicy>>;
  /** Of the projections that have their own. */
  readonly readModels?: Readonly<Record<string, RetryPolicy>>;
}

/** An HTTP endpoint that takes one kind of command. */
export interface CommandEndpoint {
  readonly functionName: string;
  /** Without a leading slash, such as `api/commands/open-account`. */
  readonly route: string;
  readonly message: AnyMessageClass;
  /** Hand-written check against read models before the command is stored. */
  readonly check?: CommandCheck | undefined;
  readonly security?: EndpointSecurity;
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
  readonly security?: EndpointSecurity;
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
  /** Names of the processes whose failures it tells of; `notify` has a function under each of them. */
  readonly onProcessFailed?: readonly string[];
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
  /** False: a dead letter of it is redriven only by force. */
  readonly idempotent?: boolean;
}

/** A value that a team tunes per deployment. Processes read it when they start. */
export interface SettingDescriptor {
  /** The name in the contract and in code, such as `reviewThreshold`. */
  readonly name: string;
  /** The name of the app setting that overrides the default, such as `ReviewThreshold`. */
  readonly appSetting: string;
  readonly type: "integer" | "number" | "string" | "boolean";
  readonly default: string | number | boolean;
}

/** The code of one version of a process. */
export interface ProcessVersion {
  readonly version: number;
  /** Name of the orchestrator function, such as `runTransferV1`: running instances find their code by it. */
  readonly orchestrator: string;
  readonly process: AnyProcess;
}

/** A process manager: a secondary handler behind Event Grid that remembers where it is, and waits. */
export interface ProcessDefinition {
  readonly name: string;
  /** The Event Grid function that starts instances and hands messages over to them. */
  readonly functionName: string;
  /** The version that new instances run. */
  readonly version: number;
  readonly startedBy: readonly AnyMessageClass[];
  readonly waitsFor: readonly AnyMessageClass[];
  readonly sends: readonly AnyMessageClass[];
  /**
   * With which codes the commands that it sends may be refused, by the command's name; the process learns what became of
   * those. Undefined: none of them may be refused.
   */
  readonly rejections?: Readonly<Record<string, readonly string[]>>;
  /** JSON pointers to the texts that together find the instance, in every message that starts it or that it waits for. */
  readonly key: readonly string[];
  /** Milliseconds by name. The app setting `<Process><Timeout>Timeout`, an ISO 8601 duration, overrides one. */
  readonly timeouts: Readonly<Record<string, number>>;
  /** How often sending one command is tried before the process fails. */
  readonly steps: RetryPolicy;
  /** The version that new instances run and the earlier ones that are kept. */
  readonly versions: readonly ProcessVersion[];
  /** Names of the notifications that tell of a process that has failed for good. */
  readonly onFailed: readonly string[];
  /** False: a dead letter of it is redriven only by force. */
  readonly idempotent?: boolean;
  /** The upcasters of the messages that it gets, where these have earlier versions. */
  readonly upcasters?: Casters;
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
  /** Undefined in output of generators that did not know processes yet. */
  readonly processes?: readonly ProcessDefinition[];
  readonly settings?: readonly SettingDescriptor[];
  readonly retry: RetryPolicies;
  /** Conversions of messages between their versions. Undefined: no message has an earlier version. */
  readonly upcasters?: Casters;
  readonly downcasters?: Casters;
  /** The published documents, loaded on first request. */
  readonly documents: {
    readonly openapi: () => Promise<unknown>;
    readonly asyncapi: () => Promise<unknown>;
    /** Folder of the published documentation, unless the app setting `DocsFolder` names another one. */
    readonly site?: URL;
    /** One self-contained HTML page: what output of earlier generators has in place of the folder. */
    readonly html?: () => Promise<string>;
  };
}
