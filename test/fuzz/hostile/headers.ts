import type { Dice } from "../dice.ts";
import { texts } from "./values.ts";

/** One header line: name and value, both Latin-1. */
export type Header = readonly [name: string, value: string];

/** A header value that the parser lets through. */
export const hostileHeaderValue = (dice: Dice): string =>
  Buffer.from(dice.pick(texts).toWellFormed())
    .toString("latin1")
    .replace(/[^ -~\x80-\xff]/g, "");

/** Headers that servers and proxies have been fooled with. None changes how the body is framed. */
export function hostileHeaders(dice: Dice): readonly Header[] {
  return dice.weighted<() => readonly Header[]>([
    [2, () => [["content-type", dice.pick(contentTypes)]]],
    [1, () => [["content-encoding", dice.pick(["gzip", "identity", "br", "deflate, gzip", ""])]]],
    [
      1,
      () => [["accept", dice.pick(["text/html", "*/*;q=0", "application/xml", "text/event-stream;q=0.1, a/b", ",,,"])]],
    ],
    [1, () => [["x-long", "h".repeat(dice.pick([1_000, 9_000]))]]],
    [1, () => Array.from({ length: dice.pick([20, 150]) }, (_, index): Header => [`x-many-${index}`, "1"])],
    [
      1,
      () => [
        ["x-twice", "1"],
        ["x-twice", "2"],
        ["content-type", "text/plain"],
        ["content-type", "application/json"],
      ],
    ],
    [1, () => [["cookie", dice.pick(["a=b; c", "=", `x=${"y".repeat(5_000)}`, hostileHeaderValue(dice)])]]],
    [
      1,
      () => [
        ["x-forwarded-host", "evil.example"],
        ["x-original-url", "/admin/host/status"],
        ["x-http-method-override", "DELETE"],
      ],
    ],
    [
      1,
      () => [
        ["origin", dice.pick(["null", "http://evil.example", "file://", ""])],
        ["sec-fetch-site", "cross-site"],
      ],
    ],
    [
      1,
      () => [
        [
          "traceparent",
          dice.pick(["", "00-x-y-01", `00-${"0".repeat(32)}-${"0".repeat(16)}-00`, hostileHeaderValue(dice)]),
        ],
      ],
    ],
    [
      1,
      () => [
        ["if-match", hostileHeaderValue(dice)],
        ["if-none-match", hostileHeaderValue(dice)],
      ],
    ],
    [
      1,
      () => [
        ["range", "bytes=0-1,5-2"],
        ["if-modified-since", "yesterday"],
      ],
    ],
    [1, () => [["prefer", dice.pick(["wait=0", "wait=-1", "wait=1e9x", 'respond-async, wait="0"', ";;"])]]],
    [1, () => [["expect", dice.pick(["100-continue", "200-ok"])]]],
    [
      1,
      () => [
        ["x-correlation-id", hostileHeaderValue(dice)],
        ["idempotency-key", hostileHeaderValue(dice)],
      ],
    ],
    [
      1,
      () => [
        ["__proto__", "1"],
        ["constructor", "1"],
      ],
    ],
  ])();
}

const contentTypes = [
  "text/plain",
  "application/xml",
  "",
  ";",
  "application/json; charset=utf-16",
  'application/json; charset="utf-8"',
  "application/json;charset",
  "APPLICATION/JSON",
  "application/cloudevents+json",
  "application/cloudevents-batch+json; charset=latin1",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  `application/${"a".repeat(4_000)}`,
];
