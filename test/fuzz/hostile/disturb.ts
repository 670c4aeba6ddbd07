import type { Dice } from "../dice.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { hostileBytes } from "./bytes.ts";
import { type Header, hostileHeaders } from "./headers.ts";
import { hostileSegment } from "./paths.ts";

/** What HTTP itself forbids or frowns on. */
const brokenHeads: readonly (readonly Header[])[] = [
  [["content-length", "-5"]],
  [["content-length", "99999999999999999999"]],
  [
    ["content-length", "1"],
    ["content-length", "2"],
  ],
  [
    ["content-length", "3"],
    ["transfer-encoding", "chunked"],
  ],
  [["transfer-encoding", "bogus"]],
  [["transfer-encoding", "chunked, identity"]],
  [["bad header", "1"]],
  [["x", "a\0b"]],
  [["host", "a b"]],
  [["host", ""]],
  [["host", "evil.example"]],
  [
    ["host", "127.0.0.1"],
    ["host", "evil.example"],
  ],
  [["x-long", "h".repeat(70_000)]],
  [
    ["upgrade", "websocket"],
    ["sec-websocket-key", "x"],
  ],
];

/** The request as it is, or with its head, body or framing disturbed. */
export function disturb(dice: Dice, request: FuzzRequest): FuzzRequest {
  return dice.weighted<() => FuzzRequest>([
    [12, () => request],
    [3, () => ({ ...request, body: hostileBytes(dice, request.body), framing: "length" })],
    [3, () => ({ ...request, headers: [...request.headers, ...hostileHeaders(dice)] })],
    [1, () => ({ ...request, headers: request.headers.filter(() => dice.chance(0.7)) })],
    [1, () => ({ ...request, framing: "chunked" })],
    [1, () => ({ ...request, method: dice.pick(methods) })],
    [
      0.6,
      () => ({
        ...request,
        target: request.target + dice.pick(["/", "//", "/..", `/${hostileSegment(dice)}`, "%", "?", "#x"]),
      }),
    ],
    [
      0.6,
      () => ({
        ...request,
        headers: [...request.headers, ...dice.pick(brokenHeads)],
        framing: "lie",
        body: Buffer.alloc(0),
      }),
    ],
    [0.3, () => ({ ...request, framing: "cut" })],
    [0.3, () => ({ ...request, target: dice.pick(targets), framing: "lie", body: Buffer.alloc(0) })],
  ])();
}

const methods = [
  "GET",
  "HEAD",
  "PUT",
  "POST",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "CONNECT",
  "BREW",
  "get",
];
const targets = [
  "*",
  "//evil.example/",
  "http://evil.example/",
  "/%",
  "",
  "/a b",
  "http://[",
  "/\xff",
  "\0",
  "evil:1",
  "/?a=b#c",
  "/../..",
];
