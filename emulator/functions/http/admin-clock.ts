import type { IncomingMessage, ServerResponse } from "node:http";
import { parseIsoDuration } from "../../clock/iso-duration.ts";
import { OthersNotMoved, type SharedClock } from "../../clock/shared-clock.ts";
import { readJson, sendJson } from "./json.ts";
import { ProblemError } from "./problems.ts";

/**
 * Answers `/admin/clock`, which only this local host has: GET tells the time of durable timers and timer triggers, POST with
 * `{"advance": "PT72H"}` moves it forward, and that of Event Grid with it.
 */
export async function answerClock(
  clock: SharedClock,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === "POST") {
    const { advance } = ((await readJson(request, 10_000)) ?? {}) as { advance?: unknown };
    const duration = typeof advance === "string" ? parseIsoDuration(advance) : undefined;
    if (duration === undefined) {
      throw new ProblemError(
        400,
        "invalid-duration",
        'The body must be {"advance": "PT72H"}: an ISO 8601 duration of weeks, days, hours, minutes and seconds.',
      );
    }
    try {
      await clock.advance(duration);
    } catch (error) {
      if (error instanceof RangeError) throw new ProblemError(400, "clock-out-of-range", error.message);
      if (!(error instanceof OthersNotMoved)) throw error;
      throw new ProblemError(503, "clock-not-moved", error.message);
    }
  } else if (request.method !== "GET") {
    throw new ProblemError(404, "not-found", "The clock is read with GET and moved with POST.");
  }
  sendJson(response, 200, { now: new Date(clock.now()).toISOString(), offsetMs: clock.offset });
}
