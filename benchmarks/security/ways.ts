import { KeyObject } from "node:crypto";
import { joseWithKey, joseWithKeySet, jsonWebToken, signatureOnly } from "./checks.ts";
import { needs, openDoor, rate, runtimeWith } from "./door.ts";
import { forged, type Issuer } from "./issuer.ts";

/** What is measured side by side; each is compared with `base`. */
export const wayNames = [
  "no token asked",
  "the door: token, scope, owner, rate",
  "the door: token and scope alone",
  "jose `jwtVerify`, one key",
  "jose `jwtVerify`, a set of keys",
  "`jsonwebtoken`, one key",
  "`node:crypto`, the signature alone",
] as const;

/** One of them. */
export type WayName = (typeof wayNames)[number];

/** What all others are compared with. */
export const base: WayName = "jose `jwtVerify`, one key";

/** Asks once, as the caller with a number. */
export type Way = (caller: number) => unknown;

/** How many callers take turns, each with a token and an account. */
export const callers = 100;

/**
 * The ways of one algorithm; those that are not to be had are left out. Each has let in every caller, and but for the one that
 * asks for no token has refused a forged one.
 * @throws Error when one of them has not
 */
export async function waysOf(issuer: Issuer): Promise<ReadonlyMap<WayName, Way>> {
  const owners = Array.from({ length: callers }, (_, index) => `caller-${index}`);
  const runtime = await runtimeWith(owners);
  const now = runtime.clock.now();
  const tokens = await Promise.all(owners.map((owner) => issuer.token(owner, "credits.read credits.write", now)));
  const key = KeyObject.from(issuer.publicKey);
  const { scopes = [] } = needs;
  const open = await openDoor(runtime, { ApiTokens: "off" }, needs);
  const whole = await openDoor(runtime, { ...issuer.environment, ...rate }, needs);
  const token = await openDoor(runtime, { ...issuer.environment, ApiRateLimit: "off" }, { scopes });
  const peer = jsonWebToken(issuer, key);
  const all: Readonly<Record<WayName, ((token: string, account: string) => unknown) | undefined>> = {
    "no token asked": open,
    "the door: token, scope, owner, rate": whole,
    "the door: token and scope alone": token,
    "jose `jwtVerify`, one key": joseWithKey(issuer),
    "jose `jwtVerify`, a set of keys": joseWithKeySet(issuer),
    "`jsonwebtoken`, one key": peer,
    "`node:crypto`, the signature alone": signatureOnly(issuer.algorithm, key),
  };
  const ways = new Map<WayName, Way>();
  for (const name of wayNames) {
    const ask = all[name];
    if (ask === undefined) continue;
    await prove(name, ask, tokens[0] ?? "", owners[0] ?? "");
    ways.set(name, (caller) => ask(tokens[caller % callers] ?? "", owners[caller % callers] ?? ""));
  }
  return ways;
}

async function prove(
  name: WayName,
  ask: (token: string, account: string) => unknown,
  token: string,
  account: string,
): Promise<void> {
  const isLetIn = async (one: string) => {
    try {
      await ask(one, account);
      return true;
    } catch {
      return false;
    }
  };
  if (!(await isLetIn(token))) throw new Error(`${name}: a good token was refused.`);
  if (name !== "no token asked" && (await isLetIn(forged(token))))
    throw new Error(`${name}: a forged token was taken.`);
}
