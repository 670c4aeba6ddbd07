import { furthest } from "../../clock/offset-clock.ts";
import type { ServerContext } from "../context.ts";
import { invalidRequest, methodNotAllowed } from "../errors.ts";
import { type Answer, type Request, readObject } from "../http.ts";
import { authorizeKey } from "../publish/auth.ts";

/** Path of this server's time, which only the local Event Grid has. */
export const clockPath = "/_eventwright/clock";

/**
 * GET tells the time. PUT `{"offsetMs": 90000000}` moves it to so far ahead of the machine's, from one thing that is due to the
 * next: deliveries, their retries and their dead letters happen on the way, each at its own time. It never goes back; who
 * names an offset that it is past changes nothing.
 * @throws EventGridError 400, 401, 405
 */
export async function clockRoute(request: Request, context: ServerContext): Promise<Answer> {
  const { clock } = context;
  if (request.method === "PUT") {
    authorizeKey(request.headers, context.key);
    const { offsetMs } = await readObject(request);
    if (typeof offsetMs !== "number" || !(offsetMs >= 0 && offsetMs <= furthest)) {
      throw invalidRequest(`offsetMs must be from 0 to ${furthest} milliseconds ahead of the machine's clock.`);
    }
    await context.moveClock(offsetMs);
  } else if (request.method !== "GET") {
    throw methodNotAllowed(request.method, request.url.pathname);
  }
  return { status: 200, body: { now: new Date(clock.now()).toISOString(), offsetMs: clock.offset } };
}
