/** A fault in a payload that the server refused. */
export interface PayloadFault {
  /** JSON pointer (RFC 6901) into the payload; empty for the payload as a whole. */
  readonly pointer: string;
  /** What is wrong, in words for a person. */
  readonly message: string;
}

/** An error answer: problem details (RFC 9457) with a stable code. */
export interface Problem {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /**
   * Stable code, such as `invalid-payload`; `network-error` when the server could not be reached. Of the client itself:
   * `token-unavailable` when what gets tokens failed, `invalid-header` when one cannot be sent.
   */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly PayloadFault[];
  readonly commandId?: string;
  /** Of `scope-missing`: the scopes that the request needs. */
  readonly scopes?: readonly string[];
}

/** Thrown by queries and by calls that have no expected refusals. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.title}${problem.detail === undefined ? "" : `: ${problem.detail}`} (${problem.code})`);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** What gets tokens has failed: nothing was sent. */
export class TokenUnavailable extends Error {}

/** What an answer says: its JSON, or else its text. */
export async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The problem that an error answer tells of, whatever server has sent it. */
export function problemOf(response: Response, body: unknown): Problem {
  const fields = isObject(body) ? body : {};
  const text = (key: string) => (typeof fields[key] === "string" ? { [key]: fields[key] } : {});
  return {
    code: `http-${response.status}`,
    ...(isRedirect(response) && { detail: "The client follows no redirect: its keys and tokens would go along." }),
    title: response.statusText || `HTTP status ${response.status}`,
    ...text("code"),
    ...text("title"),
    ...text("detail"),
    ...text("instance"),
    ...text("commandId"),
    ...(Array.isArray(fields["errors"]) ? { errors: fields["errors"] as PayloadFault[] } : {}),
    ...(Array.isArray(fields["scopes"]) ? { scopes: fields["scopes"] as string[] } : {}),
    status: response.status,
  };
}

/** Browsers do not show what a redirect says. */
function isRedirect({ status, type }: Response): boolean {
  return type === "opaqueredirect" || (status >= 300 && status < 400);
}

/** The problem of a request that had no answer. */
export function networkProblem(error: unknown): Problem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (error instanceof TokenUnavailable) {
    return { status: 0, code: "token-unavailable", title: "No token can be had", detail };
  }
  return { status: 0, code: "network-error", title: "The server cannot be reached", detail };
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
