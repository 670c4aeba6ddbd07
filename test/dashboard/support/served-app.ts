import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type InMemoryApp, inMemoryApp } from "eventwright/testing";
import { defineApp } from "../../../generated/app.ts";
import type { Handlers } from "../../../generated/handlers.ts";
import { handlers } from "../../../handlers/index.ts";

/** The example in memory, reached over HTTP as a running app is. */
export interface ServedApp {
  readonly url: string;
  readonly app: InMemoryApp;
  /** Requests that came, `METHOD path`, in order. */
  readonly requests: string[];
  /** Answers a request itself where it answers something, before the app is asked. */
  intercept: (
    method: string,
    path: string,
    body: string,
  ) => { readonly status: number; readonly body: unknown } | undefined;
  /** Sends a command, lets everything happen, and answers its id. */
  send(name: string, body: object): Promise<string>;
  /** Opens an account with some credits, and answers its id. */
  open(owner: string, amount?: number): Promise<string>;
  stop(): Promise<void>;
}

/** An amount that the decider of transfers chokes on while it is not repaired. */
export const cursed = 1_313;

/** The handlers with a decider that throws for the amount {@link cursed}. */
export function brokenHandlers(): { readonly handlers: Handlers; repaired(yes: boolean): void } {
  let broken = true;
  const { account } = handlers.streams;
  const { TransferCredits } = account.decide;
  const decide: typeof account.decide = {
    ...account.decide,
    TransferCredits(command, ...rest) {
      if (broken && command.data.amount === cursed) throw new TypeError("There is no rate for this amount.");
      return TransferCredits(command, ...rest);
    },
  };
  return {
    handlers: { ...handlers, streams: { ...handlers.streams, account: { ...account, decide } } },
    repaired(yes) {
      broken = !yes;
    },
  };
}

/** Serves the example on loopback; everything that a request sets off has happened when it is answered. */
export async function serveApp(own: Handlers = handlers): Promise<ServedApp> {
  const app = inMemoryApp(defineApp(own));
  const requests: string[] = [];
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const served: ServedApp = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    app,
    requests,
    intercept: () => undefined,
    async send(name, body) {
      const answered = await app.request("POST", `/api/commands/${name}`, { body });
      if (answered.status !== 202) throw new Error(JSON.stringify(answered.body));
      await app.pump();
      // Tries that wait for a moment.
      await app.advance(10_000);
      return answered.body.commandId;
    },
    async open(owner, amount = 0) {
      const accountId = randomUUID();
      await served.send("open-account", { accountId, owner, currency: "EUR" });
      const load = { loadId: randomUUID(), accountId, amount, currency: "EUR" };
      if (amount > 0) await served.send("load-credits", load);
      return accountId;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    requests.push(`${method} ${url}`);
    const body = await text(request);
    const given = served.intercept(method, url, body);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([, value]) => typeof value === "string"),
    );
    const options = { headers: headers as Record<string, string>, ...(method === "POST" && { body }) };
    const answered = given ?? (await app.request(method, url, options));
    const type = answered.status < 400 ? "application/json" : "application/problem+json";
    response.writeHead(answered.status, { "content-type": type }).end(JSON.stringify(answered.body));
    if (method === "POST") await app.pump();
  }

  return served;
}
