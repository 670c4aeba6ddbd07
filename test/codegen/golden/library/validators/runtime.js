// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
// What every validator module shares: the formats, the helpers of compiled schemas, and the words for faults.

/** Number of Unicode characters in a text (not UTF-16 units): what JSON Schema's lengths count. */
export function characters(text) {
  let count = 0;
  for (let index = 0; index < text.length; index++, count++) {
    const unit = text.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdbff || index + 1 >= text.length) continue;
    if ((text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index++;
  }
  return count;
}

/** Whether two JSON values are equal. */
export function equal(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((item, index) => equal(item, b[index]));
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Two digits as a number; NaN when they are none. */
function two(text, at) {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function isDate(text) {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return false;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false;
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= daysOfMonth[month - 1] + (isLeap ? 1 : 0);
}

/** RFC 3339 full-time. A leap second is allowed only where one can be: at the end of a day in UTC. */
function isTime(text) {
  if (text.length < 9 || text[2] !== ":" || text[5] !== ":") return false;
  const hour = two(text, 0);
  const minute = two(text, 3);
  const second = two(text, 6);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return false;
  let at = 8;
  if (text[at] === ".") {
    const start = ++at;
    while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
    if (at === start) return false;
  }
  const sign = text[at];
  if (sign === "Z" || sign === "z") return at + 1 === text.length && (second < 60 || (hour === 23 && minute === 59));
  if ((sign !== "+" && sign !== "-") || text.length !== at + 6 || text[at + 3] !== ":") return false;
  const offsetHour = two(text, at + 1);
  const offsetMinute = two(text, at + 4);
  if (!(offsetHour <= 23 && offsetMinute <= 59)) return false;
  const offset = (offsetHour * 60 + offsetMinute) * (sign === "+" ? 1 : -1);
  return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 === 1439;
}

function isDateTime(text) {
  const separator = text[10];
  return (separator === "T" || separator === "t") && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

function isUuid(text) {
  if (text.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const unit = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (unit !== 45) return false;
      continue;
    }
    const isHex = (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);
    if (!isHex) return false;
  }
  return true;
}

const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

function isHostname(text) {
  return text.length <= 253 && text.split(".").every((part) => label.test(part));
}

/** The dot-atom form of RFC 5321: what mail servers accept in practice. */
function isEmail(text) {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1 || local.length > 64) return false;
  return /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) && isHostname(text.slice(at + 1));
}

function isIpv4(text) {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isIpv6(text) {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const all = groups.flat();
  const last = all.at(-1);
  const hasIpv4 = last?.includes(".") === true && text.endsWith(last);
  if (hasIpv4 && !isIpv4(last)) return false;
  const hex = hasIpv4 ? all.slice(0, -1) : all;
  const count = hex.length + (hasIpv4 ? 2 : 0);
  return hex.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group)) && (halves.length === 2 ? count <= 7 : count === 8);
}

const uriCharacters = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

/** RFC 3986: allowed characters, one fragment, brackets only around an IP address. */
function isUriReference(text) {
  if (!uriCharacters.test(text) || text.indexOf("#") !== text.lastIndexOf("#")) return false;
  const [, scheme, authority, path = ""] = /^([^:/?#]+:)?(?:\/\/([^/?#]*))?([^?#]*)/.exec(text) ?? [];
  if (scheme !== undefined && !/^[A-Za-z][A-Za-z0-9+.-]*:$/.test(scheme)) return false;
  const afterAuthority = text.slice((scheme ?? "").length + (authority === undefined ? 0 : authority.length + 2));
  if (/[[\]]/.test(afterAuthority)) return false;
  if (scheme === undefined && authority === undefined && /^[^/?#]*:/.test(path)) return false;
  if (authority === undefined) return true;
  const host = /^(?:[^@[\]]*@)?(\[[^[\]]*\]|[^:@[\]]*)(?::\d*)?$/.exec(authority)?.[1];
  return (
    host !== undefined && (!host.startsWith("[") || isIpv6(host.slice(1, -1)) || /^\[v[\dA-Fa-f]+\..+\]$/.test(host))
  );
}

function isUri(text) {
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && isUriReference(text);
}

function isDuration(text) {
  return /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/.test(text);
}

const text = (validate) => ({ type: "string", validate });
const number = (validate) => ({ type: "number", validate });

/** All formats that contracts may use. */
export const formats = {
  date: text(isDate),
  "date-time": text(isDateTime),
  double: number(() => true),
  duration: text(isDuration),
  email: text(isEmail),
  float: number(() => true),
  hostname: text(isHostname),
  int32: number((value) => Number.isInteger(value) && value >= -2147483648 && value <= 2147483647),
  int64: number((value) => Number.isSafeInteger(value)),
  ipv4: text(isIpv4),
  ipv6: text(isIpv6),
  "json-pointer": text((value) => /^(?:\/(?:[^~/]|~[01])*)*$/.test(value)),
  time: text(isTime),
  uri: text(isUri),
  "uri-reference": text(isUriReference),
  uuid: text(isUuid),
};

/** More faults than this help nobody. */
const mostFaults = 100;

/** Runs a compiled schema and puts its findings into words. A value nested too deeply for the stack is a fault, not a crash. */
export function check(compiled, value) {
  try {
    if (compiled(value)) return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ pointer: "", message: "is nested too deeply", keyword: "depth" }];
  }
  return faultsOf(compiled.errors ?? []);
}

/** Faults of a compiled schema's errors: one for each place and sentence. */
export function faultsOf(errors) {
  const found = new Map();
  for (const error of errors) {
    if (found.size >= mostFaults) break;
    if (error.keyword === "if") continue;
    const fault = { pointer: pointerOf(error), message: messageOf(error), keyword: error.keyword };
    found.set(`${fault.pointer} ${fault.message}`, fault);
  }
  return [...found.values()];
}

/** A missing or unknown field is pointed at itself, not at the object around it. */
function pointerOf({ instancePath, keyword, params }) {
  const field =
    keyword === "required" || keyword === "dependentRequired"
      ? params.missingProperty
      : keyword === "additionalProperties"
        ? params.additionalProperty
        : keyword === "unevaluatedProperties"
          ? params.unevaluatedProperty
          : keyword === "propertyNames"
            ? params.propertyName
            : undefined;
  return field === undefined ? instancePath : `${instancePath}/${escaped(field)}`;
}

function escaped(text) {
  return String(text).slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}

const typeNames = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a text",
};
const comparisons = { "<": "less than", "<=": "at most", ">": "more than", ">=": "at least" };
const formatNames = {
  date: "a date such as 2026-01-31",
  "date-time": "a date and time such as 2026-01-31T12:00:00Z",
  email: "an e-mail address",
  uri: "an absolute URI",
  "uri-reference": "a URI or a relative reference",
  uuid: "a UUID",
};

function messageOf({ keyword, params }) {
  switch (keyword) {
    case "required":
      return "is missing";
    case "dependentRequired":
      return `is missing: it is needed because ${params.property} is given`;
    case "additionalProperties":
    case "unevaluatedProperties":
    case "false schema":
      return "is not allowed here";
    case "propertyNames":
      return "is not an allowed name";
    case "type":
      return `must be ${[params.type]
        .flat()
        .map((type) => typeNames[type] ?? type)
        .join(" or ")}`;
    case "const":
      return `must be ${shortened(params.allowedValue)}`;
    case "enum":
      return `must be one of ${params.allowedValues.map(shortened).join(", ")}`;
    case "format":
      return `must be ${formatNames[params.format] ?? `in the format ${params.format}`}`;
    case "pattern":
      return `must match the pattern ${params.pattern}`;
    case "minLength":
      return params.limit === 1 ? "must not be empty" : `must have at least ${plural(params.limit, "character")}`;
    case "maxLength":
      return `must have at most ${plural(params.limit, "character")}`;
    case "minItems":
      return `must have at least ${plural(params.limit, "item")}`;
    case "maxItems":
    case "items":
      return `must have at most ${plural(params.limit, "item")}`;
    case "minProperties":
      return `must have at least ${plural(params.limit, "field")}`;
    case "maxProperties":
      return `must have at most ${plural(params.limit, "field")}`;
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return `must be ${comparisons[params.comparison]} ${params.limit}`;
    case "multipleOf":
      return `must be a multiple of ${params.multipleOf}`;
    case "uniqueItems":
      return `must not hold an item twice (items ${params.j} and ${params.i} are equal)`;
    case "contains":
      return `must hold at least ${plural(params.minContains, "item")} of the required kind`;
    case "oneOf":
      return params.passingSchemas === null
        ? "has none of the allowed forms"
        : "fits more than one of the allowed forms";
    case "anyOf":
      return "has none of the allowed forms";
    case "not":
      return "has a form that is not allowed";
    default:
      return `breaks the rule ${keyword}`;
  }
}

function shortened(value) {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
