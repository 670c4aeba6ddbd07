import type { Target } from "../targets/target.ts";
import type { Outcome } from "../wire/client.ts";
import type { FuzzRequest } from "../wire/request.ts";

/** What is wrong with what came of a request; undefined: nothing. */
export function judge(target: Target, request: FuzzRequest, outcome: Outcome): string | undefined {
  if (outcome.reason !== undefined) {
    if (outcome.reason === "timeout") return "no answer: the server hangs";
    // Whoever leaves in the middle has no right to an answer.
    return request.framing === "cut" ? undefined : `no answer: the connection was ${outcome.reason}`;
  }
  if (outcome.status < 400) return undefined;
  if (outcome.status >= 500) {
    const documented = target.isDocumented?.(request, outcome) ?? false;
    return documented ? undefined : `${outcome.status} from a healthy server: ${outcome.body.slice(0, 300)}`;
  }
  const fault = target.faultOf(request, outcome);
  return fault === undefined ? undefined : `${outcome.status}: ${fault}`;
}
