import {
  type Attributes as ApiAttributes,
  type Span as ApiSpan,
  context,
  type Link,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { type Logger, SeverityNumber } from "@opentelemetry/api-logs";
import { errorWithout } from "../../telemetry/error-attributes.ts";
import type { Attributes, LogEntry, Span, SpanStart, Telemetry, TraceContext } from "../../telemetry/telemetry.ts";
import type { Instruments } from "./instruments.ts";
import { spanContextOf, traceContextOf } from "./trace-context.ts";

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

const severities = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
} as const;

/**
 * The port, carried out with OpenTelemetry.
 * @param kept whether a trace is kept because something failed in it, which its messages tell whoever handles them
 */
export function telemetryOver(
  tracer: Tracer,
  logger: Logger,
  instruments: Instruments,
  kept: (traceId: string) => boolean,
): Telemetry {
  const placeOf = (span: ApiSpan) => {
    const place = span.spanContext();
    return traceContextOf(place, kept(place.traceId));
  };
  return {
    async span(start, work) {
      const around = contextOf(start);
      const { kind = "internal", links, attributes, begun } = start;
      const span = tracer.startSpan(
        start.name,
        {
          kind: kinds[kind],
          ...(attributes && { attributes: attributes as ApiAttributes }),
          ...(links && { links: links.flatMap(linkTo) }),
          ...(begun !== undefined && { startTime: begun }),
        },
        around,
      );
      const told = new ToldSpan(span, placeOf);
      try {
        return await context.with(trace.setSpan(around, span), work, undefined, told);
      } catch (error) {
        told.failed(error);
        throw error;
      } finally {
        span.end();
      }
    },
    active() {
      const span = trace.getActiveSpan();
      return span && placeOf(span);
    },
    count: (name, amount, attributes) => instruments.counter(name).add(amount, defined(attributes)),
    record: (name, value, attributes) => instruments.histogram(name).record(value, defined(attributes)),
    gauge: (name, value, attributes) => instruments.gauge(name).record(value, defined(attributes)),
    log({ level, event, message, attributes }: LogEntry) {
      logger.emit({
        severityNumber: severities[level],
        severityText: level.toUpperCase(),
        eventName: event,
        body: message,
        // Also an attribute: Application Insights knows no names of events.
        attributes: { ...defined(attributes), "event.name": event },
      });
    },
  };
}

/** The context that a span begins in. */
function contextOf({ parent }: SpanStart) {
  const active = context.active();
  if (parent === undefined) return active;
  const place = parent === "none" ? undefined : spanContextOf(parent);
  return place === undefined ? trace.deleteSpan(active) : trace.setSpanContext(active, place);
}

function linkTo(to: TraceContext): Link[] {
  const place = spanContextOf(to);
  return place === undefined ? [] : [{ context: place }];
}

class ToldSpan implements Span {
  readonly #span: ApiSpan;
  readonly #placeOf: (span: ApiSpan) => TraceContext;
  #error: unknown;

  constructor(span: ApiSpan, placeOf: (span: ApiSpan) => TraceContext) {
    this.#span = span;
    this.#placeOf = placeOf;
  }

  get context(): TraceContext {
    return this.#placeOf(this.#span);
  }

  set(attributes: Attributes): void {
    this.#span.setAttributes(attributes as ApiAttributes);
  }

  link(to: TraceContext): void {
    for (const link of linkTo(to)) this.#span.addLink(link);
  }

  event(name: string, attributes?: Attributes): void {
    this.#span.addEvent(name, defined(attributes));
  }

  failed(error: unknown): void {
    // What was said to have failed and then throws has failed once.
    if (error !== undefined && error === this.#error) return;
    this.#error = error;
    const shown = errorWithout(error, []);
    const message = shown instanceof Error ? shown.message : String(shown);
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message });
    this.#span.setAttribute("error.type", typeOf(shown));
    this.#span.recordException(shown instanceof Error ? shown : message);
  }
}

/** The class of an error, as the conventions want `error.type`. */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return "_OTHER";
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : error.name;
}

/** Leaves out what is undefined: the SDK drops it from spans, but not from anything else. */
function defined(attributes: Attributes | undefined): ApiAttributes {
  if (attributes === undefined) return {};
  const kept: ApiAttributes = {};
  for (const name in attributes) {
    const value = attributes[name];
    if (value !== undefined) kept[name] = value as string;
  }
  return kept;
}
