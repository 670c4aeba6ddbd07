import type { HttpRequestAction } from "../protocol/actions.ts";
import type { HttpAnswer } from "../replay/http-steps.ts";

/**
 * Sends a request of `callHttp`.
 * @param signal aborted when the engine stops; what it cuts off is sent again by the next engine
 * @throws when there is no answer
 */
export type HttpCaller = (request: HttpRequestAction, signal: AbortSignal) => Promise<HttpAnswer>;

/**
 * Sends a request of `callHttp` over the network.
 * @throws for token sources, which need a managed identity, and when there is no answer
 */
export const sendHttp: HttpCaller = async (request, signal) => {
  if (request.tokenSource !== undefined && request.tokenSource !== null) {
    throw new Error(
      "callHttp with a tokenSource needs a managed identity, which the local engine does not have. Send an Authorization header, or call the service in an activity.",
    );
  }
  let response: Response;
  try {
    response = await fetch(request.uri, {
      method: request.method,
      headers: { ...request.headers },
      // Redirects are the orchestrator's to see.
      redirect: "manual",
      signal,
      ...(request.content !== undefined && request.content !== null && { body: request.content }),
    });
  } catch (error) {
    const { message, cause } = error as Error;
    throw new Error(`${request.method} ${request.uri}: ${cause instanceof Error ? cause.message : message}`);
  }
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    content: await response.text(),
  };
};
