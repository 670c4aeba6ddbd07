import type { Runtime } from "../../app/runtime.ts";
import { StoreError } from "../../stores/errors.ts";
import { type MissingRole, missingRoleSentence } from "../../stores/missing-role.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import { type HttpEndpoint, json } from "../exchange.ts";
import { Problem } from "../problem.ts";
import { shownRole } from "../shown-role.ts";

/** One thing that must be there; throws when it is not. */
export type HealthCheck = () => Promise<void>;

/**
 * How long a check may take, milliseconds. A service that is only slow under load must not take the instance out of the load balancer; App
 * Service itself waits for a minute (https://learn.microsoft.com/azure/app-service/monitor-instances-health-check).
 */
const patience = 20_000;

/**
 * Whether everything that the service needs can be reached, and which build answers. Roles that its identity lacks are named; what is refused for
 * the want of one counts as not reachable where it is checked.
 */
export function health(
  runtime: Runtime,
  checks: Readonly<Record<string, HealthCheck>>,
  missingRoles: () => readonly MissingRole[] = () => [],
): HttpEndpoint {
  const { build } = runtime.catalog;
  return async () => {
    const entries = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await verdict(runtime, name, check)] as const),
    );
    const results = Object.fromEntries(entries);
    const roles = missingRoles();
    const members = { build, checks: results, ...(roles.length > 0 && { missingRoles: roles.map(shownRole) }) };
    const failed = entries.filter(([, result]) => result !== "ready").map(([name]) => name);
    if (failed.length === 0) return json(200, { status: "ready", ...members }, { "cache-control": "no-store" });
    const lacking = roles.map((role) => ` ${missingRoleSentence(role)}`).join("");
    throw new Problem("not-ready", `Not reachable: ${failed.join(", ")}.${lacking}`, {
      headers: { "retry-after": "5", "cache-control": "no-store" },
      members,
    });
  };
}

async function verdict(runtime: Runtime, name: string, check: HealthCheck): Promise<string> {
  let timer: { cancel(): void } | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = runtime.clock.schedule(patience, () => fail(new Error(`No answer within ${patience} ms.`)));
  });
  try {
    await Promise.race([check(), late]);
    return "ready";
  } catch (error) {
    // Told once by whoever found out, not with every question.
    if (error instanceof StoreError && error.missingRole !== undefined) return "role-missing";
    runtime.log(logEvents.healthCheckFailed, { check: name, error });
    return "unreachable";
  } finally {
    timer?.cancel();
  }
}

/** A published JSON document. */
export function jsonDocument(load: () => Promise<unknown>): HttpEndpoint {
  return async () => json(200, await load(), { "cache-control": "public, max-age=60" });
}

/** The published page: inline style and script only, nothing from elsewhere. */
export function htmlDocument(load: () => Promise<string>): HttpEndpoint {
  return async () => ({
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "public, max-age=60",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
    body: await load(),
  });
}
