import type { Dice } from "../dice.ts";
import { disturb } from "../hostile/disturb.ts";
import { hostileHeaderValue } from "../hostile/headers.ts";
import { hostileQuery, hostileSegment } from "../hostile/paths.ts";
import type { FuzzRequest } from "../wire/request.ts";
import { jsonOf, type Target } from "./target.ts";

/** What is known of the local tenant before the first request. */
export interface IdentityFacts {
  /** Value of `X-IDENTITY-HEADER`. */
  readonly header: string;
  readonly clientId: string;
  /** A token that is good at the account, and may read only. */
  readonly reader: string;
  /** A token of the same tenant for another service. */
  readonly elsewhere: string;
}

const get = (target: string, headers: FuzzRequest["headers"]): FuzzRequest => ({
  method: "GET",
  target,
  headers,
  body: Buffer.alloc(0),
  framing: "none",
});

/** The token endpoint: who asks, for what, and how. */
export function identityTarget(url: string, facts: IdentityFacts): Target {
  const right = "/msi/token?api-version=2019-08-01&resource=https://cosmos.azure.com";
  return {
    name: "identity",
    url,
    faultOf(request, answer) {
      if (request.method === "HEAD") return undefined;
      const body = jsonOf(answer) as { statusCode?: unknown; message?: unknown } | undefined;
      const well = body?.statusCode === answer.status && typeof body.message === "string";
      return well ? undefined : "the body is not {statusCode, message}";
    },
    request(dice) {
      const names: Readonly<Record<string, readonly string[]>> = {
        "api-version": ["2019-08-01", "2017-09-01", ""],
        resource: ["https://cosmos.azure.com", "https://127.0.0.1:1", "https://vault.azure.net", "file:///", ""],
        client_id: [facts.clientId, "nobody"],
        principal_id: ["nobody"],
        mi_res_id: ["x"],
      };
      const path = dice.chance(0.9) ? "/msi/token" : `/${hostileSegment(dice)}`;
      const target = dice.chance(0.2) ? right : path + hostileQuery(dice, names);
      const header = dice.weighted<() => string>([
        [8, () => facts.header],
        [1, () => ""],
        [1, () => facts.header.slice(1)],
        [1, () => hostileHeaderValue(dice)],
      ])();
      return disturb(dice, get(target, [["x-identity-header", header]]));
    },
    probe: () => get(right, [["x-identity-header", facts.header]]),
    // A token is for whoever knows the header.
    async observe(request, outcome) {
      if (outcome.status !== 200) return undefined;
      const shown = request.headers.some(
        ([name, value]) => name.toLowerCase() === "x-identity-header" && value === facts.header,
      );
      return shown ? undefined : "somebody got a token without the header";
    },
  };
}

/** The local Cosmos DB where it is asked with tokens: forged, altered, or good for something else. */
export function tokensTarget(url: string, facts: IdentityFacts): Target {
  return {
    name: "tokens",
    url,
    faultOf(request, answer) {
      if (request.method === "HEAD") return undefined;
      const body = jsonOf(answer) as { code?: unknown; message?: unknown } | undefined;
      const well = typeof body?.code === "string" && typeof body.message === "string";
      return well ? undefined : "the body is not {code, message}";
    },
    request(dice) {
      const [method, target] = dice.pick([
        ["GET", "/"],
        ["GET", "/dbs"],
        ["GET", "/dbs/none"],
        ["POST", "/dbs"],
        ["POST", "/dbs/none/colls/c/docs"],
        ["DELETE", "/dbs/none"],
        ["GET", `/dbs/${hostileSegment(dice)}`],
      ] as const);
      const body = method === "POST" ? Buffer.from('{"id":"forged"}') : Buffer.alloc(0);
      const headers = signedWith(dice.chance(0.5) ? facts.reader : forged(dice, facts));
      return disturb(dice, { method, target, headers, body, framing: method === "POST" ? "length" : "none" });
    },
    probe: () => get("/", signedWith(facts.reader)),
    // A token for reading writes nothing, whatever is made of it.
    async observe(request, outcome) {
      return request.method !== "GET" && request.method !== "HEAD" && outcome.status >= 200 && outcome.status < 300
        ? "a token that may read has written"
        : undefined;
    },
  };
}

const signedWith = (token: string): FuzzRequest["headers"] => [
  ["authorization", encodeURIComponent(`type=aad&ver=1.0&sig=${token}`)],
  ["x-ms-date", new Date().toUTCString()],
];

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token that should not count. */
function forged(dice: Dice, { reader, elsewhere }: IdentityFacts): string {
  const [head = "", payload = "", signature = ""] = reader.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  const { kid } = JSON.parse(Buffer.from(head, "base64url").toString()) as { kid: string };
  return dice.weighted<() => string>([
    [2, () => elsewhere],
    [1, () => `${encoded({ alg: "none" })}.${payload}.`],
    [1, () => `${encoded({ alg: "HS256", kid })}.${payload}.${signature}`],
    [1, () => `${encoded({ alg: "RS256", kid, crit: ["x"], x: 1 })}.${payload}.${signature}`],
    [1, () => `${encoded({ alg: "RS256", kid: dice.pick(["", "../key", "__proto__"]) })}.${payload}.${signature}`],
    [1, () => `${encoded({ alg: "RS256", jwk: { kty: "RSA", n: "AQAB", e: "AQAB" } })}.${payload}.${signature}`],
    [2, () => `${head}.${encoded({ ...claims, oid: "somebody", exp: 9e15 })}.${signature}`],
    [2, () => `${head}.${payload}.${signature.slice(0, dice.integer(0, signature.length - 1))}`],
    [1, () => `${head}.${payload}`],
    [1, () => ".".repeat(dice.pick([0, 1, 2, 3, 1_000]))],
    [1, () => hostileHeaderValue(dice)],
    [1, () => "x".repeat(9_000)],
  ])();
}
