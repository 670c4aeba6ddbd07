import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that the stand-in for the app was sent. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly key: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Stands in for the app: answers everything with what it was asked, the key included. */
export async function startEcho(): Promise<{ readonly url: string; readonly asked: Asked[]; stop(): Promise<void> }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { method = "", url = "", headers } = request;
    const key = headers["x-functions-key"] as string | undefined;
    asked.push({ method, url, key, headers, body });
    response.setHeader("content-type", "application/json");
    response.setHeader("location", `/api/commands/1?code=${key}`);
    response.setHeader("x-secret", String(key));
    response.end(JSON.stringify({ method, url, key, body }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
