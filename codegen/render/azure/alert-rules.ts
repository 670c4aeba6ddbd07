import type { Contract, Process } from "../../model/contract.ts";
import { capitalized } from "../../model/names.ts";
import { patienceOf } from "./queries-about-handlers.ts";
import { dimension, text, texts } from "./query.ts";
import { failedForGood, logEvent, metric, refusedCallers } from "./telemetry-names.ts";

/** A threshold that a deployment may set. */
export interface Threshold {
  /** Name of the template's parameter. */
  readonly name: string;
  readonly value: number;
  readonly meaning: string;
}

/** A rule that looks at Application Insights from time to time. */
export interface LogRule {
  readonly name: string;
  readonly title: string;
  /** What it means and what to do. */
  readonly about: string;
  /** 0 critical, 1 error, 2 warning, 3 informational. */
  readonly severity: 0 | 1 | 2 | 3;
  /** Rows with the measured column and those that tell alerts apart. The rule itself keeps it to the window. */
  readonly query: string;
  /** The column that is compared. */
  readonly column: string;
  readonly aggregation: "Maximum" | "Total";
  readonly threshold: Threshold;
  /** Columns that tell alerts apart. */
  readonly by: readonly string[];
  /** ISO 8601. */
  readonly every: string;
  readonly window: string;
  /** Page of the troubleshooting guide. */
  readonly page: string;
}

/** The rules of a contract. */
export function logRules(contract: Contract): readonly LogRule[] {
  return [...usual(contract), ...contract.processes.flatMap((process) => overdue(contract, process))];
}

/** Rows of a measurement. */
function rows(contract: Contract, name: string, only?: string): string {
  const more = only === undefined ? "" : ` and ${only}`;
  return `customMetrics\n| where cloud_RoleName == ${text(contract.name)} and name == "${name}"${more}`;
}

function usual(contract: Contract): readonly LogRule[] {
  const handler = `handler = ${dimension("handler")}`;
  const few = 20;
  const share = (outcome: string) => `${rows(contract, metric.finished)}
| extend command = ${dimension("message")}, outcome = ${dimension("outcome")}
| summarize finished = sum(valueSum), those = sumif(valueSum, outcome == "${outcome}") by command
| where finished >= ${few}
| project command, percent = 100.0 * those / finished`;
  return [
    {
      name: "letters",
      title: "A message has failed for good",
      about:
        "A dead letter was written that is not tried again by itself. Its stream waits for that handler until somebody repairs the cause and redrives it.",
      severity: 1,
      query: `union traces, exceptions
| where cloud_RoleName == ${text(contract.name)}
| where ${dimension("event")} in ${texts(failedForGood)} and isempty(${dimension("retryAt")})
| summarize letters = count() by handler = ${dimension("handler")}`,
      column: "letters",
      aggregation: "Total",
      threshold: {
        name: "letters",
        value: 0,
        meaning: "Dead letters of one handler within 15 minutes that are no alert yet.",
      },
      by: ["handler"],
      every: "PT5M",
      window: "PT15M",
      page: "README",
    },
    {
      name: "parked-streams",
      title: "A stream is parked for too long",
      about:
        "Its messages wait behind a dead letter that nobody has redriven, or that its policy tries again that late.",
      severity: 2,
      query: `${rows(contract, metric.parkedOldest)}\n| project minutes = value / 60.0, ${handler}`,
      column: "minutes",
      aggregation: "Maximum",
      threshold: { name: "parkedMinutes", value: 60, meaning: "For how many minutes a stream may be parked." },
      by: ["handler"],
      every: "PT5M",
      window: "PT15M",
      page: "parked-stream",
    },
    {
      name: "feed-lag",
      title: "A change feed is behind",
      about: "Commands wait for their outcome, or read models and subscribers are late.",
      severity: 2,
      query: `${rows(contract, metric.feedLagTime)}\n| project seconds = value, feed = ${dimension("feed")}`,
      column: "seconds",
      aggregation: "Maximum",
      threshold: {
        name: "feedLagSeconds",
        value: 300,
        meaning: "How old the oldest unhandled document of a feed may be, seconds.",
      },
      by: ["feed"],
      every: "PT5M",
      window: "PT15M",
      page: "read-model-lags",
    },
    {
      name: "read-model-lag",
      title: "A read model is late",
      about: "Clients do not see what they have written.",
      severity: 2,
      query: `${rows(contract, metric.projectionLag)}\n| project seconds = valueMax, readModel = ${dimension("readModel")}`,
      column: "seconds",
      aggregation: "Maximum",
      threshold: {
        name: "readModelLagSeconds",
        value: 300,
        meaning: "How late a read model may show an event, seconds.",
      },
      by: ["readModel"],
      every: "PT5M",
      window: "PT15M",
      page: "read-model-lags",
    },
    {
      name: "publish-lag",
      title: "Events reach Event Grid late",
      about: "Event Grid refuses requests or does not answer; reactions, processes and foreign subscribers wait.",
      severity: 2,
      query: `${rows(contract, metric.publishLag)}\n| project seconds = valueMax, event = ${dimension("message")}`,
      column: "seconds",
      aggregation: "Maximum",
      threshold: { name: "publishLagSeconds", value: 300, meaning: "How late an event may reach Event Grid, seconds." },
      by: ["event"],
      every: "PT5M",
      window: "PT15M",
      page: "publish-refused",
    },
    {
      name: "failed-commands",
      title: "Too many commands fail",
      about: `Of at least ${few} commands of one type within an hour.`,
      severity: 1,
      query: share("failed"),
      column: "percent",
      aggregation: "Maximum",
      threshold: { name: "failedPercent", value: 1, meaning: "Failed commands of 100 that are no alert yet." },
      by: ["command"],
      every: "PT15M",
      window: "PT1H",
      page: "parked-stream",
    },
    {
      name: "rejected-commands",
      title: "Too many commands are refused",
      about: `Of at least ${few} commands of one type within an hour. Clients or the rule have changed.`,
      severity: 3,
      query: share("rejected"),
      column: "percent",
      aggregation: "Maximum",
      threshold: { name: "rejectedPercent", value: 50, meaning: "Refused commands of 100 that are no alert yet." },
      by: ["command"],
      every: "PT15M",
      window: "PT1H",
      page: "rejections-rising",
    },
    {
      name: "throttling",
      title: "Cosmos DB throttles the app",
      about: "Request units are scarce. Nothing is lost; the feeds fall behind and clients may get 503.",
      severity: 2,
      query: `${rows(contract, metric.throttled)}\n| summarize throttled = sum(valueSum) by container = ${dimension("container")}`,
      column: "throttled",
      aggregation: "Total",
      threshold: {
        name: "throttledRequests",
        value: 100,
        meaning: "Throttled requests of one container within 15 minutes that are no alert yet.",
      },
      by: ["container"],
      every: "PT5M",
      window: "PT15M",
      page: "throttled",
    },
    {
      name: "request-errors",
      title: "Requests are answered with 5xx",
      about: "503: a store cannot be reached, clients may repeat. 500: a fault of ours, whose error id is in the log.",
      severity: 1,
      query: `requests
| where cloud_RoleName == ${text(contract.name)} and toint(resultCode) >= 500
| summarize failed = sum(itemCount) by endpoint = name`,
      column: "failed",
      aggregation: "Total",
      threshold: {
        name: "requestErrors",
        value: 5,
        meaning: "Requests to one endpoint within 15 minutes that may be answered with 5xx.",
      },
      by: ["endpoint"],
      every: "PT5M",
      window: "PT15M",
      page: "store-outage",
    },
    {
      name: "role-missing",
      title: "The app's identity lacks a role",
      about:
        "A service refuses it something. Messages wait, and go on by themselves some minutes after the role is granted.",
      severity: 1,
      query: `union traces, exceptions
| where cloud_RoleName == ${text(contract.name)} and ${dimension("event")} == "${logEvent.roleMissing}"
| summarize lines = count() by role = ${dimension("role")}, service = ${dimension("roleService")}`,
      column: "lines",
      aggregation: "Total",
      threshold: {
        name: "roleMissingLines",
        value: 0,
        meaning: "Log lines of one missing role within 15 minutes that are no alert yet.",
      },
      by: ["role", "service"],
      every: "PT5M",
      window: "PT15M",
      page: "role-missing",
    },
    {
      name: "refused-callers",
      title: "Many callers are refused",
      about:
        "Tokens that are missing, expired or not good, scopes that lack, what belongs to others, or too many requests: a client that was deployed, an issuer that was changed, or somebody who tries.",
      severity: 2,
      query: `requests
| where cloud_RoleName == ${text(contract.name)}
| extend code = ${dimension("code")}
| where code in ${texts(refusedCallers)}
| summarize refused = sum(itemCount) by code`,
      column: "refused",
      aggregation: "Total",
      threshold: {
        name: "refusedCallers",
        value: 100,
        meaning:
          "Requests that are refused with one code within 15 minutes because of who sends them, and are no alert yet.",
      },
      by: ["code"],
      every: "PT5M",
      window: "PT15M",
      page: "callers-refused",
    },
  ];
}

/** A process that has timeouts comes to an end; one without may wait for ever, so that nobody is told. */
function overdue(contract: Contract, process: Process): readonly LogRule[] {
  const patience = patienceOf(process);
  if (patience === 0) return [];
  const only = `${dimension("process")} == ${text(process.name)} and ${dimension("processStatus")} == "Running"`;
  return [
    {
      name: `process-${process.name}`,
      title: `An instance of ${process.name} runs for too long`,
      about:
        "It is older than all timeouts of the process together: it waits for a command that is parked, or does not come to an end.",
      severity: 2,
      query: `${rows(contract, metric.oldestInstance, only)}\n| project minutes = value / 60.0, process = ${dimension("process")}`,
      column: "minutes",
      aggregation: "Maximum",
      threshold: {
        name: `process${capitalized(process.name)}Minutes`,
        value: Math.max(1, Math.ceil((patience * 11) / 600_000)),
        meaning: `For how many minutes an instance of ${process.name} may run. Default: all its timeouts together, and a tenth.`,
      },
      by: ["process"],
      every: "PT15M",
      window: "PT30M",
      page: "process-stuck",
    },
  ];
}
