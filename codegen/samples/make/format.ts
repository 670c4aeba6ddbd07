import type { Random } from "../random.ts";
import { usualTexts } from "./words.ts";

const two = (value: number) => String(value).padStart(2, "0");
const date = (random: Random) => `2026-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
const clock = (random: Random) =>
  `${two(random.integer(6, 20))}:${two(random.integer(0, 59))}:${two(random.integer(0, 59))}`;
const hex = (random: Random, length: number) =>
  Array.from({ length }, () => random.integer(0, 15).toString(16)).join("");

function uuid(random: Random): string {
  return `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${random.pick(["8", "9", "a", "b"])}${hex(random, 3)}-${hex(random, 12)}`;
}

const domains = ["example.com", "shop.example", "a.example.org"];

/** A usual text of each format for texts. */
const usual: Readonly<Record<string, (random: Random) => string>> = {
  date,
  "date-time": (random) => `${date(random)}T${clock(random)}Z`,
  duration: (random) => random.pick(["PT30M", "P1D", "PT2H15M", "P14D", "P1Y6M"]),
  email: (random) =>
    `${random.pick(["ada", "jonas", "mira"])}.${random.pick(["berg", "lind"])}@${random.pick(domains)}`,
  hostname: (random) => random.pick(domains),
  ipv4: (random) => `192.0.2.${random.integer(1, 254)}`,
  ipv6: (random) => `2001:db8::${hex(random, 4).replace(/^0+(?=.)/, "")}`,
  "json-pointer": (random) => random.pick(["/lines/0", "/amount", "/owner/name"]),
  time: (random) => `${clock(random)}Z`,
  uri: (random) => `https://${random.pick(domains)}/${random.pick(usualTexts("", random))}`,
  "uri-reference": (random) => `/${random.pick(usualTexts("", random))}/${random.integer(1, 99)}`,
  uuid,
};

/** Texts at the edges of each format: unusual, and valid. */
const edges: Readonly<Record<string, readonly string[]>> = {
  date: ["0000-01-01", "9999-12-31", "2024-02-29"],
  "date-time": [
    "2026-03-01T12:00:00.123456+05:30",
    "2016-12-31T23:59:60Z",
    "0000-01-01T00:00:00Z",
    "2026-01-31t12:00:00z",
  ],
  duration: ["PT0S", "P1W", "P999Y12M31DT23H59M59S"],
  email: ["a@b", "o'neil+tag@mail.a.example.org"],
  hostname: ["a", "xn--bcher-kva.example"],
  ipv4: ["0.0.0.0", "255.255.255.255"],
  ipv6: ["::", "1:2:3:4:5:6:7:8", "::ffff:192.0.2.1"],
  "json-pointer": ["", "/a~1b/m~0n"],
  time: ["00:00:00Z", "23:59:60Z", "12:30:00.5-11:59"],
  uri: ["urn:a", "https://user@[2001:db8::1]:8080/a%20b?c=d#e"],
  "uri-reference": ["", "#a", "../x?y"],
  uuid: ["00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF"],
};

/** Whether a format is one for texts that documents can be made for. */
export function hasFormat(format: string): boolean {
  return Object.hasOwn(usual, format);
}

/** A usual text of a format. */
export function usualOf(format: string, random: Random): string {
  return usual[format]?.(random) ?? "";
}

/** The unusual texts of a format. */
export function edgesOf(format: string): readonly string[] {
  return edges[format] ?? [];
}
