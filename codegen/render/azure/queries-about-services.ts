import { type AzureQuery, dimension, period, text } from "./query.ts";
import { logEvent, metric, storeType } from "./telemetry-names.ts";

const throttling: AzureQuery = {
  name: "throttling",
  title: "Requests that Cosmos DB throttled",
  about:
    "Refused for lack of request units (429), in slices of time. They come back by themselves; when they go on for minutes the feeds fall behind and clients get 503.",
  parameters: [period("6h"), { name: "slice", value: "5m", meaning: "length of a slice" }],
  columns: { at: "beginning of the slice", container: "the container", throttled: "requests that were refused" },
  body: (within) => `customMetrics
| where ${within} and cloud_RoleName == app and name == "${metric.throttled}"
| summarize throttled = tolong(sum(valueSum)) by at = bin(timestamp, slice), container = ${dimension("container")}
| where throttled > 0
| order by at desc, throttled desc`,
};

const storeErrors: AzureQuery = {
  name: "store-errors",
  title: "Requests to Cosmos DB that failed",
  about: "By container and status, with how long they took: an outage shows in all containers at once.",
  parameters: [period("6h")],
  columns: {
    container: "the container",
    operation: "what was asked of it",
    status: "the answer's status; empty: there was no answer",
    failed: "how many failed",
    earliest: "the first of them",
    newest: "the last of them",
    slowest: "how long the slowest took",
  },
  body: (within) => `dependencies
| where ${within} and cloud_RoleName == app and type == "${storeType}" and success == "False"
| summarize failed = sum(itemCount), earliest = min(timestamp), newest = max(timestamp), slowest = max(duration) * 1ms
    by container = ${dimension("container")}, operation = data, status = ${dimension("storeStatus")}
| order by failed desc`,
};

const requestErrors: AzureQuery = {
  name: "request-errors",
  title: "Requests that were answered with 5xx",
  about:
    "By endpoint and the code of the problem. 503 is trouble with a store, a role, a setting or the issuer of tokens, and clients may repeat; 500 is a fault of ours, whose error id is in the log.",
  parameters: [period("1d")],
  columns: {
    endpoint: "method and route",
    status: "the answer's status",
    code: "the problem's code",
    requests: "how many",
    share: "of all requests to the endpoint, of 100",
    newest: "when the last was answered",
  },
  body: (within) => `let all = requests
    | where ${within} and cloud_RoleName == app and toint(resultCode) >= 100
    | summarize asked = sum(itemCount) by endpoint = name;
requests
| where ${within} and cloud_RoleName == app and toint(resultCode) >= 500
| summarize requests = sum(itemCount), newest = max(timestamp)
    by endpoint = name, status = resultCode, code = ${dimension("code")}
| join kind=inner all on endpoint
| project endpoint, status, code, requests, share = round(100.0 * requests / asked, 1), newest
| order by requests desc, endpoint asc`,
};

const missingRoles: AzureQuery = {
  name: "missing-roles",
  title: "Roles that the app's identity lacks",
  about:
    "One row for each role that a service has refused something for, the newest first. While it is missing the line comes every ten minutes; `granted` is when what was refused was done.",
  parameters: [period("1d")],
  columns: {
    role: "the role that is missing",
    service: "who refuses",
    identity: "object id of the app's identity",
    action: "what was refused last",
    resource: "where",
    newest: "when it was told last that it is missing",
    granted: "when it was there; empty: not yet, or nobody has tried since",
    grant: "the command line that grants it",
  },
  body: (within) => `let told = union traces, exceptions
    | where ${within} and cloud_RoleName == app
    | extend
        what = ${dimension("event")},
        role = ${dimension("role")},
        service = ${dimension("roleService")},
        identity = ${dimension("roleIdentity")};
let granted = told
    | where what == ${text(logEvent.roleGranted)}
    | summarize granted = max(timestamp) by role, service, identity;
told
| where what == ${text(logEvent.roleMissing)}
| summarize arg_max(timestamp, customDimensions) by role, service, identity
| join kind=leftouter granted on role, service, identity
| project
    role,
    service,
    identity,
    action = ${dimension("roleAction")},
    resource = ${dimension("roleResource")},
    newest = timestamp,
    granted = iff(granted > timestamp, granted, datetime(null)),
    grant = ${dimension("roleGrant")}
| order by newest desc`,
};

const coldStarts: AzureQuery = {
  name: "cold-starts",
  title: "Cold starts",
  about: "From the start of a worker process until its first function was about to run.",
  parameters: [period("1d"), { name: "slice", value: "1h", meaning: "length of a slice" }],
  columns: {
    at: "beginning of the slice",
    version: "of the app",
    starts: "how many workers started",
    average: "how long it took on average",
    slowest: "how long at most",
  },
  body: (within) => `customMetrics
| where ${within} and cloud_RoleName == app and name == "${metric.coldStarts}"
| summarize starts = sum(valueCount), total = sum(valueSum), most = max(valueMax)
    by at = bin(timestamp, slice), version = application_Version
| where starts > 0
| project at, version, starts, average = total / starts * 1s, slowest = most * 1s
| order by at desc`,
};

/** How the app fares with those that it stands on, and with those that ask it. */
export const queriesAboutServices: readonly AzureQuery[] = [
  throttling,
  storeErrors,
  requestErrors,
  missingRoles,
  coldStarts,
];
