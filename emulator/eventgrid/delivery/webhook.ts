import http from "node:http";
import https from "node:https";
import type { Clock } from "../../../platform/clock/clock.ts";
import { isLoopback } from "../subscriptions/loopback.ts";
import { outcomeOfError } from "./outcome.ts";

/** A request to a subscriber. */
export interface WebhookRequest {
  readonly method: "POST" | "OPTIONS";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came of it: an answer, or a failure before there was one. */
export type WebhookResult =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: http.IncomingHttpHeaders;
      readonly body: string;
    }
  | {
      readonly kind: "failure";
      readonly outcome: "TimedOut" | "SocketError" | "ResolutionError";
      readonly detail: string;
    };

/** Sends requests to subscribers over kept connections. Never rejects. */
export interface WebhookCaller {
  call(request: WebhookRequest): Promise<WebhookResult>;
  /** Ends every connection; what is in flight fails with SocketError. */
  close(): void;
}

/** How long an endpoint has for its whole answer, in ms. */
export const answerTimeout = 30_000;

/** As much of an answer as is kept; subscribers have nothing long to say. */
const largestAnswer = 65_536;

/**
 * Makes a caller. Redirects are not followed, as in Azure.
 * @param remote whether it may call other machines; a subscription may be from a time when it might
 */
export function webhookCaller(clock: Clock, remote = true): WebhookCaller {
  const options = { keepAlive: true, maxFreeSockets: 64 };
  const agents = { "http:": new http.Agent(options), "https:": new https.Agent(options) };
  let closed = false;
  const call = async (request: WebhookRequest) => {
    if (!remote && !isLoopback(request.url)) return notCalled;
    const first = await once(request, agents, clock);
    // The far side may close an idle connection just when it is taken again: that says nothing about the endpoint.
    return first === "stale" && !closed ? again(request, agents, clock) : asFailure(first);
  };
  return {
    call,
    close: () => {
      closed = true;
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

const notCalled: WebhookResult = {
  kind: "failure",
  outcome: "ResolutionError",
  detail: "the endpoint is on another machine, which this server was not started for (remoteWebhooks)",
};

type Agents = { readonly "http:": http.Agent; readonly "https:": https.Agent };

async function again(request: WebhookRequest, agents: Agents, clock: Clock): Promise<WebhookResult> {
  return asFailure(await once(request, agents, clock));
}

const asFailure = (result: WebhookResult | "stale"): WebhookResult =>
  result === "stale" ? { kind: "failure", outcome: "SocketError", detail: "the connection was closed" } : result;

/** One try. "stale": a kept connection broke before anything was answered. */
function once(request: WebhookRequest, agents: Agents, clock: Clock): Promise<WebhookResult | "stale"> {
  return new Promise((resolve) => {
    const url = new URL(request.url);
    const secure = url.protocol === "https:";
    const outgoing = (secure ? https : http).request(url, {
      method: request.method,
      agent: secure ? agents["https:"] : agents["http:"],
      headers: { ...request.headers, "content-length": Buffer.byteLength(request.body) },
    });
    // A promise keeps its first result: what comes after (an error because of destroy, say) changes nothing.
    const finish = (result: WebhookResult | "stale") => {
      timeout.cancel();
      resolve(result);
    };
    const timeout = clock.schedule(answerTimeout, () => {
      finish({ kind: "failure", outcome: "TimedOut", detail: `no answer within ${answerTimeout / 1000} s` });
      outgoing.destroy();
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (outgoing.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE")) return finish("stale");
      const detail = error.message || (error.code ?? "the connection failed");
      finish({ kind: "failure", outcome: outcomeOfError(error.code), detail });
    });
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        const body = Buffer.concat(chunks).subarray(0, largestAnswer).toString("utf8");
        finish({ kind: "answer", status: response.statusCode ?? 0, headers: response.headers, body });
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size <= largestAnswer) return;
        done();
        outgoing.destroy();
      });
      response.on("end", done);
      // The status has been read; an answer cut short afterwards does not change it.
      response.on("error", done);
      response.on("close", done);
    });
    outgoing.end(request.body);
  });
}
