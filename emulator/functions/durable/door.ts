import type { IncomingMessage, ServerResponse } from "node:http";
import { answerManagement } from "../../durable/http/api.ts";
import type { ManagementContext } from "../../durable/http/context.ts";
import { isLoopbackHost } from "../../web-guard.ts";
import { ProblemError } from "../http/problems.ts";
import type { RequestTarget } from "../http/request-target.ts";

/** The way in to a host's task hub. */
export interface DurableDoor {
  /** Answers the management API; `segments` are those after its root. */
  answer(
    segments: readonly string[],
    target: RequestTarget,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void>;
  /** Answers `/durabletask/…`, where the worker's durable clients go without a key. */
  answerWorker(target: RequestTarget, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** What the door leads to; `elsewhere` is the address of the host that has the hub. */
export type Hub =
  | { readonly kind: "here"; readonly context: ManagementContext }
  | { readonly kind: "elsewhere"; readonly address: string }
  | { readonly kind: "none" }
  | { readonly kind: "starting" };

/** @param hub what there is at the moment */
export function durableDoor(hub: () => Hub): DurableDoor {
  const answer: DurableDoor["answer"] = async (segments, target, request, response) => {
    const found = hub();
    switch (found.kind) {
      case "here":
        return answerManagement(found.context, { segments, query: target.query, request, response });
      case "elsewhere":
        throw new ProblemError(404, "hub-elsewhere", `This host has no task hub; its clients use ${found.address}.`);
      case "starting":
        response.setHeader("retry-after", "1");
        throw new ProblemError(503, "starting", "The local host is starting.");
      case "none":
        throw new ProblemError(404, "no-task-hub", "The app has neither durable functions nor durable clients.");
    }
  };
  return {
    answer,
    async answerWorker(target, request, response) {
      // It takes no key, so pages in a browser must not get here: they say where they come from, or have been lent our name.
      if (request.headers.origin !== undefined || !isLoopbackHost(target.host)) {
        throw new ProblemError(403, "local-only", "Only processes on this machine use /durabletask.");
      }
      return answer(target.segments.slice(1), target, request, response);
    },
  };
}
