import { isObject, isText, type JsonObject } from "../json.ts";

/** A CloudEvents 1.0 event in structured JSON form, as published. */
export interface CloudEvent extends JsonObject {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
}

/**
 * Checks one CloudEvent against the specification (CloudEvents 1.0.2, core and JSON format).
 * @returns one sentence a fault; none when the event is right
 */
export function cloudEventFaults(event: unknown): string[] {
  if (!isObject(event)) return ["The event is not a JSON object."];
  const faults: string[] = [];
  if (event["specversion"] !== "1.0") faults.push('specversion must be "1.0".');
  for (const name of ["id", "source", "type"]) {
    if (!isText(event[name])) faults.push(`${name} is required and must be a non-empty string.`);
  }
  if (isText(event["source"]) && !isUriReference(event["source"])) faults.push("source must be a URI reference.");
  for (const [name, value] of Object.entries(event)) {
    if (name === "data") continue;
    const fault = attributeFault(name, value);
    if (fault !== undefined) faults.push(fault);
  }
  if (isSet(event["data"]) && isSet(event["data_base64"])) faults.push("data and data_base64 exclude each other.");
  return faults;
}

// The JSON format reads a null attribute as one that is not there.
const isSet = (value: unknown) => value !== undefined && value !== null;

const checks: Readonly<Record<string, { readonly is: (value: string) => boolean; readonly must: string }>> = {
  subject: { is: (value) => value !== "", must: "be a non-empty string" },
  time: { is: isTimestamp, must: "be a timestamp as in RFC 3339" },
  dataschema: { is: (value) => URL.canParse(value), must: "be an absolute URI" },
  datacontenttype: { is: isMediaType, must: "be a media type as in RFC 2046" },
  data_base64: { is: isBase64, must: "be Base64 text" },
};

function attributeFault(name: string, value: unknown): string | undefined {
  const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
  if (check !== undefined) {
    return !isSet(value) || (typeof value === "string" && check.is(value)) ? undefined : `${name} must ${check.must}.`;
  }
  if (!/^[a-z0-9]+$/.test(name)) {
    return `${JSON.stringify(name.slice(0, 100))} is not an attribute name: only a-z and 0-9 are allowed.`;
  }
  if (!isSet(value) || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= 2_147_483_647) return undefined;
  return `${name} must be a string, a boolean or a 32-bit integer.`;
}

/** Whether the text is a timestamp as in RFC 3339, with a day that the month has. */
export function isTimestamp(text: string): boolean {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/.exec(
      text,
    );
  if (match === null) return false;
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isUriReference(text: string): boolean {
  return /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(text);
}

function isMediaType(text: string): boolean {
  return /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+\s*(;.*)?$/.test(text);
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
