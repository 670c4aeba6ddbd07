import type { Runtime } from "../app/runtime.ts";
import { SettingError } from "../app/setting-error.ts";
import { StoreError } from "../stores/errors.ts";
import { type MissingRole, missingRoleSentence } from "../stores/missing-role.ts";
import { errorWithout } from "../telemetry/error-attributes.ts";
import { logEvents } from "../telemetry/log-events.ts";
import type { Span } from "../telemetry/telemetry.ts";
import type { HttpEndpoint, HttpRequest, HttpResponse } from "./exchange.ts";
import { Problem, problemResponse } from "./problem.ts";
import { shownRole } from "./shown-role.ts";

/** On every answer: a browser must take it for what it says it is, and nothing may frame it. */
const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** What the guard needs of a runtime. */
export type GuardTools = Pick<Runtime, "log" | "newId">;

/** Makes an endpoint answer whatever happens: a handler that throws would leave a streaming client waiting for ever. */
export async function guard(
  tools: GuardTools,
  endpoint: HttpEndpoint,
  request: HttpRequest,
  span: Span,
): Promise<HttpResponse> {
  const response = await answer(tools, endpoint, request, span);
  return { ...response, headers: { ...securityHeaders, ...response.headers } };
}

async function answer(
  tools: GuardTools,
  endpoint: HttpEndpoint,
  request: HttpRequest,
  span: Span,
): Promise<HttpResponse> {
  try {
    return await endpoint(request);
  } catch (error) {
    const problem = problemOf(tools, error);
    const response = problemResponse(problem, request.path);
    span.set({ "eventwright.code": problem.code });
    // What a client asks for and cannot have is no failure of ours.
    if (response.status >= 500) span.failed(errorWithout(error, []));
    return response;
  }
}

/** Seconds: a role counts some minutes after it was granted. */
const roleWait = "30";

/** Names the role. Not the command that grants it, which is in the log: that is for operators. */
function roleProblem(missing: MissingRole): Problem {
  return new Problem("role-missing", missingRoleSentence(missing), {
    headers: { "retry-after": roleWait },
    members: { missingRole: shownRole(missing) },
  });
}

function problemOf(tools: GuardTools, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof SettingError) return new Problem("not-configured", error.message);
  // Whoever found out has told the log, once.
  if (error instanceof StoreError && error.missingRole !== undefined) return roleProblem(error.missingRole);
  const id = tools.newId();
  tools.log(logEvents.requestFailed, { errorId: id, error });
  if (error instanceof StoreError && error.kind !== "refused") {
    const seconds = Math.max(1, Math.ceil((error.retryAfter ?? 1000) / 1000));
    return new Problem("store-unavailable", "A store cannot be reached. Try again soon.", {
      headers: { "retry-after": String(seconds) },
      members: { errorId: id },
    });
  }
  return new Problem("internal-error", `Something unexpected happened; the log has it under ${id}.`, {
    members: { errorId: id },
  });
}
