/** How one delivery attempt ended, in the words of Azure's `lastDeliveryOutcome`. */
export type Outcome =
  | "Delivered"
  | "BadRequest"
  | "Unauthorized"
  | "Forbidden"
  | "NotFound"
  | "TimedOut"
  | "PayloadTooLarge"
  | "Busy"
  | "SocketError"
  | "ResolutionError"
  | "GenericError";

/** Azure takes these five as success, and no other 2xx. */
const success = new Set([200, 201, 202, 203, 204]);

const byStatus: Readonly<Record<number, Outcome>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  408: "TimedOut",
  413: "PayloadTooLarge",
  503: "Busy",
};

/** The outcome that a webhook's HTTP status means. Redirects are not followed and count as failures. */
export function outcomeOfStatus(status: number): Outcome {
  return success.has(status) ? "Delivered" : (byStatus[status] ?? "GenericError");
}

const resolutionCodes = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "EAI_NODATA"]);

/** The outcome that a failed connection means. */
export function outcomeOfError(code: string | undefined): "SocketError" | "ResolutionError" {
  return code !== undefined && resolutionCodes.has(code) ? "ResolutionError" : "SocketError";
}
