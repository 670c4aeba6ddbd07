import { type Contract, commandsOf } from "../../model/contract.ts";
import { type AzureQuery, datatable, dimension, period, text, texts } from "./query.ts";
import { metric } from "./telemetry-names.ts";

/** How commands fare. The contract says which there are, so that one that nobody sends is seen, too. */
export function queriesAboutCommands(contract: Contract): readonly AzureQuery[] {
  const commands = commandsOf(contract);
  const names = datatable(
    { command: "string" },
    commands.map(({ name }) => [text(name)]),
  );
  const meanings = datatable(
    { code: "string", meaning: "string" },
    contract.rejections.map(({ code, message }) => [text(code), text(message)]),
  );
  return [outcomes(names), latency, rejections(meanings), rejectionRate, refusedRequests, retries, requestUnits];
}

function outcomes(commands: string): AzureQuery {
  const counted = (column: string, name: string, outcome?: string) => {
    const which = outcome === undefined ? "" : ` and outcome == "${outcome}"`;
    return `    ${column} = sumif(valueSum, name == "${name}"${which})`;
  };
  const columns = ["accepted", "duplicates", "invalid", "succeeded", "rejected", "failed"];
  return {
    name: "command-outcomes",
    title: "What became of commands, by their type",
    about:
      "One row for each command of the contract. What was accepted and has no outcome yet is under way, parked, or finished outside of the period.",
    parameters: [period("1d")],
    columns: {
      command: "the command",
      accepted: "stored for the first time",
      duplicates: "came again and were stored before",
      invalid: "refused at the door",
      succeeded: "with events, or nothing to do",
      rejected: "refused by a business rule",
      failed: "dead letters",
      open: "accepted, without an outcome so far",
    },
    body: (within) => `let commands = ${commands};
let counted = customMetrics
    | where ${within} and cloud_RoleName == app
    | where name in ${texts([metric.accepted, metric.duplicates, metric.invalid, metric.finished])}
    | extend command = ${dimension("message")}, outcome = ${dimension("outcome")}
    | summarize
${[
  counted("accepted", metric.accepted),
  counted("duplicates", metric.duplicates),
  counted("invalid", metric.invalid),
  counted("succeeded", metric.finished, "succeeded"),
  counted("rejected", metric.finished, "rejected"),
  counted("failed", metric.finished, "failed"),
]
  .map((line) => `    ${line}`)
  .join(",\n")}
        by command;
commands
| join kind=leftouter counted on command
| project command, ${columns.map((column) => `${column} = tolong(coalesce(${column}, 0.0))`).join(", ")}
| extend open = max_of(accepted - succeeded - rejected - failed, 0)
| order by command asc`,
  };
}

const latency: AzureQuery = {
  name: "command-latency",
  title: "How long commands take, by their type",
  about:
    "From the moment that a command is sent until its decider is done and its events are stored, of those whose trace was kept. The metrics `eventwright.commands.duration` and `eventwright.commands.visible` count all of them, as averages.",
  parameters: [period("1d")],
  columns: {
    command: "the command",
    commands: "how many were looked at",
    typical: "half of them were faster",
    p95: "95 of 100 were faster",
    p99: "99 of 100 were faster",
    slowest: "the slowest",
  },
  body: (within) => `let sent = dependencies
    | where ${within} and cloud_RoleName == app and ${dimension("operation")} == "send"
    | summarize sent = min(timestamp) by messageId = ${dimension("messageId")}, command = ${dimension("message")};
requests
| where ${within} and cloud_RoleName == app and ${dimension("operation")} == "process"
| summarize decided = max(timestamp + duration * 1ms) by messageId = ${dimension("messageId")}
| join kind=inner sent on messageId
| extend took = decided - sent
| summarize
    commands = count(),
    typical = percentile(took, 50),
    p95 = percentile(took, 95),
    p99 = percentile(took, 99),
    slowest = max(took)
    by command
| order by p95 desc`,
};

function rejections(meanings: string): AzureQuery {
  return {
    name: "rejections",
    title: "Why commands were refused",
    about: "Refusals by command and code, most frequent first.",
    parameters: [period("1d")],
    columns: {
      command: "the command",
      code: "the refusal's code",
      refused: "how many",
      meaning: "what the contract tells clients",
    },
    body: (within) => `let meanings = ${meanings};
customMetrics
| where ${within} and cloud_RoleName == app
| where name == "${metric.finished}" and ${dimension("outcome")} == "rejected"
| extend command = ${dimension("message")}, code = ${dimension("code")}
| summarize refused = tolong(sum(valueSum)) by command, code
| join kind=leftouter meanings on code
| project command, code, refused, meaning
| order by refused desc, command asc, code asc`,
  };
}

const rejectionRate: AzureQuery = {
  name: "rejection-rate",
  title: "The share of commands that are refused, over time",
  about:
    "Outcomes of each command in slices of time. A share that rises at once, for one code, mostly comes from one client.",
  parameters: [period("1d"), { name: "slice", value: "1h", meaning: "length of a slice" }],
  columns: {
    at: "beginning of the slice",
    command: "the command",
    finished: "commands that got their outcome",
    rejected: "refused",
    failed: "failed",
    share: "refused and failed, of 100",
  },
  body: (within) => `customMetrics
| where ${within} and cloud_RoleName == app and name == "${metric.finished}"
| extend command = ${dimension("message")}, outcome = ${dimension("outcome")}
| summarize
    finished = tolong(sum(valueSum)),
    rejected = tolong(sumif(valueSum, outcome == "rejected")),
    failed = tolong(sumif(valueSum, outcome == "failed"))
    by at = bin(timestamp, slice), command
| where finished > 0
| extend share = round(100.0 * (rejected + failed) / finished, 1)
| order by at desc, share desc, command asc`,
};

const refusedRequests: AzureQuery = {
  name: "refused-requests",
  title: "Requests that were refused at the door",
  about:
    "Requests that were answered with 4xx, by endpoint and the code of the problem: invalid payloads, duplicates, reused keys, ended versions, and what is not there.",
  parameters: [period("1d")],
  columns: {
    endpoint: "method and route",
    status: "the answer's status",
    code: "the problem's code",
    requests: "how many, also what a sample left out",
    newest: "when the last was answered",
  },
  body: (within) => `requests
| where ${within} and cloud_RoleName == app and toint(resultCode) between (400 .. 499)
| summarize requests = sum(itemCount), newest = max(timestamp) by endpoint = name, status = resultCode, code = ${dimension("code")}
| order by requests desc, endpoint asc, code asc`,
};

const retries: AzureQuery = {
  name: "retries",
  title: "Who needs more than one try",
  about:
    "Tries after the first one, by handler and message. A handler that is seldom at the first try is about to park streams.",
  parameters: [period("1d")],
  columns: {
    handler: "as in dead letters",
    message: "what it handles",
    tries: "tries after the first",
    newest: "when the last was counted",
  },
  body: (within) => `customMetrics
| where ${within} and cloud_RoleName == app and name == "${metric.retries}"
| summarize tries = tolong(sum(valueSum)), newest = max(timestamp) by handler = ${dimension("handler")}, message = ${dimension("message")}
| where tries > 0
| order by tries desc, handler asc`,
};

const requestUnits: AzureQuery = {
  name: "request-units",
  title: "Request units by message and container",
  about: "What handling each kind of message costs in Cosmos DB. Requests that belong to no message have an empty one.",
  parameters: [period("1d")],
  columns: {
    message: "the message that is handled",
    container: "the container",
    operation: "what is asked of it",
    requests: "how many requests",
    units: "request units in all",
    each: "request units of one request, on average",
  },
  body: (within) => `customMetrics
| where ${within} and cloud_RoleName == app and name == "${metric.requestUnits}"
| summarize requests = sum(valueCount), units = round(sum(valueSum), 1)
    by message = ${dimension("message")}, container = ${dimension("container")}, operation = ${dimension("storeOperation")}
| extend each = round(units / requests, 1)
| order by units desc`,
};
