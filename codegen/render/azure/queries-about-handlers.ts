import type { Contract, Process } from "../../model/contract.ts";
import { type AzureQuery, datatable, dimension, period, text, texts, timespan } from "./query.ts";
import { logEvent, metric } from "./telemetry-names.ts";

/** The time that a process may wait for in all: each of its timeouts once, milliseconds. */
export function patienceOf({ timeouts }: Process): number {
  return timeouts.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
}

/** How handlers, feeds and processes fare. */
export function queriesAboutHandlers(contract: Contract): readonly AzureQuery[] {
  return [
    slowestHandlers,
    parkedStreams,
    letters,
    feedLag,
    readModelLag,
    publishLag,
    ...(contract.processes.length === 0 ? [] : [processInstances(contract), processWaits]),
  ];
}

const slowestHandlers: AzureQuery = {
  name: "slowest-handlers",
  title: "The slowest handlers",
  about: "How long each handler works on a message, its stores included, the slowest first.",
  parameters: [period("1d")],
  columns: {
    handler: "as in dead letters",
    message: "what it handles",
    handled: "how often, also what a sample left out",
    failed: "how often in vain",
    typical: "half of the time it was faster",
    p95: "95 times of 100 it was faster",
    slowest: "the slowest",
  },
  body: (within) => `union requests, dependencies
| where ${within} and cloud_RoleName == app
| extend handler = ${dimension("handler")}, message = ${dimension("message")}
| where isnotempty(handler)
| summarize
    handled = sum(itemCount),
    failed = countif(success == "False"),
    typical = percentile(duration, 50) * 1ms,
    p95 = percentile(duration, 95) * 1ms,
    slowest = max(duration) * 1ms
    by handler, message
| order by p95 desc`,
};

const parkedStreams: AzureQuery = {
  name: "parked-streams",
  title: "Parked streams, the oldest first",
  about:
    "How many streams each handler has parked now, and since when. `failures.kql` names the letters; a stream whose letter has a next try goes on by itself.",
  parameters: [period("1h")],
  columns: {
    handler: "who parked them",
    streams: "how many are parked",
    oldest: "how long the first of them has been",
    at: "when that was measured",
  },
  body: (within) => `customMetrics
| where ${within} and cloud_RoleName == app
| where name in ${texts([metric.parked, metric.parkedOldest])}
| extend handler = ${dimension("handler")}
| summarize arg_max(timestamp, value) by name, handler
| summarize
    streams = tolong(sumif(value, name == "${metric.parked}")),
    oldest = maxif(value, name == "${metric.parkedOldest}") * 1s,
    at = max(timestamp)
    by handler
| where streams > 0
| order by oldest desc`,
};

const letters: AzureQuery = {
  name: "letters",
  title: "Dead letters by handler",
  about: "How many were written, and how many wait for somebody now. `npm run deadletters -- list` lists them.",
  parameters: [period("1d")],
  columns: { handler: "who failed", written: "in the period", open: "now" },
  body: (within) => `let written = customMetrics
    | where ${within} and cloud_RoleName == app and name == "${metric.letters}"
    | summarize written = sum(valueSum) by handler = ${dimension("handler")};
let open = customMetrics
    | where ${within} and cloud_RoleName == app and name == "${metric.lettersOpen}"
    | summarize arg_max(timestamp, value) by handler = ${dimension("handler")}
    | project handler, open = value;
written
| join kind=fullouter open on handler
| project handler = iff(isempty(handler), handler1, handler), written = tolong(coalesce(written, 0.0)), open = tolong(coalesce(open, 0.0))
| where written > 0 or open > 0
| order by open desc, written desc, handler asc`,
};

const feedLag: AzureQuery = {
  name: "feed-lag",
  title: "How far the change feeds are behind",
  about:
    "The most that waited in each slice of time. `commands` behind: clients wait for outcomes; `events` behind: read models, notifications and subscribers are late. Both at once: the store or the app is overloaded.",
  parameters: [period("6h"), { name: "slice", value: "5m", meaning: "length of a slice" }],
  columns: {
    at: "beginning of the slice",
    feed: "the change feed",
    waiting: "documents that were not handled yet",
    behind: "age of the oldest of them",
  },
  body: (within) => `customMetrics
| where ${within} and cloud_RoleName == app
| where name in ${texts([metric.feedLag, metric.feedLagTime])}
| summarize
    waiting = tolong(maxif(value, name == "${metric.feedLag}")),
    behind = maxif(value, name == "${metric.feedLagTime}") * 1s
    by at = bin(timestamp, slice), feed = ${dimension("feed")}
| order by at desc, feed asc`,
};

const readModelLag: AzureQuery = {
  name: "read-model-lag",
  title: "How late read models show events",
  about:
    "From the storing of an event until a read model shows it. An event of a parked stream counts when it is redriven.",
  parameters: [period("6h")],
  columns: {
    readModel: "the read model",
    events: "events that it folded",
    average: "how late it was on average",
    slowest: "how late at most",
  },
  body: (within) => lagBody(within, metric.projectionLag, `readModel = ${dimension("readModel")}`),
};

const publishLag: AzureQuery = {
  name: "publish-lag",
  title: "How late events reach Event Grid",
  about: "From the storing of an event until Event Grid has taken it.",
  parameters: [period("6h")],
  columns: {
    event: "the event",
    events: "how many were published",
    average: "how late they were on average",
    slowest: "how late at most",
  },
  body: (within) => lagBody(within, metric.publishLag, `event = ${dimension("message")}`),
};

function lagBody(within: string, name: string, group: string): string {
  return `customMetrics
| where ${within} and cloud_RoleName == app and name == "${name}"
| summarize events = sum(valueCount), total = sum(valueSum), most = max(valueMax) by ${group}
| where events > 0
| project-rename slowest_s = most
| extend average = total / events * 1s, slowest = slowest_s * 1s
| project-away total, slowest_s
| order by slowest desc`;
}

function processInstances({ processes }: Contract): AzureQuery {
  const patience = datatable(
    { process: "string", patience: "timespan" },
    processes.map((process) => [
      text(process.name),
      patienceOf(process) === 0 ? "timespan(null)" : timespan(patienceOf(process)),
    ]),
  );
  return {
    name: "process-instances",
    title: "Process instances by state and age",
    about:
      "How many instances are in each state now, and how old the oldest is. One that runs for longer than all the timeouts of its process together is stuck: it waits for a command that is parked, or its code does not come to an end.",
    parameters: [period("1h")],
    columns: {
      process: "the process",
      status: "as Durable Functions names it",
      instances: "how many",
      oldest: "age of the oldest",
      patience: "all timeouts of the process together",
      overdue: "whether the oldest running one is older than that",
      at: "when that was measured",
    },
    body: (within) => `let patient = ${patience};
customMetrics
| where ${within} and cloud_RoleName == app
| where name in ${texts([metric.instances, metric.oldestInstance])}
| extend process = ${dimension("process")}, status = ${dimension("processStatus")}
| summarize arg_max(timestamp, value) by name, process, status
| summarize
    instances = tolong(sumif(value, name == "${metric.instances}")),
    oldest = maxif(value, name == "${metric.oldestInstance}") * 1s,
    at = max(timestamp)
    by process, status
| where instances > 0
| join kind=leftouter patient on process
| project process, status, instances, oldest, patience, overdue = status == "Running" and isnotnull(patience) and oldest > patience, at
| order by oldest desc`,
  };
}

const processWaits: AzureQuery = {
  name: "process-waits",
  title: "Processes that wait for a parked command",
  about: "They go on when the command's letter is redriven or discarded.",
  parameters: [period("1d")],
  columns: {
    instance: "the instance",
    process: "its process",
    messageId: "id of the command that it waits for",
    letter: "the command's dead letter",
    since: "when it was noticed first",
    newest: "when it was noticed last",
  },
  body: (within) => `union traces, exceptions
| where ${within} and cloud_RoleName == app
| where ${dimension("event")} == ${text(logEvent.processWaits)}
| summarize since = min(timestamp), newest = max(timestamp)
    by
    instance = ${dimension("instance")},
    process = ${dimension("process")},
    messageId = ${dimension("messageId")},
    letter = ${dimension("letter")}
| order by since asc`,
};
