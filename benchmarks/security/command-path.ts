import { randomUUID } from "node:crypto";
import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import { httpApi } from "../../platform/http/router.ts";
import { admissionOf } from "../../platform/http/security/admission.ts";
import { callApi } from "../../platform/testing/call-api.ts";
import { inMemoryApp } from "../../platform/testing/in-memory-app.ts";
import { rate } from "./door.ts";
import type { Issuer } from "./issuer.ts";
import { type Cost, costOf } from "./measure.ts";

const accounts = 20;
const batch = 25;

/** What a whole path costs, microseconds. */
export interface PathCosts {
  /** A command that loads credits, with all that follows: event, outcome, read models, notification. */
  readonly command: Cost;
  /** A query for one account, which only its owner gets where tokens are asked for. */
  readonly query: Cost;
}

/**
 * Plays commands and queries through the example's app over stores in memory.
 * @param issuer whose tokens are asked for; undefined: none are
 */
export async function pathCosts(issuer: Issuer | undefined, times: number): Promise<PathCosts> {
  const environment = issuer === undefined ? { ApiTokens: "off" } : { ...issuer.environment, ...rate };
  const app = inMemoryApp(defineApp(handlers));
  const { runtime } = app;
  // Not by `app.request`, which keeps turning the event loop while a signature is checked, so that its own work would be measured.
  const admission = admissionOf(runtime.catalog.app.service, environment, runtime.clock);
  const api = httpApi(runtime, { checks: {}, pollEvery: 500, admission });
  const token = await issuer?.token("anna", "credits.read credits.write", app.clock.now());
  const headers: Readonly<Record<string, string>> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const send = async (name: string, body: object): Promise<void> => {
    const { status } = await callApi(api, "POST", `/api/commands/${name}`, { body, headers });
    if (status !== 202) throw new Error(`${name} was answered ${status}.`);
  };
  const ids = Array.from({ length: accounts }, () => randomUUID());
  const accountOf = (turn: number) => ids[turn % accounts] ?? "";
  for (const accountId of ids) await send("open-account", { accountId, owner: "anna", currency: "EUR" });
  await app.pump();
  /** The change feeds bring what was sent in batches. */
  const load = async (turn: number): Promise<void> => {
    const payload = { accountId: accountOf(turn), amount: 60_000, currency: "EUR", loadId: randomUUID() };
    await send("load-credits", payload);
    if ((turn + 1) % batch === 0 || turn + 1 === times) await app.pump();
  };
  const get = async (turn: number): Promise<void> => {
    const { status } = await callApi(api, "GET", `/api/accounts/${accountOf(turn)}`, { headers });
    if (status !== 200) throw new Error(`The account was answered ${status}.`);
  };
  return { command: await costOf(load, times), query: await costOf(get, times) };
}
