import { defineApp } from "../../../generated/app.ts";
import type { Handlers } from "../../../generated/handlers.ts";
import { handlers } from "../../../handlers/index.ts";
import type { InMemoryOptions } from "../../../platform/testing/in-memory-app.ts";
import { inMemoryApp } from "../../../platform/testing/in-memory-app.ts";

/** The example with handlers that somebody has broken, in memory. */
export function brokenExample(broken: (handlers: Handlers) => Handlers, options: InMemoryOptions) {
  const app = inMemoryApp(defineApp(broken(handlers)), options);
  /** Sends a command and lets happen what it sets off. */
  const send = async (name: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await app.request("POST", `/api/commands/${name}`, { body, headers });
    await app.pump();
    return answer;
  };
  return { ...app, send };
}

/** A decider of accounts in the place of the example's. */
export function withDecider(handlers: Handlers, decide: Readonly<Record<string, unknown>>): Handlers {
  const { account } = handlers.streams;
  const changed = { ...account, decide: { ...account.decide, ...decide } } as typeof account;
  return { ...handlers, streams: { ...handlers.streams, account: changed } };
}

/** Throws, whatever it is asked. */
export function throwing(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}
