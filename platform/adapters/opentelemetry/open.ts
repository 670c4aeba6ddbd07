import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import type { LogSink } from "../../app/log.ts";
import type { Environment } from "../../app/settings.ts";
import type { TelemetrySettings } from "../../app/telemetry-settings.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import type { Telemetry } from "../../telemetry/telemetry.ts";
import type { RoleWatch } from "../roles/role-watch.ts";
import type { Operations } from "./azure-views.ts";
import { flushOnSignal } from "./flush-on-signal.ts";
import { registerGlobally } from "./globals.ts";
import { Instruments } from "./instruments.ts";
import { KeptTraces } from "./kept-traces.ts";
import { metricReader } from "./metric-reader.ts";
import { type Held, logProcessor, spanProcessor } from "./processors.ts";
import { resourceAttributes } from "./resource.ts";
import { keepingSampler } from "./sampler.ts";
import type { QueueNews } from "./send-queue.ts";
import { closeSignals, flushSignals, giveUpSignals, type Senders, type Signals, signalsTo } from "./signals.ts";
import { telemetryOver } from "./telemetry.ts";

/** Telemetry that goes somewhere. */
export interface OpenTelemetry {
  readonly telemetry: Telemetry;
  /** Sends what waits; takes `patience` ms at most (2 s) and never throws. What is not sent by then waits on. */
  flush(patience?: number): Promise<void>;
  /** Flushes, and lets go of everything. */
  close(): Promise<void>;
}

/** A place that telemetry goes to, and how it wants its metrics. */
export interface Place {
  readonly name: string;
  readonly temporality: "delta" | "cumulative";
  readonly open: () => Promise<Senders>;
}

/** What is otherwise as it is for everybody. */
export interface OpenTelemetryOptions {
  /** Where telemetry goes. Default: where the settings say. */
  readonly placesOf?: (
    settings: TelemetrySettings,
    operations: Operations | undefined,
    watch: RoleWatch | undefined,
  ) => readonly Place[];
  /** Told when the app's identity may not send. */
  readonly watch?: RoleWatch | undefined;
  /** How long a flush and the end wait, ms. */
  readonly patience?: number;
}

/** How long the end of a worker may wait for a place that does not answer, ms. The Functions host gives it some seconds. */
const usualPatience = 2_000;

/**
 * Opens the providers of OpenTelemetry, registers them for users' own instrumentation, and sends what they tell to the places
 * that the settings name.
 * @param version of the app: the contract's, with the build where one is known
 * @param sink is told of trouble with a place, and of its end, once each
 */
export function openTelemetry(
  settings: TelemetrySettings,
  version: string,
  env: Environment,
  sink: LogSink,
  { placesOf = usualPlaces, patience: usual = usualPatience, watch }: OpenTelemetryOptions = {},
): OpenTelemetry {
  const { share, metricInterval } = settings;
  const operations: Operations | undefined = settings.azureMonitor && { of: new WeakMap() };
  const opened = placesOf(settings, operations, watch).map((place) => ({
    ...place,
    signals: signalsTo(place.open, (signal, news) => tell(sink, place.name, signal, news)),
  }));
  const places = opened.map(({ signals }) => signals);
  const about = { serviceName: settings.serviceName, version };
  const own = { ...resourceAttributes(about, env), ...settings.resource };
  const resource = defaultResource().merge(resourceFromAttributes(own));
  const kept = new KeptTraces<Held>();
  const isKept = (traceId: string) => kept.has(traceId);
  const processing = { share, kept, places, operations };
  const tracers = new BasicTracerProvider({
    resource,
    sampler: keepingSampler(share, isKept),
    spanProcessors: [spanProcessor(processing)],
  });
  const loggers = new LoggerProvider({ resource, processors: [logProcessor(processing)] });
  const readers = opened.map(({ signals, temporality }) => metricReader(signals, metricInterval, temporality));
  const meters = new MeterProvider({ resource, readers });
  const unregister = registerGlobally({ tracers, loggers, meters });
  const scope = "eventwright";
  const instruments = new Instruments(meters.getMeter(scope, version));
  const sendAll = async (send: (signals: Signals) => Promise<void>) => {
    await meters.forceFlush().catch(() => {});
    await Promise.all(places.map(send));
  };
  const flush = (patience = usual) => within(patience, sendAll(flushSignals));
  const noSignal = flushOnSignal(flush);
  return {
    telemetry: telemetryOver(tracers.getTracer(scope, version), loggers.getLogger(scope, version), instruments, isKept),
    flush,
    async close() {
      noSignal();
      unregister();
      await within(usual, sendAll(closeSignals));
      for (const each of places) giveUpSignals(each);
      await Promise.all(
        [tracers.shutdown(), loggers.shutdown(), meters.shutdown()].map((each) => each.catch(() => {})),
      );
    },
  };
}

function usualPlaces(
  { azureMonitor, otlp }: TelemetrySettings,
  operations: Operations | undefined,
  watch: RoleWatch | undefined,
): Place[] {
  const places: Place[] = [];
  if (azureMonitor !== undefined && operations !== undefined) {
    places.push({
      name: "Azure Monitor",
      temporality: "delta",
      open: async () => (await import("./azure-monitor.ts")).openAzureMonitor(azureMonitor, operations, watch),
    });
  }
  if (otlp !== undefined) {
    places.push({
      name: otlp.endpoint,
      temporality: "cumulative",
      open: async () => (await import("./otlp.ts")).openOtlp(otlp),
    });
  }
  return places;
}

function tell(sink: LogSink, place: string, signal: string, news: QueueNews): void {
  const { level, id, message } = kindOf[news.kind];
  const attributes = {
    "eventwright.telemetry.place": place,
    "eventwright.telemetry.signal": signal,
    ...("why" in news ? { "eventwright.reason": news.why } : { "eventwright.telemetry.lost": news.dropped }),
  };
  sink({ level, event: id, message, attributes });
}

const kindOf = {
  failing: logEvents.telemetryWaits,
  dropping: logEvents.telemetryLost,
  working: logEvents.telemetrySent,
} as const;

async function within(patience: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([work.catch(() => {}), late]);
  clearTimeout(timer);
}
