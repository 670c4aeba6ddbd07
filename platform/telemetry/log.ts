import type { Catalog } from "../app/catalog.ts";
import type { Log, LogFields, LogSink } from "../app/log.ts";
import type { MissingRole } from "../stores/missing-role.ts";
import { errorAttributes } from "./error-attributes.ts";
import { messageAttributes } from "./message-attributes.ts";
import { personalValues, redactText, shownInstance, shownMessageId, shownStreamId } from "./redact.ts";
import type { Attributes, Telemetry } from "./telemetry.ts";

/** The attributes of the fields that are shown as they are. */
const plain = {
  handler: "eventwright.handler",
  letter: "eventwright.letter",
  retryAt: "eventwright.retry_at",
  process: "eventwright.process",
  attempt: "eventwright.attempt",
  orchestrator: "eventwright.process.orchestrator",
  word: "eventwright.process.word",
  eventType: "cloudevents.event_type",
  eventSource: "cloudevents.event_source",
  subscription: "eventwright.subscription",
  reason: "eventwright.reason",
  attempts: "eventwright.attempts",
  blob: "eventwright.blob",
  faults: "eventwright.faults",
  messages: "messaging.batch.message_count",
  status: "eventwright.status",
  code: "eventwright.code",
  errorId: "eventwright.error_id",
  check: "eventwright.check",
} as const satisfies { readonly [Field in keyof LogFields]?: string };

/**
 * Makes the one way by which the platform writes lines: to telemetry, where they carry the ids of the active span, and to a sink
 * such as the console.
 * @param catalog looked up with the first line, so that an app that has nothing to say pays nothing
 */
export function logOver(catalog: () => Catalog, telemetry: Telemetry, sink: LogSink = () => {}): Log {
  return ({ level, id, message }, fields = {}) => {
    const known = catalog();
    const about = fields.message === undefined ? [] : personalValues(known, fields.message);
    const entry = {
      level: fields.level ?? level,
      event: id,
      message: fields.sentence === undefined ? message : redactText(fields.sentence, about),
      attributes: attributesOf(known, fields),
    };
    telemetry.log(entry);
    sink(entry);
  };
}

/** The fields of a line under the names that they have everywhere, without personal data. */
export function attributesOf(catalog: Catalog, fields: LogFields): Attributes {
  const { message, messageId, stream, streamId, process, instance, startedBy, error, own = {}, role } = fields;
  const values = message === undefined ? [] : personalValues(catalog, message);
  const attributes: Record<string, Attributes[string]> = {};
  if (message !== undefined) Object.assign(attributes, messageAttributes(catalog, message));
  if (messageId !== undefined) attributes["messaging.message.id"] = shownMessageId(catalog, messageId);
  if (stream !== undefined) attributes["eventwright.stream"] = stream;
  if (stream !== undefined && streamId !== undefined) {
    attributes["eventwright.stream.id"] = shownStreamId(catalog, stream, streamId);
  }
  if (startedBy !== undefined) attributes["eventwright.process.started_by"] = shownMessageId(catalog, startedBy);
  if (instance !== undefined) {
    attributes["eventwright.process.instance"] = shownInstance(catalog, process ?? "", instance);
  }
  for (const [field, name] of Object.entries(plain)) {
    const value = fields[field as keyof typeof plain];
    if (value !== undefined) attributes[name] = typeof value === "string" ? redactText(value, values) : value;
  }
  if (role !== undefined) Object.assign(attributes, roleAttributes(role));
  for (const [name, value] of Object.entries(own)) {
    const text = redactText(String(value), values);
    if (value !== undefined) attributes[`app.${name}`] = text === String(value) ? value : text;
  }
  if (error !== undefined) Object.assign(attributes, errorAttributes(error, values));
  for (const [name, value] of Object.entries(attributes)) if (value === undefined) delete attributes[name];
  return attributes;
}

/** What a line about a role says of it. */
const roleAttributes = ({ service, identity, action, resource, role, grant }: MissingRole): Attributes => ({
  "eventwright.role": role,
  "eventwright.role.service": service,
  "eventwright.role.action": action,
  "eventwright.role.resource": resource,
  "eventwright.role.grant": grant,
  ...(identity !== undefined && { "eventwright.role.identity": identity }),
});
