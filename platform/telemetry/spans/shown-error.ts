import type { Catalog } from "../../app/catalog.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { errorAttributes, errorWithout } from "../error-attributes.ts";
import { personalValues } from "../redact.ts";
import type { Attributes } from "../telemetry.ts";

/** An error as a span shows it: without the personal data of the message that it is about. */
export function shownError(catalog: Catalog, message: Envelope, error: unknown): unknown {
  return errorWithout(error, personalValues(catalog, message));
}

/** A try that failed, as an event of a span shows it. */
export function retryAttributes(catalog: Catalog, message: Envelope, error: unknown, attempt: number): Attributes {
  const shown = errorAttributes(error, personalValues(catalog, message));
  return { "eventwright.attempt": attempt, ...shown, "exception.stacktrace": undefined };
}
