import { fork } from "node:child_process";
import { once } from "node:events";

/** What telemetry is set to; the first one is what all others are compared with. */
export const variantNames = ["off", "OTLP", "Azure Monitor", "Azure Monitor, 10 %"] as const;

/** One of them. */
export type VariantName = (typeof variantNames)[number];

/** App settings of a variant, for telemetry that goes to `url`. */
export function settingsOf(name: VariantName, url: string): Readonly<Record<string, string>> {
  const connection = `InstrumentationKey=00000000-1111-4222-8333-444444444444;IngestionEndpoint=${url}`;
  const azure = { APPLICATIONINSIGHTS_CONNECTION_STRING: connection, OTEL_EXPORTER_OTLP_ENDPOINT: "" };
  if (name === "off") return { OTEL_SDK_DISABLED: "true" };
  if (name === "OTLP") return { OTEL_EXPORTER_OTLP_ENDPOINT: url, APPLICATIONINSIGHTS_CONNECTION_STRING: "" };
  return name === "Azure Monitor" ? azure : { ...azure, OTEL_TRACES_SAMPLER_ARG: "0.1" };
}

/** Where telemetry goes in a benchmark: a process of its own that takes everything and keeps nothing. */
export interface Sink {
  readonly url: string;
  /** What came since it was asked last. */
  taken(): Promise<{ readonly requests: number; readonly bytes: number }>;
  stop(): void;
}

/** Starts a sink. */
export async function startSink(): Promise<Sink> {
  const child = fork(new URL("./sink.ts", import.meta.url), [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return {
    url,
    async taken() {
      child.send("taken");
      const [counts] = (await once(child, "message")) as [{ requests: number; bytes: number }];
      return counts;
    },
    stop: () => void child.disconnect(),
  };
}
