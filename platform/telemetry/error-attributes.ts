import { personalIn, redactText } from "./redact.ts";
import type { Attributes } from "./telemetry.ts";

/** Longest text and stack of an error in spans and logs, in characters: Application Insights cuts properties at 8,192. */
const longest = 4_000;

/**
 * An error as OpenTelemetry's conventions name its parts. The stack is that of the first cause: the handler's own.
 * @param values personal data that must not show, see `personalValues`
 */
export function errorAttributes(error: unknown, values: readonly string[]): Attributes {
  const all = [...values, ...personalIn(error)];
  const text = (told: unknown) => redactText(withoutState(String(told)), all).slice(0, longest);
  if (!(error instanceof Error)) return { "exception.type": "unknown", "exception.message": text(error) };
  const { cause } = error;
  const origin = cause instanceof Error ? cause : error;
  const code: unknown = "code" in origin ? origin.code : undefined;
  return {
    "exception.type": String(origin.name).slice(0, 200),
    "exception.message": text(error.message),
    "exception.stacktrace": origin.stack === undefined ? undefined : text(origin.stack),
    "eventwright.error.code": typeof code === "string" ? code.slice(0, 200) : undefined,
    "eventwright.error.cause": cause === undefined ? undefined : text(cause),
  };
}

/**
 * An error as spans show it: without personal data.
 * @param values personal data that must not show, besides what is known of the error itself
 */
export function errorWithout(error: unknown, values: readonly string[]): unknown {
  const all = [...values, ...personalIn(error)];
  if (!(error instanceof Error)) return redactText(withoutState(String(error)), all);
  // The stack is that of the first cause: the handler's own.
  const { stack = "" } = error.cause instanceof Error ? error.cause : error;
  if (all.length === 0 && !`${error.message}${stack}`.includes(stateMark)) return error;
  const { code } = error as { readonly code?: unknown };
  const shown = Object.assign(new Error(redactText(withoutState(error.message), all)), {
    name: error.name,
    stack: redactText(withoutState(stack), all),
  });
  return typeof code === "string" ? Object.assign(shown, { code }) : shown;
}

/** Behind this the SDK of Durable Functions writes what an orchestration has asked for, payloads included. */
const stateMark = "$OutOfProcData$";

function withoutState(text: string): string {
  const at = text.indexOf(stateMark);
  return at < 0 ? text : text.slice(0, at).trimEnd();
}
