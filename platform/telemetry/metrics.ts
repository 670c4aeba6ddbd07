/** One kind of measurement. */
interface Metric {
  readonly kind: "counter" | "histogram" | "gauge";
  /** UCUM, as OpenTelemetry wants it. */
  readonly unit: string;
  readonly description: string;
  /** Names of the attributes that tell its series apart. */
  readonly by: readonly string[];
}

/** Everything that the platform measures. Dashboards, queries and alert rules are made from this table. */
export const metrics = {
  "eventwright.commands.accepted": {
    kind: "counter",
    unit: "{command}",
    description: "Commands that were stored for the first time.",
    by: ["eventwright.message.name"],
  },
  "eventwright.commands.duplicates": {
    kind: "counter",
    unit: "{command}",
    description: "Commands that came again and were stored before.",
    by: ["eventwright.message.name"],
  },
  "eventwright.commands.invalid": {
    kind: "counter",
    unit: "{request}",
    description: "Requests whose command was refused at the door, before it was stored.",
    by: ["eventwright.message.name", "eventwright.code"],
  },
  "eventwright.commands.finished": {
    kind: "counter",
    unit: "{command}",
    description: "Commands that have their outcome.",
    by: ["eventwright.message.name", "eventwright.outcome", "eventwright.code"],
  },
  "eventwright.commands.duration": {
    kind: "histogram",
    unit: "s",
    description: "From the acceptance of a command to its outcome.",
    by: ["eventwright.message.name", "eventwright.outcome"],
  },
  "eventwright.commands.visible": {
    kind: "histogram",
    unit: "s",
    description: "From the acceptance of a command until the read models show its events.",
    by: ["eventwright.message.name"],
  },
  "eventwright.retries": {
    kind: "counter",
    unit: "{try}",
    description: "Tries of a handler after the first one.",
    by: ["eventwright.handler", "eventwright.message.name"],
  },
  "eventwright.letters": {
    kind: "counter",
    unit: "{letter}",
    description: "Dead letters that were written.",
    by: ["eventwright.handler", "eventwright.message.name"],
  },
  "eventwright.letters.open": {
    kind: "gauge",
    unit: "{letter}",
    description: "Dead letters that wait for somebody.",
    by: ["eventwright.handler"],
  },
  "eventwright.streams.parked": {
    kind: "gauge",
    unit: "{stream}",
    description: "Streams that are parked.",
    by: ["eventwright.handler"],
  },
  "eventwright.streams.parked.oldest": {
    kind: "gauge",
    unit: "s",
    description: "How long the stream that was parked first has been parked.",
    by: ["eventwright.handler"],
  },
  "eventwright.feed.lag": {
    kind: "gauge",
    unit: "{document}",
    description: "Documents of a change feed that have not been handled yet.",
    by: ["eventwright.feed"],
  },
  "eventwright.feed.lag.time": {
    kind: "gauge",
    unit: "s",
    description: "Age of the oldest document of a change feed that has not been handled yet.",
    by: ["eventwright.feed"],
  },
  "eventwright.projection.lag": {
    kind: "histogram",
    unit: "s",
    description: "From the storing of an event until a read model shows it.",
    by: ["eventwright.read_model"],
  },
  "eventwright.publish.lag": {
    kind: "histogram",
    unit: "s",
    description: "From the storing of an event until Event Grid has taken it.",
    by: ["eventwright.message.name"],
  },
  "eventwright.process.instances": {
    kind: "gauge",
    unit: "{instance}",
    description: "Process instances by state.",
    by: ["eventwright.process", "eventwright.process.status"],
  },
  "eventwright.process.oldest": {
    kind: "gauge",
    unit: "s",
    description: "Age of the oldest process instance in a state.",
    by: ["eventwright.process", "eventwright.process.status"],
  },
  "eventwright.cosmos.request_units": {
    kind: "histogram",
    unit: "{request_unit}",
    description: "Request units of one request to Cosmos DB.",
    by: ["db.collection.name", "db.operation.name", "eventwright.message.name"],
  },
  "eventwright.cosmos.throttled": {
    kind: "counter",
    unit: "{request}",
    description: "Requests that Cosmos DB refused for lack of request units.",
    by: ["db.collection.name"],
  },
  "eventwright.cold_starts": {
    kind: "histogram",
    unit: "s",
    description: "From the start of a worker process until its first function was about to run.",
    by: [],
  },
} as const satisfies Readonly<Record<string, Metric>>;

type Names<Kind extends Metric["kind"]> = {
  [Name in keyof typeof metrics]: (typeof metrics)[Name]["kind"] extends Kind ? Name : never;
}[keyof typeof metrics];

/** Names of counters. */
export type CounterName = Names<"counter">;
/** Names of distributions. */
export type HistogramName = Names<"histogram">;
/** Names of gauges. */
export type GaugeName = Names<"gauge">;
