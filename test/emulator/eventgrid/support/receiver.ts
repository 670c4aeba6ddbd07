import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that a webhook got. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a webhook answers; undefined leaves the request open. */
export type Reply = { status?: number; headers?: Record<string, string>; body?: string } | undefined;

/** A webhook on loopback that consents to both handshakes and whose answers to deliveries a test sets. */
export interface Receiver {
  readonly url: string;
  /** Every delivery so far, handshakes not counted. */
  readonly deliveries: Received[];
  /** Handshakes so far. */
  readonly handshakes: Received[];
  reply: (request: Received) => Reply;
  /** Replaces the answer to handshakes. */
  consent: (request: Received) => Reply;
  /** Resolves when at least `count` deliveries have come. */
  received(count: number): Promise<Received[]>;
  /** Cuts every connection, idle ones included. */
  closeConnections(): void;
  close(): Promise<void>;
}

/** Starts a webhook. */
export async function startReceiver(path = "/hook?code=secret"): Promise<Receiver> {
  const waiting = new Set<() => void>();
  const server = createServer(async (message, response) => {
    let body = "";
    for await (const chunk of message.setEncoding("utf8")) body += chunk;
    const { method = "", url = "", headers } = message;
    const request = { method, url, headers, body };
    const shaking = method === "OPTIONS" || headers["aeg-event-type"] === "SubscriptionValidation";
    (shaking ? receiver.handshakes : receiver.deliveries).push(request);
    const answer = shaking ? receiver.consent(request) : receiver.reply(request);
    if (answer !== undefined) response.writeHead(answer.status ?? 200, answer.headers ?? {}).end(answer.body ?? "");
    for (const check of waiting) check();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    deliveries: [],
    handshakes: [],
    reply: () => ({}),
    consent,
    received: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (receiver.deliveries.length < count) return;
          waiting.delete(check);
          resolve(receiver.deliveries);
        };
        waiting.add(check);
        check();
      }),
    closeConnections: () => server.closeAllConnections(),
    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}

function consent(request: Received): Reply {
  if (request.method === "OPTIONS") return { headers: { "webhook-allowed-origin": "eventgrid.azure.net" } };
  const [event] = JSON.parse(request.body) as [{ data: { validationCode: string } }];
  return { body: JSON.stringify({ validationResponse: event.data.validationCode }) };
}
