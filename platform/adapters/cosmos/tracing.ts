import { currentMessage } from "../../telemetry/current-message.ts";
import type { Attributes, Span, SpanStart, Telemetry, TraceContext } from "../../telemetry/telemetry.ts";
import { statusOf, throttledCode } from "./errors.ts";

/** What an answer of Cosmos says beside its content. */
export interface Facts {
  readonly statusCode?: number | undefined;
  readonly subStatus?: number | undefined;
  /** Request units. */
  readonly charge: number;
  /** How often the request was refused for lack of request units before. */
  readonly throttled: number;
}

/** Who asks: where in a trace, and on behalf of which message. */
export interface Asking {
  readonly context: TraceContext | undefined;
  readonly message: string | undefined;
}

/** A request, which may carry several operations. */
export interface RequestStart {
  /** Such as `create_item`, as OpenTelemetry's conventions for Cosmos DB name them. */
  readonly operation: string;
  readonly collection: string;
  /** Operations of a batch. */
  readonly count?: number;
  /** Who asks, where that is not whoever is active now; several share a bulk request. */
  readonly asking?: readonly Asking[];
}

/** What is told of a request while it is made. */
export interface Told {
  /** Every answer of the service; a query has several. */
  answer(facts: Facts): void;
  /** What one operation of a bulk request was charged, for whoever asked for it. */
  charge(units: number, asking: Asking, operation: string): void;
}

/** Makes spans and measurements of the requests to one database. */
export class CosmosTracing {
  readonly #telemetry: Telemetry;
  readonly #database: string;

  constructor(telemetry: Telemetry, database: string) {
    this.#telemetry = telemetry;
    this.#database = database;
  }

  /** Whoever asks now. */
  asking(): Asking {
    return { context: this.#telemetry.active(), message: currentMessage() };
  }

  /** Makes a request inside a span. Its error shows as a status: texts of the service may quote what was asked for. */
  async request<T>(start: RequestStart, work: (told: Told) => Promise<T>): Promise<T> {
    const { operation, collection, asking } = start;
    const [first, ...others] = asking ?? [];
    const links = others.flatMap(({ context }) => context ?? []).filter((place) => !isSame(place, first?.context));
    const span: SpanStart = {
      name: `${operation} ${collection}`,
      kind: "client",
      ...(asking === undefined ? {} : { parent: first?.context ?? "none" }),
      ...(links.length === 0 ? {} : { links }),
      attributes: {
        "db.system.name": "azure.cosmosdb",
        "db.namespace": this.#database,
        "db.collection.name": collection,
        "db.operation.name": operation,
        "db.operation.batch.size": start.count,
      },
    };
    const ended = await this.#telemetry.span<Ended<T>>(span, async (open) => {
      const sum = new Sum();
      const told: Told = {
        answer: (facts) => sum.add(facts),
        charge: (units, by, of) => this.#charge(collection, of, by.message, units),
      };
      try {
        const value = await work(told);
        this.#finish(open, start, sum);
        return { value };
      } catch (error) {
        sum.add(factsOfError(error));
        this.#finish(open, start, sum);
        open.failed(shown(error, sum.statusCode));
        return { error };
      }
    });
    if ("error" in ended) throw ended.error;
    return ended.value;
  }

  #finish(span: Span, { operation, collection, asking }: RequestStart, sum: Sum): void {
    const attributes: Attributes = {
      "db.response.status_code": sum.statusCode === undefined ? undefined : String(sum.statusCode),
      "azure.cosmosdb.response.sub_status_code": sum.subStatus === 0 ? undefined : sum.subStatus,
      "azure.cosmosdb.operation.request_charge": sum.charge,
    };
    span.set(attributes);
    if (sum.throttled > 0) {
      span.set({ "eventwright.cosmos.throttled": sum.throttled });
      this.#telemetry.count("eventwright.cosmos.throttled", sum.throttled, { "db.collection.name": collection });
    }
    // A bulk request has told the charge of each operation.
    if (asking !== undefined && asking.length > 1) return;
    this.#charge(collection, operation, asking === undefined ? currentMessage() : asking[0]?.message, sum.charge);
  }

  #charge(collection: string, operation: string, message: string | undefined, units: number): void {
    if (units === 0) return;
    this.#telemetry.record("eventwright.cosmos.request_units", units, {
      "db.collection.name": collection,
      "db.operation.name": operation,
      "eventwright.message.name": message,
    });
  }
}

/** Makes a request, and tells of it where somebody wants to know. */
export function told<T>(
  tracing: CosmosTracing | undefined,
  start: RequestStart,
  work: (told: Told) => Promise<T>,
): Promise<T> {
  return tracing === undefined ? work(nobody) : tracing.request(start, work);
}

const nobody: Told = { answer() {}, charge() {} };

/** Headers of an answer that tell what it cost. */
type Headers = Readonly<Record<string, unknown>> | undefined;

/** The facts of an answer of the SDK. */
export function factsOf(answer: {
  readonly headers?: unknown;
  readonly statusCode?: number;
  readonly code?: number | string | undefined;
  readonly substatus?: number | undefined;
}): Facts {
  const headers = answer.headers as Headers;
  const statusCode = answer.statusCode ?? (typeof answer.code === "number" ? answer.code : undefined);
  return {
    statusCode,
    subStatus: answer.substatus,
    charge: numberOf(headers, "x-ms-request-charge"),
    // The SDK's own count of its tries.
    throttled: numberOf(headers, "x-ms-throttle-retry-count"),
  };
}

/** The facts of what the SDK throws. */
export function factsOfError(error: unknown): Facts {
  const { headers, substatus } = (error ?? {}) as { headers?: unknown; substatus?: unknown };
  const statusCode = statusOf(error);
  const facts = factsOf({
    headers,
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(typeof substatus === "number" ? { substatus } : {}),
  });
  return { ...facts, throttled: facts.throttled + (statusCode === throttledCode ? 1 : 0) };
}

function numberOf(headers: Headers, name: string): number {
  const value = Number(headers?.[name] ?? 0);
  return Number.isFinite(value) ? value : 0;
}

type Ended<T> = { readonly value: T } | { readonly error: unknown };

class Sum {
  statusCode: number | undefined;
  subStatus = 0;
  charge = 0;
  throttled = 0;

  add({ statusCode, subStatus, charge, throttled }: Facts): void {
    this.statusCode = statusCode ?? this.statusCode;
    this.subStatus = subStatus ?? this.subStatus;
    // Ten thousandths would be noise of the addition.
    this.charge = Math.round((this.charge + charge) * 1000) / 1000;
    this.throttled += throttled;
  }
}

function shown(error: unknown, statusCode: number | undefined): Error {
  const { name = "Error", code } = (error ?? {}) as { name?: string; code?: unknown };
  const said =
    statusCode === undefined ? `Cosmos did not answer: ${String(code ?? name)}.` : `Cosmos answered ${statusCode}.`;
  return Object.assign(new Error(said), { name: String(name), stack: undefined });
}

function isSame(one: TraceContext, other: TraceContext | undefined): boolean {
  return one.traceparent === other?.traceparent;
}
