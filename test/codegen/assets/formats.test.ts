import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { isIPv6 } from "node:net";
import { test } from "node:test";
import { formats } from "../../../codegen/assets/runtime.js";
import { Random } from "../../../codegen/samples/random.ts";

type Definition = RegExp | ((text: string) => boolean) | { readonly validate: RegExp | ((text: string) => boolean) };
const { fullFormats } = createRequire(import.meta.url)("ajv-formats/dist/formats") as {
  readonly fullFormats: Readonly<Record<string, Definition>>;
};

function theirs(format: string, text: string): boolean {
  const definition = fullFormats[format];
  assert.ok(definition, format);
  const check = typeof definition === "object" && "validate" in definition ? definition.validate : definition;
  return check instanceof RegExp ? check.test(text) : check(text);
}

/** Texts that a random walk starts from: valid ones of every shape that the format has. */
const seeds: Readonly<Record<string, readonly string[]>> = {
  date: ["2026-01-31", "2024-02-29", "1999-12-31"],
  "date-time": [
    "2026-01-31T12:00:00Z",
    "2016-12-31T23:59:60Z",
    "2026-01-31t12:00:00.123456+05:30",
    "1990-12-31T15:59:60-08:00",
  ],
  time: ["12:00:00Z", "23:59:60Z", "01:29:60+01:30", "00:00:00.1-00:00"],
  duration: ["P1Y2M3DT4H5M6S", "P2W", "PT36H", "P1D"],
  email: ["ada.lovelace@mail.example.com", "a+b_c@x-y.org", "!#$%@a.b"],
  hostname: ["example.com", "a", "xn--a-b.c0", "1.2.3.4"],
  ipv4: ["127.0.0.1", "255.255.255.255", "0.0.0.0"],
  ipv6: ["::1", "2001:db8::ff00:42:8329", "::ffff:192.0.2.128", "1:2:3:4:5:6:7:8"],
  "json-pointer": ["", "/a~1b/~0", "/a/0"],
  uri: [
    "https://user:pw@example.com:8080/a/b?c=d&e#f",
    "mailto:ada@example.com",
    "urn:isbn:0451450523",
    "http://[2001:db8::1]/",
    "file:///etc",
  ],
  "uri-reference": ["../a?b#c", "//example.com/a", "#top", "a:b", "./a:b", ""],
  uuid: ["6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11", "00000000-0000-0000-0000-000000000000"],
};

/** RFC 3986, appendix A, word for word. */
const pchar = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})";
const name = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})";
const authority = `(?:(?:${name}|:)*@)?(?:\\[(?<ip>[^\\[\\]]*)\\]|${name}*)(?::[0-9]*)?`;
const rest = `(?:\\?(?:${pchar}|[/?])*)?(?:#(?:${pchar}|[/?])*)?$`;
const uri = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.-]*:(?://${authority}(?:/${pchar}*)*|/(?:${pchar}+(?:/${pchar}*)*)?|${pchar}+(?:/${pchar}*)*|)${rest}`,
);
const firstSegment = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})+";
const relative = new RegExp(
  `^(?://${authority}(?:/${pchar}*)*|/(?:${pchar}+(?:/${pchar}*)*)?|${firstSegment}(?:/${pchar}*)*|)${rest}`,
);

function fits(grammar: RegExp, text: string): boolean {
  const found = grammar.exec(text);
  const ip = found?.groups?.["ip"];
  if (found === null || ip === undefined) return found !== null;
  return (isIPv6(ip) && !ip.includes("%")) || /^v[0-9A-F]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+$/i.test(ip);
}

function isUriByGrammar(text: string): boolean {
  return fits(uri, text);
}

function isReferenceByGrammar(text: string): boolean {
  return fits(uri, text) || fits(relative, text);
}

/**
 * Where we differ from ajv-formats on purpose: true for a text that the specification judges as we do.
 */
const reasons: Readonly<Record<string, readonly (readonly [why: string, applies: (text: string) => boolean])[]>> = {
  "date-time": [
    ["RFC 3339 puts a T between date and time; ajv also takes any blank", (text) => /^.{10}\s/.test(text)],
    [
      "RFC 3339 full-time: two digits for each part, an offset with a colon",
      (text) => !/(?:[Zz]|[+-]\d\d:\d\d)$/.test(text),
    ],
    ["RFC 3339: offsets go up to 23:59", (text) => /[+-](?:2[4-9]|[3-9]\d|\d\d:[6-9]\d)/.test(text)],
  ],
  time: [
    [
      "RFC 3339 full-time: an offset has a colon and two digits for minutes",
      (text) => !/(?:[Zz]|[+-]\d\d:\d\d)$/.test(text),
    ],
    ["RFC 3339: offsets go up to 23:59", (text) => /[+-](?:2[4-9]|[3-9]\d|\d\d:[6-9]\d)/.test(text)],
  ],
  email: [
    ["RFC 5321, 4.5.3.1.1: a local part has up to 64 octets", (text) => text.indexOf("@") > 64],
    ["RFC 5321, 4.1.2: a domain may have one label", (text) => !text.slice(text.indexOf("@")).includes(".")],
    ["RFC 1123: a label has up to 63 characters", (text) => /[^.@]{64}/.test(text)],
  ],
  hostname: [["RFC 1123: no dot at the end, and no empty label", (text) => text.endsWith(".")]],
  uri: [["the grammar of RFC 3986", (text) => isUriByGrammar(text) !== theirs("uri", text)]],
  "uri-reference": [
    ["the grammar of RFC 3986", (text) => isReferenceByGrammar(text) !== theirs("uri-reference", text)],
  ],
  uuid: [["RFC 9562: the URN form is another one", (text) => /^urn:/i.test(text)]],
  ipv6: [["RFC 4291 has no zones", (text) => text.includes("%")]],
};

const letters = [..."0123456789abcfzTZtz+-:.,/@%[]#?~_ \n", "é", "😀", "%41", "::", "..", "24", "60", "99"];

/** A near miss: one character added, dropped, doubled or replaced, some times over. */
function changed(text: string, random: Random): string {
  let result = text;
  for (let count = random.integer(1, 3); count > 0; count--) {
    const at = random.integer(0, result.length);
    const letter = letters[random.integer(0, letters.length - 1)] ?? "";
    const rest = result.slice(at + random.integer(0, 1));
    result = result.slice(0, at) + (random.next() < 0.7 ? letter : "") + rest;
  }
  return result;
}

for (const [format, texts] of Object.entries(seeds)) {
  test(`${format}: what ajv-formats says, but where the specification says something else`, () => {
    const ours = formats[format];
    assert.ok(ours?.type === "string");
    const random = new Random(`formats ${format}`);
    const grammar = { uri: isUriByGrammar, "uri-reference": isReferenceByGrammar }[format];
    const count = { both: 0, neither: 0 };
    const differing = new Set<string>();
    for (const text of texts) assert.ok(ours.validate(text), text);
    for (let round = 0; round < 6_000; round++) {
      const text = changed(texts[random.integer(0, texts.length - 1)] ?? "", random);
      const verdict: boolean = ours.validate(text);
      if (grammar !== undefined) assert.equal(verdict, grammar(text), JSON.stringify(text));
      if (verdict === theirs(format, text)) count[verdict ? "both" : "neither"]++;
      else if (!reasons[format]?.some(([, applies]) => applies(text)))
        differing.add(`${verdict ? "ours" : "theirs"} accepts ${JSON.stringify(text)}`);
    }
    assert.deepEqual([...differing].slice(0, 10), []);
    assert.ok(count.both > 100 && count.neither > 100, JSON.stringify(count));
  });
}
