import { highestKey, lowestKey } from "../epk/boundaries.ts";
import type { KeyScope } from "../epk/key-scope.ts";
import { badRequest, rangeGone } from "../errors.ts";
import { type Call, header } from "../http/exchange.ts";
import { effectiveKey } from "../partition-key.ts";
import type { Container } from "../store/container.ts";
import { keyHeader } from "./items.ts";

/** The part of a container that a feed or query request addresses, and whether it named one at all. */
export interface RequestScope extends KeyScope {
  /** Set when the request names a range. */
  readonly rangeId: string | undefined;
  /** False when the request is for the whole container, to be spread by the gateway. */
  readonly addressed: boolean;
}

const epkPattern = /^([0-9A-F]{2})*$/;

/**
 * Reads partition key, range id and key interval headers.
 * @throws CosmosError 400, or 410/1002 when the range was split.
 */
export function readScope(call: Call, container: Container): RequestScope {
  const key = keyHeader(call);
  if (key !== undefined && key.length > 0) {
    const levels = container.key.paths.length;
    if (key.length > levels) throw badRequest(`The partition key has ${levels} components, not ${key.length}.`, 1001);
    const min = effectiveKey(container.key, key);
    const single = key.length === levels;
    return { min, max: single ? min : min + highestKey, single, rangeId: undefined, addressed: true };
  }
  const rangeId = header(call, "x-ms-documentdb-partitionkeyrangeid");
  const start = epkHeader(call, "x-ms-start-epk");
  const end = epkHeader(call, "x-ms-end-epk");
  if (rangeId === undefined) {
    const addressed = start !== undefined || end !== undefined;
    return { min: start ?? lowestKey, max: end ?? highestKey, single: false, rangeId, addressed };
  }
  const range = container.ranges.find((candidate) => candidate.id === rangeId && candidate.live);
  if (range === undefined) throw rangeGone(rangeId);
  return {
    min: start !== undefined && start > range.min ? start : range.min,
    max: end !== undefined && end < range.max ? end : range.max,
    single: false,
    rangeId,
    addressed: true,
  };
}

function epkHeader(call: Call, name: string): string | undefined {
  const value = header(call, name)?.toUpperCase();
  if (value !== undefined && !epkPattern.test(value)) throw badRequest(`Header ${name} must be hexadecimal.`);
  return value;
}
