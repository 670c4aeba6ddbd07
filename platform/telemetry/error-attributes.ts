import { redactText } from "./redact.ts";
import type { Attributes } from "./telemetry.ts";

/** Longest text and stack of an error in spans and logs, in characters: Application Insights cuts properties at 8,192. */
const longest = 4_000;

/**
 * An error as OpenTelemetry's conventions name its parts. The stack is that of the first cause: the handler's own.
 * @param values personal data that must not show, see `personalValues`
 */
export function errorAttributes(error: unknown, values: readonly string[]): Attributes {
  const text = (told: unknown) => redactText(String(told), values).slice(0, longest);
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
