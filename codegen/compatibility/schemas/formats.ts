const int32 = { min: -2147483648, max: 2147483647 };
const int64 = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

/** The whole numbers that a format of numbers allows; undefined for other formats. */
export function rangeOfFormat(format: unknown): { readonly min: number; readonly max: number } | undefined {
  return format === "int32" ? int32 : format === "int64" ? int64 : undefined;
}

/** Formats whose texts all have another format too. */
const wider: Readonly<Record<string, readonly string[]>> = {
  ipv4: ["hostname"],
  uri: ["uri-reference"],
  uuid: ["hostname"],
};

/** Whether every text of a format has another format as well. */
export function implies(format: string, other: string): boolean {
  return format === other || isOfNumbers(other) || (wider[format] ?? []).includes(other);
}

/** Formats that say nothing about texts. */
export function isOfNumbers(format: string): boolean {
  return ["double", "float", "int32", "int64"].includes(format);
}

const hour = "(?:[01][0-9]|2[0-3])";
const minute = "[0-5][0-9]";
const offset = `(?:[Zz]|[+\\-]${hour}:${minute})`;
const clock = (second: string) => `${hour}:${minute}:${second}(?:\\.[0-9]+)?${offset}`;
const leapYear = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
const day = [
  "[0-9]{4}-(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
  "[0-9]{4}-(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
  "[0-9]{4}-02-(?:0[1-9]|1[0-9]|2[0-8])",
  `${leapYear}-02-29`,
].join("|");
const byte = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const hex = "[0-9A-Fa-f]";
const uriCharacter = "[A-Za-z0-9_\\-.~:/?#\\[\\]@!$&'()*+,;=%]";

/** What a format allows at most, and (where that is known exactly) at least, as patterns. */
export interface FormatLanguage {
  readonly atMost: string;
  readonly atLeast: string | undefined;
}

const exactly = (body: string): FormatLanguage => ({ atMost: `^(?:${body})$`, atLeast: `^(?:${body})$` });
const atMost = (body: string, atLeast?: string): FormatLanguage => ({
  atMost: `^(?:${body})$`,
  atLeast: atLeast === undefined ? undefined : `^(?:${atLeast})$`,
});

/** Languages of the formats of texts. Used only as bounds: a format and its pattern are never mistaken for each other. */
export const formatLanguages: Readonly<Record<string, FormatLanguage>> = {
  date: exactly(day),
  // Leap seconds are allowed at the end of a day in UTC only; the lower bound leaves them out.
  "date-time": atMost(`(?:${day})[Tt]${clock("(?:[0-5][0-9]|60)")}`, `(?:${day})[Tt]${clock(minute)}`),
  duration: atMost("P[0-9WYMDTHS]+"),
  email: atMost("[A-Za-z0-9_!#$%&'*+/=?^`{|}~.\\-]+@[A-Za-z0-9.\\-]+", "[A-Za-z0-9_]{1,64}@[A-Za-z0-9]{1,60}"),
  hostname: atMost("[A-Za-z0-9](?:[A-Za-z0-9.\\-]*[A-Za-z0-9])?", "[A-Za-z0-9]{1,63}"),
  ipv4: exactly(`${byte}(?:\\.${byte}){3}`),
  ipv6: atMost("[0-9A-Fa-f:.]*"),
  "json-pointer": exactly("(?:/(?:[^~/]|~[01])*)*"),
  time: atMost(clock("(?:[0-5][0-9]|60)"), clock(minute)),
  uri: atMost(`[A-Za-z][A-Za-z0-9+.\\-]*:${uriCharacter}*`, "[A-Za-z][A-Za-z0-9+.\\-]*:[A-Za-z0-9]*"),
  "uri-reference": atMost(`${uriCharacter}*`, "[A-Za-z0-9]*"),
  uuid: exactly(`${hex}{8}-${hex}{4}-${hex}{4}-${hex}{4}-${hex}{12}`),
};

/** Texts that have a format, for samples. */
export const formatSamples: Readonly<Record<string, readonly string[]>> = {
  date: ["2026-01-31", "2026-02-01", "2024-02-29"],
  "date-time": ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z", "2026-02-01T12:00:00+02:00"],
  duration: ["P1D", "PT1H", "P1W", "P1Y2M3DT4H5M6S"],
  email: ["a@b.c", "someone@example.com", "someone.else@example.com"],
  hostname: ["a", "example.com", "www.example.com"],
  ipv4: ["10.0.0.1", "10.0.0.2", "192.168.100.200"],
  ipv6: ["::1", "::2", "2001:db8:0:0:0:0:0:1"],
  "json-pointer": ["", "/a", "/a/b"],
  time: ["12:00:00Z", "12:00:01Z", "12:00:00.000+02:00"],
  uri: ["a:b", "https://example.com", "https://example.com/a/b"],
  "uri-reference": ["", "a", "/a/b", "https://example.com/a/b"],
  uuid: ["00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"],
};
