import type { Counter, Gauge, Histogram, Meter } from "@opentelemetry/api";
import { metrics } from "../../telemetry/metrics.ts";

/** Limits of the parts of a distribution, by unit. OpenTelemetry's own are made for milliseconds. */
const limits: Readonly<Record<string, number[]>> = {
  s: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400],
  "{request_unit}": [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000],
};

/** The instruments of all metrics, each made when it is needed first. */
export class Instruments {
  readonly #meter: Meter;
  readonly #made = new Map<string, unknown>();

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  counter(name: keyof typeof metrics): Counter {
    return this.#of(name, (options) => this.#meter.createCounter(name, options));
  }

  histogram(name: keyof typeof metrics): Histogram {
    const explicitBucketBoundaries = limits[metrics[name].unit];
    const advice = explicitBucketBoundaries && { advice: { explicitBucketBoundaries } };
    return this.#of(name, (options) => this.#meter.createHistogram(name, { ...options, ...advice }));
  }

  gauge(name: keyof typeof metrics): Gauge {
    return this.#of(name, (options) => this.#meter.createGauge(name, options));
  }

  #of<Made>(name: keyof typeof metrics, make: (options: { unit: string; description: string }) => Made): Made {
    const found = this.#made.get(name);
    if (found !== undefined) return found as Made;
    const { unit, description } = metrics[name];
    const made = make({ unit, description });
    this.#made.set(name, made);
    return made;
  }
}
