import type { Catalog } from "../../app/catalog.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { errorAttributes } from "../error-attributes.ts";
import { personalValues, redactText } from "../redact.ts";
import type { Attributes } from "../telemetry.ts";

/** An error as a span shows it: without the personal data of the message that it is about. */
export function shownError(catalog: Catalog, message: Envelope, error: unknown): unknown {
  const values = personalValues(catalog, message);
  if (!(error instanceof Error)) return redactText(String(error), values);
  if (values.length === 0) return error;
  // The stack is that of the first cause: the handler's own.
  const { stack = "" } = error.cause instanceof Error ? error.cause : error;
  const { code } = error as { readonly code?: unknown };
  const shown = Object.assign(new Error(redactText(error.message, values)), {
    name: error.name,
    stack: redactText(stack, values),
  });
  return typeof code === "string" ? Object.assign(shown, { code }) : shown;
}

/** A try that failed, as an event of a span shows it. */
export function retryAttributes(catalog: Catalog, message: Envelope, error: unknown, attempt: number): Attributes {
  const shown = errorAttributes(error, personalValues(catalog, message));
  return { "eventwright.attempt": attempt, ...shown, "exception.stacktrace": undefined };
}
