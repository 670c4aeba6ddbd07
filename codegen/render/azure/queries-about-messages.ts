import { type AzureQuery, dimension, period, text, texts } from "./query.ts";
import { attribute, failedForGood, logEvent, storeType } from "./telemetry-names.ts";

const story = {
  at: "when it began or was written",
  app: "who did it: the cloud role",
  what: "span, log line or error",
  about: "the message that it is about",
  outcome: "of a span that handles a message: succeeded, rejected, failed, postponed, duplicate …",
  detail: "a refusal's code, an error's text, what a log line says",
  took: "of spans",
  messageId: "id of the message",
  causedBy: "id of the message that caused that one",
  handler: "as in dead letters",
  letter: "id of the dead letter, where there is one",
  trace: "id of the trace",
} as const;

/** Rows of any table with the columns of a story, and more where a story has more. */
function asStory(order: "asc" | "desc", more = ""): string {
  return `| extend
    what = case(itemType == "trace", ${dimension("event")}, itemType == "exception", strcat("error ", type), name),
    about = ${dimension("message")},
    outcome = ${dimension("outcome")},
    detail = case(
        itemType == "trace", message,
        itemType == "exception", iff(isnotempty(outerMessage), outerMessage, innermostMessage),
        ${dimension("code")}),
    took = iff(itemType in ("request", "dependency"), duration * 1ms, timespan(null)),
    messageId = ${dimension("messageId")},
    causedBy = ${dimension("causation")},
    handler = ${dimension("handler")},
    letter = ${dimension("letter")}
| project at = timestamp, app = cloud_RoleName, what, about, outcome, detail, took, messageId, causedBy, handler, letter, trace = operation_Id${more}
| order by at ${order}`;
}

/** Requests to the store are many, and tell nothing of a message's way. */
const withoutStore = `| where itemType != "dependency" or type != "${storeType}"`;

/** What has become of messages. */
export const queriesAboutMessages: readonly AzureQuery[] = [
  {
    name: "story",
    title: "One request's whole story",
    about:
      "Everything that one request set off, in order: who handled what, how it came out, what was logged, what failed. The correlation id is in the answer to the request (`correlationId`) and in every envelope.",
    parameters: [{ name: "correlationId", value: '""', meaning: "the correlation id" }, period("7d")],
    columns: story,
    body: (within) => `let traced = union requests, dependencies
    | where ${within} and ${dimension("correlation")} == correlationId
    | distinct operation_Id;
union requests, dependencies, traces, exceptions
| where ${within} and isnotempty(correlationId)
| where operation_Id in (traced) or ${dimension("correlation")} == correlationId
${withoutStore}
${asStory("asc")}`,
  },
  {
    name: "message",
    title: "What happened to one message",
    about:
      "Everybody who handled a message, each try and how it came out. A command's id is in the `Location` of its answer; an event's is made of stream, id and version. The log line of a failure names the dead letter.",
    parameters: [{ name: "messageId", value: '""', meaning: "the message's id" }, period("7d")],
    columns: story,
    body: (within) => `union requests, dependencies, traces, exceptions
| where ${within} and isnotempty(messageId)
| where ${dimension("messageId")} == messageId
${asStory("asc")}`,
  },
  {
    name: "stream",
    title: "What happened on one stream",
    about:
      "Commands that were decided on a stream, events that were handled, and what failed about them, newest first. Ids that are personal data are shown as hashes.",
    parameters: [
      { name: "stream", value: '""', meaning: "the stream's name" },
      { name: "streamId", value: '""', meaning: "its id" },
      period("7d"),
    ],
    columns: { ...story, version: "of the stream, of events" },
    body: (within) => `union requests, dependencies, traces, exceptions
| where ${within} and ${dimension("streamId")} == streamId
| where ${dimension("stream")} == stream
${asStory("desc", `, version = toint(customDimensions["${attribute.streamVersion}"])`)}`,
  },
  {
    name: "failures",
    title: "What failed for good, or waits for its next try",
    about:
      "One row for each log line of a message that was parked, could not be published, told or delivered, newest first. `npm run deadletters -- show <letter>` has the rest.",
    parameters: [period("1d")],
    columns: {
      at: "when",
      what: "id of the log line",
      handler: "who failed",
      about: "the message",
      messageId: "its id",
      error: "class of the error",
      detail: "the error's text",
      stream: "the stream that is parked",
      letter: "id of the dead letter",
      nextTry: "when it is tried again by itself",
      correlationId: "for `story.kql`",
    },
    body: (within) => `union traces, exceptions
| where ${within} and cloud_RoleName == app
| extend what = ${dimension("event")}
| where what in ${texts([...failedForGood, logEvent.commandPostponed, logEvent.eventPostponed])}
| project
    at = timestamp,
    what,
    handler = ${dimension("handler")},
    about = ${dimension("message")},
    messageId = ${dimension("messageId")},
    error = type,
    detail = iff(isnotempty(outerMessage), outerMessage, iff(isnotempty(innermostMessage), innermostMessage, message)),
    stream = strcat(${dimension("stream")}, "/", ${dimension("streamId")}),
    letter = ${dimension("letter")},
    nextTry = ${dimension("retryAt")},
    correlationId = ${dimension("correlation")}
| order by at desc`,
  },
  {
    name: "failed-traces",
    title: "Traces in which something failed",
    about:
      "One row for each trace with a failed span, newest first: what failed first in it, and how much of it failed.",
    parameters: [period("1d")],
    columns: {
      trace: "id of the trace",
      began: "its first span here",
      failed: "spans that failed",
      spans: "spans in all",
      cause: "the span that failed first",
      correlationId: "for `story.kql`",
    },
    body: (within) => `union requests, dependencies
| where ${within} and cloud_RoleName == app
| extend failure = success == "False"
| summarize
    began = min(timestamp),
    failed = countif(failure),
    spans = count(),
    (failedAt, cause) = arg_min(iff(failure, timestamp, datetime(null)), name),
    correlationId = take_anyif(${dimension("correlation")}, isnotempty(${dimension("correlation")}))
    by trace = operation_Id
| where failed > 0
| project trace, began, failed, spans, cause, correlationId
| order by began desc`,
  },
  {
    name: "log-events",
    title: "Warnings and errors by their id",
    about: "How often each log line was written. docs/telemetry.md says what each means and what to do about it.",
    parameters: [period("1d")],
    columns: {
      event: "id of the log line",
      level: "warning or error",
      lines: "how many",
      newest: "when it was written last",
    },
    body: (within) => `union traces, exceptions
| where ${within} and cloud_RoleName == app
| where severityLevel >= 2
| extend event = ${dimension("event")}
| where isnotempty(event)
| summarize lines = count(), newest = max(timestamp) by event, level = iff(severityLevel == 2, "warning", "error")
| order by lines desc, event asc`,
  },
  {
    name: "deliveries-given-up",
    title: "Events that subscribers did not take",
    about: "What Event Grid gave up, by subscription: of reactions, processes and foreign webhooks.",
    parameters: [period("7d")],
    columns: {
      subscription: "the subscription",
      reason: "as Event Grid says it",
      events: "how many",
      newest: "when the last one was given up",
      letter: "id of the last one's dead letter",
    },
    body: (within) => `union traces, exceptions
| where ${within} and cloud_RoleName == app
| where ${dimension("event")} == ${text(logEvent.deliveryGivenUp)}
| extend subscription = ${dimension("subscription")}, reason = ${dimension("reason")}, letter = ${dimension("letter")}
| summarize events = count(), (newest, letter) = arg_max(timestamp, letter) by subscription, reason
| order by newest desc`,
  },
];
