import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { AzureKeyCredential, EventGridPublisherClient } from "@azure/eventgrid";
import { type EventGridOptions, type EventGridService, startEventGrid } from "../../../../emulator/eventgrid/server.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";
import { type Receiver, startReceiver } from "./receiver.ts";

/** The access key of every test. */
export const key = Buffer.from("a key for tests only").toString("base64");

/** A delivery as the server shows it. */
export interface Shown {
  readonly subscription: string;
  readonly attempts: number;
  readonly nextAttemptTime?: string;
  readonly lastDeliveryOutcome: string | null;
  readonly lastDetail: string | null;
  readonly deadLetterReason?: string;
  readonly disposal?: string;
  readonly blob?: string | null;
  readonly event: { readonly id: string };
}

/** An answer with its JSON body. */
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely in tests
  readonly body: any;
}

/** A local Event Grid under a fake clock, with what tests need around it; all of it ends with the test. */
export async function startGrid(t: TestContext, options: Partial<EventGridOptions> = {}) {
  const dataDir = await temporaryFolder(t);
  const clock = new FakeClock();
  const service = await startEventGrid({ port: 0, dataDir, key, clock, random: () => 0, ...options });
  t.after(() => service.stop());
  return { clock, service, dataDir, ...clientOf(service) };
}

/** A folder that is removed after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "eventwright-eventgrid-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A webhook that ends with the test. */
export async function receiverFor(t: TestContext, path?: string): Promise<Receiver> {
  const receiver = await startReceiver(path);
  t.after(() => receiver.close());
  return receiver;
}

/** Calls on a running server. */
export function clientOf(service: Pick<EventGridService, "url">) {
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const response = await fetch(service.url + path, {
      method,
      headers: { "aeg-sas-key": key, ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  const endpoint = (topic: string) => `${service.url}/topics/${topic}/api/events`;
  return {
    call,
    endpoint,
    /** Makes a topic; CloudEvents unless told otherwise. */
    topic: (name: string, inputSchema = "CloudEventSchemaV1_0") =>
      call("PUT", `/topics/${name}`, { properties: { inputSchema } }),
    /** Makes an event subscription. */
    subscribe: (topic: string, name: string, endpointUrl: string, properties: Record<string, unknown> = {}) => {
      const { destination, ...rest } = properties as { destination?: Record<string, unknown> };
      const webhook = { endpointType: "WebHook", properties: { endpointUrl, ...destination } };
      return call("PUT", `/topics/${topic}/eventSubscriptions/${name}`, {
        properties: { destination: webhook, ...rest },
      });
    },
    deliveries: async (topic: string, state: "pending" | "dead" = "pending"): Promise<Shown[]> =>
      (await call("GET", `/topics/${topic}/deliveries?state=${state}`)).body.value,
    /** The real SDK's client for CloudEvents. */
    cloudEvents: (topic: string) =>
      new EventGridPublisherClient(endpoint(topic), "CloudEvent", new AzureKeyCredential(key), {
        allowInsecureConnection: true,
        retryOptions: { retryDelayInMs: 1 },
      }),
    /** The real SDK's client for the Event Grid schema. */
    eventGridEvents: (topic: string) =>
      new EventGridPublisherClient(endpoint(topic), "EventGrid", new AzureKeyCredential(key), {
        allowInsecureConnection: true,
        retryOptions: { retryDelayInMs: 1 },
      }),
  };
}

/** Asks until an answer is there; each asking is a round trip, so nothing needs to sleep. */
export async function until<T>(ask: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 20_000; tries++) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("It did not happen.");
}

/** An event for the SDK's CloudEvents client. */
export const loaded = (id: string, amount = 100) => ({
  id,
  type: "credits.loaded.v1",
  source: "/accounts",
  subject: `accounts/${id}`,
  data: { amount },
});
