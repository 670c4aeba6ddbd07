import type { DecisionView, DetailView, ProblemView, QueueView, Verdict } from "../views.ts";

/** Who is signed in. */
export interface Session {
  readonly reviewer: string;
  readonly csrf: string;
}

/** An answer that is an error, or no answer at all (status 0). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: ProblemView;

  constructor(problem: ProblemView) {
    super(problem.detail === undefined ? problem.title : `${problem.title} ${problem.detail}`);
    this.problem = problem;
  }
}

let csrf = "";

/** The session of this browser, if somebody is signed in. */
export async function session(): Promise<Session | undefined> {
  const session = await call<Partial<Session>>("GET", "/api/session");
  return session.reviewer === undefined ? undefined : remember(session as Session);
}

/** Signs in. */
export const signIn = async (name: string): Promise<Session> => remember(await call("POST", "/api/session", { name }));

export const signOut = (): Promise<unknown> => call("DELETE", "/api/session");
export const queue = (): Promise<QueueView> => call("GET", "/api/transfers");
export const detail = (key: string): Promise<DetailView> => call("GET", `/api/transfers/${key}`);

/** Sends a decision and waits for what becomes of it. */
export const decide = (key: string, verdict: Verdict, reason: string): Promise<DecisionView> =>
  call("POST", `/api/transfers/${key}/${verdict}`, { reason });

function remember(session: Session): Session {
  csrf = session.csrf;
  return session;
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { "x-csrf-token": csrf };
  if (body !== undefined) headers["content-type"] = "application/json";
  let response: Response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  } catch {
    throw new ApiError({
      status: 0,
      code: "unreachable",
      title: "The approvals application cannot be reached.",
      detail: "Check your connection; nothing you typed is lost.",
    });
  }
  if (response.status === 204) return undefined as T;
  const value: unknown = await response.json().catch(() => ({}));
  if (response.ok) return value as T;
  const title = `The server answered ${response.status}.`;
  throw new ApiError({ status: response.status, code: "unknown", title, ...(value as Partial<ProblemView>) });
}
