import { rawExchange } from "./raw-exchange.ts";

/** Limits that a test can wait for, and that a busy machine keeps with requests that are whole. */
export const shortLimits = { headersTimeout: 1_000, requestTimeout: 1_500, connectionsCheckingInterval: 20 } as const;

/** What clients say that want to hold a connection without asking for anything. */
export const slowBeginnings: readonly (readonly [what: string, bytes: string])[] = [
  ["nothing at all", ""],
  ["half a method", "GE"],
  ["headers without end", "GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: "],
];

/** The beginning of a body that never comes to its end, with its length and in chunks. */
export function slowBodies(target: string, headers: string): readonly (readonly [what: string, bytes: string])[] {
  const head = `POST ${target} HTTP/1.1\r\nhost: localhost\r\n${headers}`;
  return [
    ["half a body", `${head}content-length: 100\r\n\r\n{"a"`],
    ["a chunk without end", `${head}transfer-encoding: chunked\r\n\r\n5\r\n{"a`],
  ];
}

/** A request with this many header fields. */
export const manyHeaders = (target: string, count: number): string =>
  `GET ${target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${"a: 1\r\n".repeat(count - 2)}\r\n`;

/** A request whose target alone is larger than a head may be. */
export const longTarget = `GET /${"x".repeat(40_000)} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`;

/** Status of the answer to some bytes, once the server has ended the connection; 0 when it said nothing. */
export async function statusOf(url: string, bytes: string): Promise<number> {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(await rawExchange(url, bytes))?.[1] ?? 0);
}
