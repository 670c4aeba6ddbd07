import { sleep } from "../../../platform/clock/clock.ts";
import { sendJson } from "../../functions/http/json.ts";
import { ProblemError } from "../../functions/http/problems.ts";
import { isLive } from "../store/rows.ts";
import { readJsonText } from "./body.ts";
import type { ManagementContext, ManagementRequest } from "./context.ts";
import { managementLinks } from "./links.ts";
import { flag, invalidQuery, seconds, text } from "./query.ts";
import { jsonValue, statusOf } from "./status.ts";

/** Longest that a request may wait for an instance to finish, ms: what Azure's load balancer allows. */
const longestWait = 230_000;

/** `POST orchestrators/{name}/{id?}`: starts an instance; with `timeout` and `pollingInterval` waits for it to finish. */
export async function startInstance(
  context: ManagementContext,
  { segments, query, request, response }: ManagementRequest,
): Promise<void> {
  const [, name = "", id] = segments;
  const wait = readWait(query);
  const input = await readJsonText(request);
  const version = text(query, "version");
  const started = await context.management.start({ name, id, version, input: input ?? undefined });
  if (wait !== undefined) {
    const left = new AbortController();
    response.once("close", () => left.abort());
    if (await finishes(context, started, wait, left.signal)) {
      return answerFinished(context, started, flag(query, "returnInternalServerErrorOnFailure", false), response);
    }
    if (left.signal.aborted) return;
  }
  answerAccepted(context, started, response);
}

/** 202 with links to the instance and a time after which to look. */
export function answerAccepted(context: ManagementContext, id: string, response: ManagementRequest["response"]): void {
  const links = managementLinks(context.links, id);
  response.setHeader("location", links.statusQueryGetUri);
  response.setHeader("retry-after", "10");
  sendJson(response, 202, links);
}

interface Wait {
  readonly timeout: number;
  readonly interval: number;
}

function readWait(query: URLSearchParams): Wait | undefined {
  const timeout = seconds(query, "timeout");
  const interval = seconds(query, "pollingInterval");
  if (timeout === undefined || interval === undefined) return undefined;
  if (timeout > longestWait) throw invalidQuery("timeout", `at most ${longestWait / 1000} seconds`);
  if (interval <= 0 || interval > timeout) throw invalidQuery("pollingInterval", "above 0 and no longer than timeout");
  return { timeout, interval };
}

async function finishes(
  { management, clock }: ManagementContext,
  id: string,
  { timeout, interval }: Wait,
  signal: AbortSignal,
): Promise<boolean> {
  const end = clock.now() + timeout;
  for (;;) {
    const instance = management.find(id);
    if (instance === undefined) return false;
    if (!isLive(instance)) return true;
    const left = end - clock.now();
    if (left <= 0 || signal.aborted) return false;
    await sleep(clock, Math.min(interval, left), signal);
  }
}

function answerFinished(
  { management }: ManagementContext,
  id: string,
  failureIsError: boolean,
  response: ManagementRequest["response"],
): void {
  const instance = management.find(id);
  if (instance === undefined) {
    throw new ProblemError(404, "instance-not-found", `The instance '${id}' was purged in the meantime.`);
  }
  const { status, output } = instance;
  if (status === "Completed") sendJson(response, 200, jsonValue(output));
  else sendJson(response, status === "Failed" && failureIsError ? 500 : 200, statusOf(instance, true));
}
