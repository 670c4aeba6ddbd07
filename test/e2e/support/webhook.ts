import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { System } from "./system.ts";
import { keysOf } from "./system.ts";

/** A consumer outside the platform: a web server that consents to deliveries and keeps them. */
export interface Webhook {
  readonly url: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudEvents as they came.
  readonly events: any[];
  /** What it answers to deliveries; 200 at first. Events are kept only when it is a 2xx. */
  status: number;
  /** Deliveries so far, whatever it answered. */
  readonly deliveries: number;
  stop(): Promise<void>;
}

/** Starts a webhook that answers the CloudEvents handshake. */
export async function startWebhook(): Promise<Webhook> {
  // biome-ignore lint/suspicious/noExplicitAny: CloudEvents as they came.
  const events: any[] = [];
  const state = { status: 200, deliveries: 0 };
  const server = createServer((request, response) => {
    if (request.method === "OPTIONS") {
      response.setHeader("WebHook-Allowed-Origin", request.headers["webhook-request-origin"] ?? "");
      response.end();
      return;
    }
    let body = "";
    request.setEncoding("utf8").on("data", (text) => {
      body += text;
    });
    request.on("end", () => {
      const value = JSON.parse(body);
      state.deliveries++;
      if (state.status < 300) events.push(...(Array.isArray(value) ? value : [value]));
      response.statusCode = state.status;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    events,
    get status() {
      return state.status;
    },
    set status(status) {
      state.status = status;
    },
    get deliveries() {
      return state.deliveries;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Subscribes a webhook to the system's topic, as an operator would through Event Grid's management API. */
export async function subscribe(
  system: System,
  name: string,
  endpointUrl: string,
  properties: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const response = await fetch(`${system.eventgrid}/topics/${system.topic}/eventSubscriptions/${name}`, {
    method: "PUT",
    headers: { "content-type": "application/json", "aeg-sas-key": keysOf(system.dataDir).eventgrid },
    body: JSON.stringify({
      properties: {
        destination: { endpointType: "WebHook", properties: { endpointUrl } },
        eventDeliverySchema: "CloudEventSchemaV1_0",
        ...properties,
      },
    }),
  });
  if (!response.ok) throw new Error(`subscribing answered ${response.status}: ${await response.text()}`);
}
