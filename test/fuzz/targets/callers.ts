import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newSigningKey } from "../../../emulator/identity/signing-key.ts";
import { contractScopes } from "../../../emulator/oidc/contract-scopes.ts";
import { type AccessToken, signAccessToken } from "../../../emulator/oidc/sign.ts";
import { readVault } from "../../../emulator/oidc/vault.ts";
import type { Dice } from "../dice.ts";
import { hostileHeaderValue } from "../hostile/headers.ts";
import type { FuzzRequest } from "../wire/request.ts";
import type { Target } from "./target.ts";

/** What callers send to an app that asks for keys and tokens. */
export interface CallerFacts {
  readonly keys: { readonly master: string; readonly host: string };
  /** Tokens that are good, each of another caller or with other scopes. */
  readonly good: readonly string[];
  /** Tokens that are for another time, place or API, or signed by nobody. */
  readonly bad: readonly string[];
}

/** What is asked for tokens: everything else of the API is open, or the operators'. */
const business = /^\/api\/(commands|accounts|merchants|transfers|notifications)(\/|\?|$)/i;

/** The app asked with keys and tokens, good ones and others: nobody may come in without both. */
export function callersTarget(app: Target, { keys, good, bad }: CallerFacts): Target {
  const authorized = new Set(good.map((token) => `Bearer ${token}`));
  const header = (dice: Dice): string | undefined =>
    dice.weighted<() => string | undefined>([
      [14, () => `Bearer ${dice.pick(good)}`],
      [1, () => undefined],
      [1, () => `Bearer ${dice.pick(bad)}`],
      [1, () => `Bearer ${altered(dice, dice.pick(good))}`],
      [0.5, () => hostileHeaderValue(dice)],
      [0.5, () => `Bearer ${hostileHeaderValue(dice)}`],
      [0.3, () => dice.pick(["Bearer", "Basic YTpi", "bearer a.b.c", `Bearer ${"a".repeat(9_000)}.b.c`])],
    ])();
  return {
    ...app,
    // Without a key Azure answers without a body.
    faultOf: (request, answer) =>
      answer.status === 401 && answer.body === "" ? undefined : app.faultOf(request, answer),
    request(dice, lane) {
      const request = app.request(dice, lane);
      const key = dice.weighted([
        [6, keys.host],
        [3, keys.master],
        [0.5, "wrong"],
        [0.5, undefined],
      ]);
      const authorization = header(dice);
      const headers = [...request.headers];
      if (key !== undefined) headers.push(["x-functions-key", key]);
      if (authorization !== undefined) headers.push(["authorization", authorization]);
      return { ...request, headers };
    },
    async observe(request, outcome, lane, ask) {
      const others = await app.observe?.(request, outcome, lane, ask);
      const isIn = outcome.status >= 200 && outcome.status < 300 && business.test(request.target);
      return isIn && !isCaller(request, authorized) ? `${outcome.status} without a token that is good` : others;
    },
  };
}

function isCaller({ headers }: FuzzRequest, authorized: ReadonlySet<string>): boolean {
  return headers.some(([name, value]) => name === "authorization" && authorized.has(value));
}

/** A token with another letter somewhere; its last one has bits that mean nothing, so that it stays. */
function altered(dice: Dice, token: string): string {
  const at = dice.integer(0, token.length - 2);
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
}

/** Tokens of a system that runs with `--secure`, signed with the key in its data folder. */
export async function callerFacts(dataDir: string, contract: string, keys: CallerFacts["keys"]): Promise<CallerFacts> {
  const { issuer, audience } = JSON.parse(readFileSync(join(dataDir, "addresses.json"), "utf8")) as {
    readonly issuer: string;
    readonly audience: string;
  };
  const vault = readVault(dataDir);
  if (vault === undefined) throw new Error("The system asks for no tokens: it was not started with --secure.");
  const now = Math.floor(Date.now() / 1000);
  const { scopes } = contractScopes(contract);
  const usual = { issuer, audience, clientId: "fuzz", scopes, issuedAt: now, expires: now + 86_400 };
  const sign = (change: Partial<AccessToken>, key = vault.key) =>
    signAccessToken(key, { ...usual, subject: "anna", ...change });
  const few = scopes.filter((scope) => /read$/.test(scope));
  return {
    keys,
    good: await Promise.all(
      [{}, { subject: "mia" }, { subject: "carla" }, { subject: "__proto__" }, { scopes: few }, { scopes: [] }].map(
        (change) => sign(change),
      ),
    ),
    bad: await Promise.all([
      sign({ expires: now - 3600, issuedAt: now - 7200 }),
      sign({ audience: "api://other" }),
      sign({ issuer: "http://127.0.0.1:1" }),
      sign({ subject: "" }),
      sign({ subject: "a\nb" }),
      sign({}, { ...(await newSigningKey()), kid: String(vault.key.kid) }),
      sign({}, await newSigningKey()),
    ]),
  };
}
