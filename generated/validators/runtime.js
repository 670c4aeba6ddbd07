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

/** Whether a value is a JSON object: no list, not null. */
export function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * An object whose properties can be read without asking whether they are its own. Objects out of JSON are that already,
 * but for names that every object has; anything else is copied.
 */
export function plain(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? value : { ...value };
}

/** A property's name as a segment of a JSON pointer. */
export function segment(name) {
  return String(name).slice(0, 200).replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Whether a number is a multiple of another; twelve decimal places count, since binary fractions are not exact. */
export function isMultiple(value, step) {
  if (value % step === 0) return true;
  const times = value / step;
  return Number.isFinite(times) && Math.abs(Math.round(times) - times) <= 1e-12;
}

/** The indexes of two equal items, the later one first; undefined when all differ. */
export function twins(list) {
  const values = new Map();
  const structures = new Map();
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    const isStructure = typeof item === "object" && item !== null;
    const seen = isStructure ? structures : values;
    const key = isStructure ? canonical(item) : item;
    const other = seen.get(key);
    if (other !== undefined) return { i: index, j: other };
    seen.set(key, index);
  }
  return undefined;
}

/** A text that is the same for equal lists and objects only. */
function canonical(item) {
  return JSON.stringify(item, (_key, value) => {
    if (isRecord(value)) return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Array.isArray(value) ? [0, ...value] : value;
  });
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Two digits as a number; NaN when they are none. */
function two(text, at) {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Whether a text begins with an RFC 3339 full-date. */
function beginsWithDate(text) {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false;
  const isLeap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= daysOfMonth[month - 1] + (isLeap ? 1 : 0);
}

/** RFC 3339 full-date. */
export function isDate(text) {
  return text.length === 10 && beginsWithDate(text);
}

/** RFC 3339 full-time. A leap second is allowed only where one can be: at the end of a day in UTC. */
export function isTime(text) {
  return endsWithTime(text, 0);
}

function endsWithTime(text, from) {
  if (text.length < from + 9 || text.charCodeAt(from + 2) !== 58 || text.charCodeAt(from + 5) !== 58) return false;
  const hour = two(text, from);
  const minute = two(text, from + 3);
  const second = two(text, from + 6);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return false;
  let at = from + 8;
  if (text.charCodeAt(at) === 46) {
    const start = ++at;
    while (isDigit(text.charCodeAt(at))) at++;
    if (at === start) return false;
  }
  const sign = text.charCodeAt(at);
  if (sign === 90 || sign === 122) return at + 1 === text.length && (second < 60 || (hour === 23 && minute === 59));
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58) return false;
  const offsetHour = two(text, at + 1);
  const offsetMinute = two(text, at + 4);
  if (!(offsetHour <= 23 && offsetMinute <= 59)) return false;
  const offset = (offsetHour * 60 + offsetMinute) * (sign === 43 ? 1 : -1);
  return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 === 1439;
}

/** RFC 3339 date-time, with a `T` between its parts. */
export function isDateTime(text) {
  const separator = text.charCodeAt(10);
  return (separator === 84 || separator === 116) && beginsWithDate(text) && endsWithTime(text, 11);
}

function isDigit(unit) {
  return unit >= 48 && unit <= 57;
}

function isHexDigit(unit) {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);
}

function isLetterOrDigit(unit) {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

/** RFC 9562 in its usual form. */
export function isUuid(text) {
  if (text.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const unit = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (unit !== 45) return false;
    } else if (!isHexDigit(unit)) return false;
  }
  return true;
}

/** Which units may stand where: one bit for each kind of place. */
const inMailName = 1;
const inUri = 2;
const inHost = 4;
const kinds = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) {
  const sign = String.fromCharCode(unit);
  if (isLetterOrDigit(unit)) kinds[unit] = inMailName | inUri | inHost;
  if ("!#$%&'*+/=?^_`{|}~-".includes(sign)) kinds[unit] |= inMailName;
  if ("-._~!$&'()*+,;=:@/?".includes(sign)) kinds[unit] |= inUri;
  if ("-._~!$&'()*+,;=".includes(sign)) kinds[unit] |= inHost;
}

function isKind(unit, kind) {
  return unit < 128 && (kinds[unit] & kind) !== 0;
}

/** RFC 1123: labels of up to 63 letters, digits and inner hyphens, 253 characters in all. */
export function isHostname(text) {
  return isHostnameFrom(text, 0);
}

function isHostnameFrom(text, from) {
  if (text.length - from > 253) return false;
  let start = from;
  for (let at = from; at <= text.length; at++) {
    const unit = at === text.length ? 46 : text.charCodeAt(at);
    if (unit === 46) {
      if (at === start || at - start > 63 || text.charCodeAt(at - 1) === 45) return false;
      start = at + 1;
    } else if (!isLetterOrDigit(unit) && (unit !== 45 || at === start)) return false;
  }
  return true;
}

/** The dot-atom form of RFC 5321: what mail servers accept in practice. */
export function isEmail(text) {
  let at = 0;
  let afterDot = true;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 64) break;
    if (unit === 46 ? afterDot : !isKind(unit, inMailName)) return false;
    afterDot = unit === 46;
  }
  return !afterDot && at <= 64 && at < text.length && isHostnameFrom(text, at + 1);
}

/** Four numbers up to 255 without leading zeros. */
export function isIpv4(text) {
  let number = -1;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 46) {
      if (number < 0 || ++dots > 3) return false;
      number = -1;
    } else if (!isDigit(unit) || number === 0) return false;
    else {
      number = number < 0 ? unit - 48 : number * 10 + unit - 48;
      if (number > 255) return false;
    }
  }
  return dots === 3 && number >= 0;
}

/** RFC 4291, without a zone. */
export function isIpv6(text) {
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

/** Where the scheme of a URI ends, its colon included; 0 when there is none. */
function schemeEnd(text) {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 58) return at === 0 ? 0 : at + 1;
    const isInner = at > 0 && (isDigit(unit) || unit === 43 || unit === 45 || unit === 46);
    if (!isInner && (!isLetterOrDigit(unit) || isDigit(unit))) return 0;
  }
  return 0;
}

function isEscape(text, at) {
  return text.charCodeAt(at) === 37 && isHexDigit(text.charCodeAt(at + 1)) && isHexDigit(text.charCodeAt(at + 2));
}

/** What follows the scheme: an authority if two slashes begin it, a path, a query, a fragment. */
function isUriRest(text, from) {
  let at = from;
  if (text.charCodeAt(at) === 47 && text.charCodeAt(at + 1) === 47) {
    at = authorityEnd(text, at + 2);
    if (at < 0) return false;
  }
  let hasFragment = false;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (isKind(unit, inUri)) continue;
    if (unit === 37 && isEscape(text, at)) at += 2;
    else if (unit === 35 && !hasFragment) hasFragment = true;
    else return false;
  }
  return true;
}

/** Where an authority ends; -1 when it is none. Brackets stand only around an IP address. */
function authorityEnd(text, from) {
  let end = from;
  let host = from;
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end);
    if (unit === 47 || unit === 63 || unit === 35) break;
    if (unit === 64) {
      if (host !== from) return -1;
      host = end + 1;
    }
  }
  if (!isPartOf(text, from, host - 1, true)) return -1;
  let port = end;
  while (port > host && isDigit(text.charCodeAt(port - 1))) port--;
  const last = port > host && text.charCodeAt(port - 1) === 58 ? port - 1 : end;
  if (text.charCodeAt(host) !== 91) return isPartOf(text, host, last, false) ? end : -1;
  if (text.charCodeAt(last - 1) !== 93) return -1;
  const address = text.slice(host + 1, last - 1);
  return isIpv6(address) || /^[Vv][\dA-Fa-f]+\.[\w\-.~!$&'()*+,;=:]+$/.test(address) ? end : -1;
}

function isPartOf(text, from, end, allowsColon) {
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (isKind(unit, inHost) || (allowsColon && unit === 58)) continue;
    if (unit !== 37 || at + 2 >= end || !isEscape(text, at)) return false;
    at += 2;
  }
  return true;
}

/** RFC 3986, with a scheme. */
export function isUri(text) {
  const end = schemeEnd(text);
  return end > 0 && isUriRest(text, end);
}

/** RFC 3986, with or without a scheme. */
export function isUriReference(text) {
  const end = schemeEnd(text);
  if (end > 0) return isUriRest(text, end);
  // Without a scheme the first segment holds no colon, or what stands before it would be one.
  const colon = text.indexOf(":");
  return (colon < 0 || /[/?#]/.test(text.slice(0, colon))) && isUriRest(text, 0);
}

/** ISO 8601 as RFC 3339 has it. */
export function isDuration(text) {
  return /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/.test(text);
}

/** RFC 6901. */
export function isJsonPointer(text) {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}

export function isInt32(value) {
  return Number.isInteger(value) && value >= -2147483648 && value <= 2147483647;
}

/** As far as JavaScript can tell numbers apart. */
export function isInt64(value) {
  return Number.isSafeInteger(value);
}

/** Any number. */
export function isFloat() {
  return true;
}

/** Any number. */
export function isDouble() {
  return true;
}

const text = (validate) => ({ type: "string", validate });
const number = (validate) => ({ type: "number", validate });

/** All formats that contracts may use. Validators call the functions themselves. */
export const formats = {
  date: text(isDate),
  "date-time": text(isDateTime),
  double: number(isDouble),
  duration: text(isDuration),
  email: text(isEmail),
  float: number(isFloat),
  hostname: text(isHostname),
  int32: number(isInt32),
  int64: number(isInt64),
  ipv4: text(isIpv4),
  ipv6: text(isIpv6),
  "json-pointer": text(isJsonPointer),
  time: text(isTime),
  uri: text(isUri),
  "uri-reference": text(isUriReference),
  uuid: text(isUuid),
};

/** More faults than this help nobody. */
const mostFaults = 100;

/** When so many faults are noted, a validator stops. */
const mostNoted = 1_000;

/** Notes a fault. Answers whether the validator can stop: where nothing is noted, or enough is. */
export function fault(faults, instancePath, keyword, params) {
  return faults === null || faults.push({ instancePath, keyword, params }) >= mostNoted;
}

/**
 * Runs a compiled schema and puts its findings into words. What is valid is only looked at; faults are collected in a
 * second run. A value nested too deeply for the stack is a fault, not a crash.
 */
export function check(compiled, value) {
  try {
    if (compiled(value, null, "")) return [];
    const noted = [];
    compiled(value, noted, "");
    return faultsOf(noted);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ pointer: "", message: "is nested too deeply", keyword: "depth" }];
  }
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
  return field === undefined ? instancePath : `${instancePath}/${segment(field)}`;
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
