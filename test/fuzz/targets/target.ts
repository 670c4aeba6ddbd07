import type { Dice } from "../dice.ts";
import type { Answer } from "../wire/answer.ts";
import type { Outcome } from "../wire/client.ts";
import type { FuzzRequest } from "../wire/request.ts";

/** Sends a request to the target's server and gives the outcome. */
export type Ask = (request: FuzzRequest) => Promise<Outcome>;

/** One server, or one part of it, under fuzzing. */
export interface Target {
  readonly name: string;
  readonly url: string;
  /** Whether this answer, an error, has the shape that the server promises; a sentence says what is wrong with it. */
  faultOf(request: FuzzRequest, answer: Answer): string | undefined;
  /** Whether this server error is a documented one. Default: none is. */
  isDocumented?(request: FuzzRequest, answer: Answer): boolean;
  /**
   * A request. Depends on nothing but its arguments, so that it can be made again.
   * @param lane what runs at the same time has other lanes: a place to write to that nobody else touches
   */
  request(dice: Dice, lane: number): FuzzRequest;
  /** A request that must always succeed. */
  probe(): FuzzRequest;
  /** Told every outcome. Asks around now and then whether a refused request has left something behind; a sentence says what. */
  observe?(request: FuzzRequest, outcome: Outcome, lane: number, ask: Ask): Promise<string | undefined>;
  /** Looks at the end whether the stores hold what was accepted and nothing else; a sentence says what is wrong. */
  conclude?(): Promise<string | undefined>;
}

/** The answer's JSON, or undefined. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    return undefined;
  }
}

/** What is wrong with an answer that should be problem details with a stable code. */
export function problemFault(request: FuzzRequest, answer: Answer): string | undefined {
  if (request.method === "HEAD") return undefined;
  const type = answer.headers.get("content-type") ?? "none";
  if (!/^application\/problem\+json/.test(type)) return `content-type is ${type}, not application/problem+json`;
  const body = jsonOf(answer) as { code?: unknown; status?: unknown } | undefined;
  if (typeof body?.code !== "string" || !/^[a-z][a-z-]+$/.test(body.code)) return "there is no stable code";
  return body.status === answer.status ? undefined : "status and body do not agree";
}
