import type { ServerResponse } from "node:http";
import { Refusal } from "./refusal.ts";

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.end(JSON.stringify(body));
}

/** Answers without a body. */
export function sendNothing(response: ServerResponse): void {
  response.statusCode = 204;
  response.end();
}

/** Answers an error as problem details. An error that is no Refusal is our own fault: its words stay here. */
export function sendProblem(response: ServerResponse, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal(500, "internal-error", "Something went wrong here.");
  if (response.headersSent) return void response.destroy();
  response.statusCode = refusal.status;
  response.setHeader("content-type", "application/problem+json; charset=utf-8");
  // What is left of a refused body is not read, so the connection cannot be used again.
  if (refusal.status === 413) response.setHeader("connection", "close");
  response.end(problemText(refusal));
}

/** A refusal as JSON text. */
export function problemText({ status, code, title, detail }: Refusal): string {
  return JSON.stringify({ status, code, title, ...(detail !== undefined && { detail }) });
}
