import type { Action, HttpRequestAction } from "../protocol/actions.ts";
import { httpActivityName } from "./decisions.ts";
import type { Done, Simulation } from "./simulation.ts";

/** An answer as the built-in HTTP activity returns it. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
}

/** `callHttp`: a request, and as long as it is answered 202 with a Location, a timer and a GET there. */
export function startHttp(
  sim: Simulation,
  action: Action,
  done: Done,
  timer: (fireAt: number, then: Done) => void,
): void {
  const send = (request: HttpRequestAction) =>
    sim.schedule({ kind: "http", name: httpActivityName, input: JSON.stringify(request) }, (end) => {
      const answer = end.ok ? (JSON.parse(end.result ?? "null") as HttpAnswer | null) : null;
      const location = answer === null ? undefined : header(answer, "location");
      if (answer?.statusCode !== 202 || location === undefined || request.asynchronousPatternEnabled === false) {
        return done(end);
      }
      const seconds = Number(header(answer, "retry-after") ?? Number.NaN);
      const delay = Number.isFinite(seconds) ? seconds * 1000 : sim.settings.httpPollDelay;
      const { content: _, ...rest } = request;
      const next = URL.canParse(location, request.uri) ? new URL(location, request.uri).href : location;
      timer(sim.now + delay, () => send({ ...rest, method: "GET", uri: next }));
    });
  send(action.httpRequest ?? { method: "GET", uri: "" });
}

function header({ headers }: HttpAnswer, name: string): string | undefined {
  return Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}
