import { Client } from "../../generated/client.ts";

/** A request that takes longer than this has lost its server (milliseconds); the longest wait asked for is far shorter. */
const longestRequest = 60_000;

/**
 * A client that tries once: the run itself sends again, so that it knows what may have been stored twice.
 * @param url where the server is, without `/api`
 */
export function openClient(url: string, headers: Readonly<Record<string, string>> = {}): Client {
  return new Client({
    url,
    headers,
    attempts: 1,
    fetch: (input, init) => fetch(input, { ...init, signal: limited(init?.signal) }),
  });
}

function limited(signal: AbortSignal | null | undefined): AbortSignal {
  const limit = AbortSignal.timeout(longestRequest);
  return signal ? AbortSignal.any([signal, limit]) : limit;
}
