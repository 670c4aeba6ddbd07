import { setTimeout } from "node:timers/promises";
import type { FunctionsHostOptions } from "../../../../emulator/functions/host.ts";
import { startSample } from "../support/host.ts";

/** A status as the management API gives it. */
export interface Status {
  readonly runtimeStatus: string;
  readonly output: unknown;
  readonly input: unknown;
  readonly customStatus: unknown;
  readonly historyEvents: readonly Record<string, unknown>[] | null;
}

/** Links of createCheckStatusResponse. */
export interface Links {
  readonly id: string;
  readonly statusQueryGetUri: string;
  readonly sendEventPostUri: string;
  readonly terminatePostUri: string;
}

/** How often a status is asked for, ms. */
export const pollEvery = 10;

/** A host with the durable sample app, and what tests do with it over HTTP. */
export class DurableSample {
  readonly sample: Awaited<ReturnType<typeof startSample>>;

  constructor(sample: Awaited<ReturnType<typeof startSample>>) {
    this.sample = sample;
  }

  static async start(options: Partial<FunctionsHostOptions> = {}): Promise<DurableSample> {
    const settings = { HubName: "Shop", ...options.settings };
    return new DurableSample(await startSample("durable", { ...options, settings }));
  }

  get url(): string {
    return this.sample.host.url;
  }

  /** Starts an orchestration through the app's HTTP function. */
  async start(name: string, input?: unknown, id?: string): Promise<Links> {
    const response = await this.post(`/api/start/${name}${id === undefined ? "" : `/${id}`}`, input);
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Links;
  }

  /** Calls a method of the app's durable client. */
  async client(method: string, ...args: unknown[]): Promise<{ result?: unknown; error?: string }> {
    const response = await this.post("/api/client", { method, args });
    return (await response.json()) as { result?: unknown; error?: string };
  }

  post(path: string, body?: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }

  /** Lets everything happen that needs no time. */
  async idle(): Promise<void> {
    await this.sample.host.durable?.idle();
  }

  /** The status once it is one of these; what leads there is on its way, over other processes too. */
  async until(links: Links, ...statuses: string[]): Promise<Status> {
    for (;;) {
      const status = (await (await fetch(links.statusQueryGetUri)).json()) as Status;
      if (statuses.includes(status.runtimeStatus)) return status;
      await setTimeout(pollEvery);
    }
  }

  /** Starts an orchestration and gives its status at the end. */
  async run(name: string, input?: unknown, id?: string): Promise<Status> {
    return this.until(await this.start(name, input, id), "Completed", "Failed", "Terminated");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.sample.host.stop();
  }
}
