import { context, metrics, propagation, trace } from "@opentelemetry/api";
import { logs } from "@opentelemetry/api-logs";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import type { LoggerProvider } from "@opentelemetry/sdk-logs";
import type { MeterProvider } from "@opentelemetry/sdk-metrics";
import type { BasicTracerProvider } from "@opentelemetry/sdk-trace-base";
import { w3cPropagator } from "./w3c-propagator.ts";

/** The providers of this app. */
export interface Providers {
  readonly tracers: BasicTracerProvider;
  readonly loggers: LoggerProvider;
  readonly meters: MeterProvider;
}

/**
 * Registers the providers for whoever instruments the app's own code: its spans are children of ours, and ours of its. What
 * somebody has registered before stays.
 * @returns what takes back what was registered
 */
export function registerGlobally({ tracers, loggers, meters }: Providers): () => void {
  const undo: (() => void)[] = [];
  const manager = new AsyncLocalStorageContextManager();
  if (context.setGlobalContextManager(manager.enable())) undo.push(() => context.disable());
  if (propagation.setGlobalPropagator(w3cPropagator)) undo.push(() => propagation.disable());
  if (trace.setGlobalTracerProvider(tracers)) undo.push(() => trace.disable());
  if (metrics.setGlobalMeterProvider(meters)) undo.push(() => metrics.disable());
  if (logs.setGlobalLoggerProvider(loggers) === loggers) undo.push(() => logs.disable());
  return () => {
    for (const each of undo) each();
  };
}
