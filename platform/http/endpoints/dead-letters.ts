import type { Runtime } from "../../app/runtime.ts";
import { listLetters, showLetter } from "../../dead-letters/letters.ts";
import { discard } from "../../dead-letters/redrive/discard.ts";
import type { Edit } from "../../dead-letters/redrive/edit.ts";
import type { Force } from "../../dead-letters/redrive/force.ts";
import { noLetter, redrive } from "../../dead-letters/redrive/redrive.ts";
import type { LetterReport } from "../../dead-letters/redrive/report.ts";
import { readJson } from "../body.ts";
import { type HttpEndpoint, type HttpRequest, type HttpResponse, json } from "../exchange.ts";
import { Problem } from "../problem.ts";
import { queryValues } from "../query.ts";

const fresh = { "cache-control": "no-store" };

/** The letters, newest failure first; `?all=true` has those, too, that have come to their end. */
export function listDeadLetters(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const all = flag(queryValues(request, ["all"]).get("all"), "all");
    return json(200, { items: await listLetters(runtime.stores, { all }) }, fresh);
  };
}

/** One letter with everything that is known of it. */
export function showDeadLetter(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const id = idOf(request);
    const found = await showLetter(runtime.stores, id);
    if (found === undefined) throw new Problem("not-found", noLetter(id).message);
    return json(200, found, fresh);
  };
}

/**
 * Redrives a letter. Body, all of it optional: `{"dryRun": true, "edit": {"payload": …, "by": "…", "why": "…"}}`, and
 * `"force": true, "by": "…"` for a handler that is not idempotent.
 */
export function redriveDeadLetter(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const body = await bodyOf(request, ["dryRun", "edit", "force", "by"]);
    const dryRun = switchOf(body, "dryRun");
    const force: { force?: Force } = switchOf(body, "force") ? { force: { by: text({ by: "", ...body }, "by") } } : {};
    const edit = body["edit"] === undefined ? undefined : editOf(body["edit"]);
    return answer(await redrive(runtime, idOf(request), { dryRun, ...force, ...(edit === undefined ? {} : { edit }) }));
  };
}

/** Discards a letter. Body: `{"by": "…", "reason": "…"}`. */
export function discardDeadLetter(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const body = await bodyOf(request, ["by", "reason"]);
    return answer(await discard(runtime, idOf(request), { by: text(body, "by"), reason: text(body, "reason") }));
  };
}

/** What a handler made of it is an answer; what was asked for and cannot be is a problem, under the report's own code. */
function answer(report: LetterReport): HttpResponse {
  if (report.status !== "refused" || report.problem === undefined) return json(200, report, fresh);
  const { code, message, faults } = report.problem;
  const status = code === "letter-not-found" ? 404 : code.startsWith("edit-") || code.endsWith("-unsigned") ? 422 : 409;
  const errors = faults?.map(({ pointer, message: said }) => ({ pointer, message: said }));
  throw new Problem(code, message, {
    status,
    title: "The letter cannot be worked on like this.",
    ...(errors === undefined ? {} : { errors }),
    members: { letter: report.id },
  });
}

function idOf(request: HttpRequest): string {
  return request.params["letterId"] ?? "";
}

/** The body as an object with no members but these; none at all is an empty one. */
async function bodyOf(request: HttpRequest, known: readonly string[]): Promise<Record<string, unknown>> {
  const empty = request.headers.get("content-type") === null;
  const body: unknown = empty ? {} : await readJson(request);
  return members(body, known, "The body");
}

function members(value: unknown, known: readonly string[], what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Problem("invalid-request", `${what} must be a JSON object with ${known.join(", ")}.`);
  }
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const shown = JSON.stringify(unknown.slice(0, 100));
    throw new Problem("invalid-request", `${what} has an unknown member ${shown}; known are ${known.join(", ")}.`);
  }
  return value as Record<string, unknown>;
}

function editOf(value: unknown): Edit {
  const edit = members(value, ["payload", "by", "why"], "edit");
  return { payload: edit["payload"], by: text(edit, "by"), why: text(edit, "why") };
}

function switchOf(body: Record<string, unknown>, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value !== "boolean") throw new Problem("invalid-request", `${name} must be true or false.`);
  return value;
}

function text(value: Record<string, unknown>, name: string): string {
  const found = value[name];
  if (typeof found === "string" && found.length <= 1000) return found;
  throw new Problem("invalid-request", `${name} must be a text of at most 1000 characters.`);
}

function flag(value: string | undefined, name: string): boolean {
  if (value === undefined || value === "false") return false;
  if (value === "true") return true;
  throw new Problem("invalid-query", `${name} must be true or false.`);
}
