import type { IncomingMessage, ServerResponse } from "node:http";
import type { ChaosControl } from "../../chaos/chaos.ts";
import { readJson, sendJson } from "./json.ts";
import { ProblemError } from "./problems.ts";

/**
 * Answers `/admin/chaos`, which only this local host has: GET counts the faults so far by part and kind, POST with
 * `{"off": true}` ends them, so that what is under way can settle, and with `{"off": false}` lets them happen again.
 */
export async function answerChaos(
  chaos: ChaosControl | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (chaos === undefined) {
    throw new ProblemError(404, "no-chaos", "This system runs without faults; `npm start -- --chaos 42` has them.");
  }
  if (request.method === "POST") {
    const { off } = ((await readJson(request, 10_000)) ?? {}) as { off?: unknown };
    if (typeof off !== "boolean") {
      throw new ProblemError(400, "invalid-switch", 'The body must be {"off": true} or {"off": false}.');
    }
    chaos.switch(!off);
  } else if (request.method !== "GET") {
    throw new ProblemError(404, "not-found", "Faults are counted with GET and ended with POST.");
  }
  sendJson(response, 200, chaos.report());
}
