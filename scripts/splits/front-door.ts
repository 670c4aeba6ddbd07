import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sleep, systemClock } from "../../platform/clock/clock.ts";

/** One address in front of several hosts, as Azure has it in front of the instances of a function app. */
export interface FrontDoor {
  readonly url: string;
  stop(): Promise<void>;
}

/** A host behind it. */
export interface DoorHost {
  readonly port: number;
  /** Whether it takes requests. */
  readonly isReady: boolean;
}

/** How long a request waits for a host that takes it, ms; Azure's front end holds requests too while an instance starts. */
const usualPatience = 10_000;
/** Pause between two looks for one, ms. */
const pause = 50;

/** What only the host answers that has the task hub and the clock of its timers. */
const forOwner = /^\/(admin|runtime\/webhooks\/durabletask)\b/;

/**
 * Starts it on a free port of 127.0.0.1. Requests go to the hosts in turn; one that is away is passed over, and when all are, they wait a
 * while and are then answered 503. A connection that breaks later is broken towards the client too: nobody knows what the host has
 * done.
 * @param hosts the first is the owner of the task hub
 * @param patience ms
 */
export async function startFrontDoor(hosts: readonly DoorHost[], patience = usualPatience): Promise<FrontDoor> {
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    if (body === undefined) return;
    const first = turn++;
    const inTurn = [...hosts.slice(first % hosts.length), ...hosts.slice(0, first % hosts.length)];
    const candidates = forOwner.test(incoming.url ?? "") ? hosts.slice(0, 1) : inTurn;
    for (let waited = 0; !response.destroyed; waited += pause) {
      for (const { port, isReady } of candidates) {
        if (isReady && (await forward(agent, port, incoming, body, response)) === "taken") return;
      }
      if (waited >= patience) break;
      await sleep(systemClock, pause);
    }
    response.writeHead(503, { "retry-after": "1" }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

/** The whole body; undefined when the client has gone. */
async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  try {
    for await (const part of incoming) parts.push(part as Buffer);
    return Buffer.concat(parts);
  } catch {
    return undefined;
  }
}

function forward(
  agent: Agent,
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<"taken" | "refused"> {
  return new Promise((resolve) => {
    const sent = request({ agent, host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      answer.on("error", () => response.destroy());
      answer.on("close", () => answer.complete || response.destroy());
      resolve("taken");
    });
    response.on("close", () => sent.destroy());
    sent.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") return resolve("refused");
      response.destroy();
      resolve("taken");
    });
    sent.end(body);
  });
}
