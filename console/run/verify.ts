import { type Clock, sleep } from "../../platform/clock/clock.ts";
import type { Verification } from "./observations.ts";

/** Pauses between two looks, milliseconds: the first and the longest. */
const firstPause = 250;
const longestPause = 5000;

/**
 * Reads the system's own verification. Faults are looked at again for `patience` ms: the system may be away, or in use by
 * others too, and what is still under way shows as a fault. @returns a reason, when the system does not offer it to us
 */
export async function readVerification(
  clock: Clock,
  patience: number,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Verification | string> {
  const end = clock.now() + patience;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    const found = await readOnce(url, headers);
    if (found !== undefined && (typeof found === "string" || found.ok)) return found;
    if (clock.now() >= end) return found ?? "the endpoint could not be reached";
    await sleep(clock, pause);
  }
}

/** Undefined when there was no answer. */
async function readOnce(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Verification | string | undefined> {
  const response = await fetch(`${url}/api/admin/verify`, { headers: { ...headers } }).catch(() => undefined);
  if (response === undefined) return undefined;
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status === 404) return "the system does not offer it";
  if (response.status === 401 || response.status === 403) return "it needs the master key (EVENTWRIGHT_KEY)";
  if (response.status !== 200 || !isObject(body) || typeof body["ok"] !== "boolean") {
    return { ok: false, faults: [`the endpoint answered status ${response.status} and no verdict`] };
  }
  return { ok: body["ok"], faults: body["ok"] ? [] : faultsOf(body) };
}

function faultsOf(body: Readonly<Record<string, unknown>>): string[] {
  const models = Array.isArray(body["readModels"]) ? body["readModels"].filter(isObject) : [];
  const faults = models.flatMap(({ name, differences }) =>
    Array.isArray(differences) ? differences.map((one) => `read model ${name}: ${JSON.stringify(one)}`) : [],
  );
  const outcomes = isObject(body["outcomes"]) ? body["outcomes"] : {};
  for (const what of ["missing", "conflicting"]) {
    const count = outcomes[what];
    const some = Array.isArray(count) ? count.length > 0 : count !== undefined && count !== 0;
    if (some) faults.push(`outcomes ${what}: ${JSON.stringify(count)}`);
  }
  return faults.length === 0 ? ["the verdict is not ok, without a reason"] : faults;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
