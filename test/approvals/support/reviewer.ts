import type { DecisionView, DetailView, ProblemView, QueueView, Verdict } from "../../../approvals/views.ts";
import type { TransferEvent } from "./fake-platform.ts";

/** An answer, read whole. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Asks for something and reads the answer. */
export async function ask<Body = ProblemView>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}

/** Somebody who is signed in, without a browser. */
export interface Reviewer {
  readonly cookie: string;
  readonly csrf: string;
  queue(): Promise<QueueView>;
  detail(key: string): Promise<Answer<DetailView>>;
  decide(key: string, verdict: Verdict, reason?: string): Promise<Answer<DecisionView & ProblemView>>;
}

/** Signs in. */
export async function signIn(url: string, name: string): Promise<Reviewer> {
  const answer = await ask<{ csrf: string }>(`${url}/api/session`, json({ name }));
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { csrf } = answer.body;
  const headers = { cookie, "x-csrf-token": csrf };
  return {
    cookie,
    csrf,
    queue: async () => (await ask<QueueView>(`${url}/api/transfers`, { headers })).body,
    detail: (key) => ask(`${url}/api/transfers/${key}`, { headers }),
    decide: (key, verdict, reason) => ask(`${url}/api/transfers/${key}/${verdict}`, json({ reason }, headers)),
  };
}

/** A POST of JSON. */
export const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** Delivers events as Event Grid does. */
export const deliver = (webhookUrl: string, events: TransferEvent | readonly unknown[]) =>
  ask(webhookUrl, json(events, { "content-type": "application/cloudevents+json", "aeg-event-type": "Notification" }));
