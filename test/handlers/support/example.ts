import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { type InMemoryOptions, inMemoryApp } from "eventwright/testing";
import { defineApp } from "../../../generated/app.ts";
import { handlers } from "../../../handlers/index.ts";

/** The whole example in memory, used as a client would. */
export function startExample(options: InMemoryOptions = {}, definition = defineApp(handlers)) {
  const app = inMemoryApp(definition, options);

  /** Sends a command, lets everything happen that it sets off, and answers what became of it. */
  const send = async (name: string, body: object) => {
    const answer = await app.request("POST", `/api/commands/${name}`, { body });
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
    await app.pump();
    return (await app.request("GET", answer.headers["location"] ?? "")).body;
  };
  const get = async (path: string) => (await app.request("GET", `/api${path}`)).body;
  /** The payloads of a kind of notification that somebody got, oldest first. */
  const told = async (recipient: string, name: string) =>
    (await get(`/notifications?recipient=${recipient}`)).items
      .filter(({ type }: { type: string }) => type.split(".")[1] === name)
      .map(({ data }: { data: unknown }) => data);
  /** Opens an account that holds an amount of EUR (less than the fee of loading it). */
  const open = async (owner: string, amount = 0, change: object = {}) => {
    const accountId = randomUUID();
    await send("open-account", { accountId, owner, currency: "EUR", ...change });
    if (amount > 0) await send("load-credits", { accountId, amount, currency: "EUR", loadId: randomUUID() });
    return accountId;
  };
  /** What an account holds: balance and what is on hold. */
  const holds = async (accountId: string) => {
    const { balance, held } = await get(`/accounts/${accountId}`);
    return [balance, held];
  };
  return { app, send, get, told, open, holds };
}
