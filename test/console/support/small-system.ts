import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { defineApp } from "../../../generated/app.ts";
import { handlers } from "../../../handlers/index.ts";
import { type Answer, type InMemoryApp, inMemoryApp } from "../../../platform/testing/index.ts";

/** Changes an answer before it is sent; planted faults are made of this. */
export type Tamper = (answer: Answer, request: { readonly method: string; readonly path: string }) => Answer;

/** The whole example in memory behind a real HTTP server, which can go away and come back. */
export interface SmallSystem {
  readonly url: string;
  /** Commands posted so far. */
  readonly posts: number;
  /** Called with the number of each post, before it is answered. */
  onPost: (count: number) => void;
  tamper: Tamper;
  /** Breaks every connection and refuses new ones. The data stays. */
  goAway(): Promise<void>;
  /** Listens again under the same address. */
  comeBack(): Promise<void>;
  /** So many moves of its clock are answered but not done, as when nobody waits yet. */
  idleMoves: number;
  /** Answers every request with this status until it is undefined again. */
  status: number | undefined;
  close(): Promise<void>;
}

/** Starts the example in memory. */
export async function startSmallSystem(): Promise<SmallSystem> {
  const app = inMemoryApp(defineApp(handlers));
  let port = 0;
  let posts = 0;
  let last: Promise<unknown> = Promise.resolve();
  let server: Server | undefined;
  // One request after the other: the app's clock stands still but for what drives it.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await textOf(request);
    const { method = "GET", url = "/" } = request;
    if (method === "POST") system.onPost(++posts);
    if (system.status !== undefined) return send(response, { status: system.status, headers: {}, body: undefined });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const answer = await inTurn(
      async () =>
        (await answerOperator(system, app, method, url, body)) ??
        app.request(method, url, body === "" ? { headers } : { headers, body }),
    );
    if (method === "POST") void inTurn(() => app.pump());
    send(response, system.tamper(answer, { method, path: url }));
  };
  const listen = () =>
    new Promise<void>((resolve) => {
      const listening = createServer((request, response) => void handle(request, response));
      listening.listen(port, "127.0.0.1", () => {
        port = (listening.address() as AddressInfo).port;
        resolve();
      });
      server = listening;
    });
  await listen();
  const system: SmallSystem = {
    url: `http://127.0.0.1:${port}`,
    get posts() {
      return posts;
    },
    onPost: () => {},
    tamper: (answer) => answer,
    idleMoves: 0,
    status: undefined,
    async goAway() {
      const gone = new Promise((resolve) => server?.close(resolve));
      server?.closeAllConnections();
      await gone;
    },
    comeBack: listen,
    async close() {
      await this.goAway();
      await last;
    },
  };
  return system;
}

/** What a local host answers itself: its clock, and the management API of Durable Functions. */
async function answerOperator(
  system: SmallSystem,
  app: InMemoryApp,
  method: string,
  url: string,
  body: string,
): Promise<Answer | undefined> {
  const { pathname } = new URL(url, "http://localhost");
  if (pathname === "/admin/clock") {
    if (method === "POST" && system.idleMoves-- <= 0) await app.advance(JSON.parse(body).advance);
    return { status: 200, headers: {}, body: { now: new Date(app.clock.now()).toISOString(), offsetMs: 0 } };
  }
  if (pathname !== "/runtime/webhooks/durabletask/instances") return undefined;
  const all = app.processes.instances().map(({ id, status }) => ({ instanceId: id, runtimeStatus: status }));
  return { status: 200, headers: {}, body: all };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers });
  response.end(body === undefined || typeof body === "string" ? body : JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  try {
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
  } catch {
    // The connection broke; nobody reads the answer.
  }
  return text;
}
