import type { TypedData } from "./typed-data.ts";

/** One binding of a function: options flattened, plus `type` and `direction`. */
export interface Binding {
  readonly type: string;
  readonly direction?: "in" | "out";
  readonly name?: string;
  readonly [option: string]: unknown;
}

/** What an app registers for one function. */
export interface FunctionMetadata {
  readonly name: string;
  readonly functionId?: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retryOptions?: RetryOptions | undefined;
}

/** A retry policy as the library hands it over: durations in whole seconds. */
export interface RetryOptions {
  readonly retryStrategy?: string;
  readonly maxRetryCount?: number;
  readonly delayInterval?: { readonly seconds: number } | undefined;
  readonly minimumInterval?: { readonly seconds: number } | undefined;
  readonly maximumInterval?: { readonly seconds: number } | undefined;
}

/** Tells a function that it runs again, and why. */
export interface RetryContext {
  readonly retryCount: number;
  readonly maxRetryCount: number;
  readonly exception?: { readonly message: string; readonly stackTrace: string; readonly source: string };
}

/** W3C trace context of an invocation. */
export interface TraceContext {
  readonly traceParent: string;
  readonly traceState: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** One call of a function. */
export interface InvocationRequest {
  readonly invocationId: string;
  readonly functionId: string;
  readonly inputData: readonly { readonly name: string; readonly data: TypedData | undefined }[];
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
  readonly traceContext: TraceContext;
  readonly retryContext?: RetryContext;
}

/** What a function gave back. */
export interface InvocationResponse {
  readonly outputData: readonly { readonly name: string; readonly data: TypedData }[];
  readonly returnValue?: TypedData | null;
  /** Streaming mode: the handler returned nothing, so nobody will answer the proxied request. */
  readonly unanswered?: boolean;
}

/** What a function threw. */
export interface InvocationError {
  readonly message: string;
  readonly stack: string;
  readonly name: string;
  /** Streaming mode: thrown only because the client went away while the response was being written. */
  readonly clientGone?: boolean;
}

/** Log levels of the programming model, least to most severe. */
export const logLevels = ["trace", "debug", "information", "warning", "error", "critical"] as const;
/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number];

/** A log line of the app or of its library. */
export interface WorkerLog {
  readonly type: "log";
  readonly level: LogLevel;
  /** "user" for the app's own lines, "system" for the library's, "console" for what was written to stdout or stderr. */
  readonly category: "user" | "system" | "customMetric" | "console";
  readonly message: string;
  readonly functionName?: string | undefined;
  readonly invocationId?: string | undefined;
}

/** Messages to the worker. */
export type ToWorker =
  | { readonly type: "start"; readonly appDir: string; readonly hostVersion: string }
  | { readonly type: "invoke"; readonly request: InvocationRequest }
  /** Streaming mode: the client has left, so the proxied request may never come. */
  | { readonly type: "abandon"; readonly invocationId: string }
  | { readonly type: "terminate" };

/** Messages from the worker. */
export type FromWorker =
  | {
      readonly type: "started";
      readonly functions: readonly FunctionMetadata[];
      readonly capabilities: Readonly<Record<string, string>>;
    }
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "done"; readonly invocationId: string; readonly response: InvocationResponse }
  | { readonly type: "error"; readonly invocationId: string; readonly error: InvocationError }
  | WorkerLog;
