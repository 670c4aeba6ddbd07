import { StoreError, type StoreErrorKind } from "../../stores/errors.ts";
import { isCredentialError } from "../identity.ts";
import { missingCosmosRole } from "../roles/missing-roles.ts";
import { RangesMoved } from "./across-ranges.ts";

/** Worth another try: timeouts, moved ranges, throttling, write races, brief unavailability. */
const transientCodes = new Set([408, 410, 429, 449, 500, 503]);
/** The request units of a container are used up for the moment. */
export const throttledCode = 429;
/** How long one request waits for request units before its caller is told, ms. Nothing was changed until then. */
export const throttlePatience = 10_000;
/** The document itself can never be stored. */
const refusedCodes = new Set([400, 413]);
/** Node's codes for a connection that did not hold. */
const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "REQUEST_SEND_ERROR",
  "TimeoutError",
]);

/** The status code of what the SDK threw or answered; undefined for a connection error. */
export function statusOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === "number") return code;
  const statusCode = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof statusCode === "number" ? statusCode : undefined;
}

/** What a status means to the core. */
export function kindOfStatus(status: number): StoreErrorKind {
  if (transientCodes.has(status)) return "transient";
  return refusedCodes.has(status) ? "refused" : "unavailable";
}

/** Puts what the SDK threw into the core's terms. Anything that is no answer of Cosmos stays as it is: a bug. */
export function storeError(error: unknown, doing: string): unknown {
  if (error instanceof StoreError) return error;
  if (error instanceof RangesMoved) {
    return new StoreError("transient", `Partition ranges moved during ${doing}.`, { cause: error });
  }
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (status !== undefined) {
    const retryAfter = (error as { retryAfterInMs?: unknown }).retryAfterInMs;
    const missingRole = status === 403 ? missingCosmosRole(message) : undefined;
    const words = missingRole === undefined ? `: ${message}` : ".";
    return new StoreError(kindOfStatus(status), `Cosmos answered ${status} to ${doing}${words}`, {
      ...{ cause: error, missingRole },
      ...(typeof retryAfter === "number" ? { retryAfter } : {}),
    });
  }
  if (isCredentialError(error)) {
    return new StoreError("transient", `There is no token for ${doing}: ${message}`, { cause: error });
  }
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (networkCodes.has(String(code)) || name === "RestError" || name === "TimeoutError" || name === "FetchError") {
    return new StoreError("transient", `Cosmos cannot be reached for ${doing}: ${message}`, { cause: error });
  }
  return error;
}

/** Runs a call of the SDK and translates what it throws. */
export async function translated<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw storeError(error, doing);
  }
}
