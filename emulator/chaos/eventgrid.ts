import { type Clock, sleep } from "../../platform/clock/clock.ts";
import type { WebhookCaller, WebhookRequest, WebhookResult } from "../eventgrid/delivery/webhook.ts";
import type { FaultSource } from "./faults.ts";

/** Longest delay of a late request, ms. */
const latest = 3_000;

/** How long a request waits to be overtaken, ms. */
const overtakenWithin = 1_500;

/** A caller whose requests come twice, late, after later ones, or seem to have failed. Handshakes are left alone. */
export function faultyCaller(caller: WebhookCaller, faults: FaultSource<"eventgrid">, clock: Clock): WebhookCaller {
  const waiting = new Map<string, () => void>();
  const call = async (request: WebhookRequest): Promise<WebhookResult> => {
    const result = await caller.call(request);
    waiting.get(request.url)?.();
    return result;
  };
  const overtaken = async (request: WebhookRequest) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.set(request.url, resolve);
    const late = clock.schedule(overtakenWithin, resolve);
    await promise;
    late.cancel();
    if (waiting.get(request.url) === resolve) waiting.delete(request.url);
    return call(request);
  };
  return {
    close: () => caller.close(),
    async call(request) {
      const fault = request.method === "POST" ? faults.next(idsIn(request)) : undefined;
      switch (fault?.kind) {
        case undefined:
          return call(request);
        case "duplicated":
          void sleep(clock, fault.size * latest).then(() => caller.call(request));
          return call(request);
        case "late":
          await sleep(clock, fault.size * latest);
          return call(request);
        case "overtaken":
          return overtaken(request);
        case "failed-after-delivery": {
          const result = await call(request);
          if (result.kind === "failure") return result;
          return { ...result, status: 500, body: "made up: the answer was lost after the delivery" };
        }
      }
    },
  };
}

/** Which events a request carries, for the log. */
function idsIn({ body }: WebhookRequest): string {
  const events = JSON.parse(body) as { id?: string } | { id?: string }[];
  return [events]
    .flat()
    .map(({ id = "" }) => id)
    .join(",");
}
