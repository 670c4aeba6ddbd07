import type { HttpResponse } from "./exchange.ts";

/** Title and status of every problem, by its stable code. */
export const problems = {
  "invalid-payload": { status: 400, title: "The payload is not valid." },
  "invalid-json": { status: 400, title: "The body is not valid JSON." },
  "invalid-idempotency-key": { status: 400, title: "The Idempotency-Key header is not valid." },
  "invalid-query": { status: 400, title: "The query string is not valid." },
  "invalid-cursor": { status: 400, title: "The cursor is not one that was given out." },
  "invalid-header": { status: 400, title: "A header is not valid." },
  "invalid-request": { status: 400, title: "The request is not valid." },
  "version-unknown": { status: 400, title: "There is no such version of the message." },
  "version-ended": { status: 410, title: "This version of the message has ended." },
  "token-missing": { status: 401, title: "An access token is needed." },
  "token-invalid": { status: 401, title: "The access token is not valid." },
  "token-expired": { status: 401, title: "The access token has expired." },
  "scope-missing": { status: 403, title: "The access token lacks a scope." },
  "not-yours": { status: 403, title: "It belongs to somebody else." },
  "not-found": { status: 404, title: "There is nothing here." },
  "unknown-command": { status: 404, title: "There is no such command." },
  "method-not-allowed": { status: 405, title: "The method is not allowed here." },
  "not-acceptable": { status: 406, title: "There is no such representation." },
  "duplicate-command": { status: 409, title: "The command was sent before." },
  "payload-too-large": { status: 413, title: "The body is too large." },
  "unsupported-media-type": { status: 415, title: "The body must be JSON." },
  "idempotency-key-reused": { status: 422, title: "The Idempotency-Key was used with another payload." },
  "rate-limited": { status: 429, title: "Too many requests." },
  "internal-error": { status: 500, title: "Something went wrong on our side." },
  "store-unavailable": { status: 503, title: "A store cannot be reached." },
  "issuer-unavailable": { status: 503, title: "The issuer of access tokens cannot be reached." },
  "not-configured": { status: 503, title: "A setting is missing." },
  "role-missing": { status: 503, title: "The app's identity lacks a role." },
  "not-ready": { status: 503, title: "The service is not ready." },
} as const;

/** The stable code of a problem. */
export type ProblemCode = keyof typeof problems;

/** A fault of a payload, as a client sees it. */
export interface ProblemFault {
  /** JSON pointer into the payload. */
  readonly pointer: string;
  readonly message: string;
}

/** What a problem may carry besides its code. */
export interface ProblemExtras {
  readonly errors?: readonly ProblemFault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** For a code that is not in the catalogue: one of a hand-written check. */
  readonly status?: number;
  readonly title?: string;
}

/** An expected answer that is not a success. Source: RFC 9457. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly code: string;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, detail: string, extras?: ProblemExtras);
  constructor(
    code: string,
    detail: string,
    extras: ProblemExtras & { readonly status: number; readonly title: string },
  );
  constructor(code: string, detail: string, extras: ProblemExtras = {}) {
    super(detail);
    this.code = code;
    this.extras = extras;
  }
}

/** A problem as the answer to a request for `instance`. */
export function problemResponse(problem: Problem, instance: string): HttpResponse {
  const known = problems[problem.code as ProblemCode] as { status: number; title: string } | undefined;
  const status = problem.extras.status ?? known?.status ?? 500;
  const document = {
    type: `/docs/problems#${problem.code}`,
    title: problem.extras.title ?? known?.title ?? problem.code,
    status,
    detail: problem.message,
    instance,
    code: problem.code,
    ...(problem.extras.errors === undefined ? {} : { errors: problem.extras.errors }),
    ...problem.extras.members,
  };
  const headers = { "content-type": "application/problem+json", ...problem.extras.headers };
  return { status, headers, body: JSON.stringify(document) };
}
