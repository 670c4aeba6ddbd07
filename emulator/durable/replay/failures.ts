import type { EventBody, FailureDetails } from "../protocol/history.ts";
import { EventType } from "../protocol/history.ts";

type FailureFields = Pick<EventBody, "Reason" | "Details" | "FailureDetails">;

/** The failure of an activity as its TaskFailed event, with typed details when the app's exception provider gave some. */
export function activityFailed(id: number, name: string, message: string, stack: string): EventBody {
  return {
    EventType: EventType.TaskFailed,
    EventId: -1,
    TaskScheduledId: id,
    ...failureFields(`Activity function '${name}' failed: `, message, stack),
  };
}

function failureFields(prefix: string, message: string, stack: string): FailureFields {
  const details = typedDetails(message, stack);
  // The library needs both as text; without details it takes the failure for a broken history.
  return {
    Reason: prefix + (details?.ErrorMessage ?? message),
    Details: details?.StackTrace ?? stack,
    ...(details !== undefined && { FailureDetails: details }),
  };
}

/** The library's `setExceptionPropertiesProvider` makes the message JSON. */
function typedDetails(message: string, stack: string): FailureDetails | undefined {
  if (!message.startsWith("{")) return undefined;
  try {
    const json = JSON.parse(message) as Record<string, unknown>;
    const { errorType, errorMessage, isNonRetriable, properties, stackTrace } = json;
    if (typeof errorType !== "string" || typeof errorMessage !== "string") return undefined;
    return {
      ErrorType: errorType,
      ErrorMessage: errorMessage,
      StackTrace: typeof stackTrace === "string" ? stackTrace : stack,
      IsNonRetriable: isNonRetriable === true,
      Properties: typeof properties === "object" ? (properties as Record<string, unknown> | null) : null,
      InnerFailure: null,
    };
  } catch {
    return undefined;
  }
}

/** Reason of an orchestration that failed. */
export function orchestratorReason(name: string, message: string): string {
  return `Orchestrator function '${name}' failed: ${message}`;
}

/** Reason of an orchestration whose code does not fit its history. */
export function nonDeterministicReason(message: string): string {
  return `Non-Deterministic workflow detected: ${message}`;
}
