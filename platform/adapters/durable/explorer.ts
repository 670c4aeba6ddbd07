import type { InstanceHistory, InstanceStanding, ProcessExplorer } from "../../processes/explorer.ts";
import { StoreError } from "../../stores/errors.ts";

/** What a function that is bound to a client of Durable Functions gets. */
export interface DurableBinding {
  /** Where the host's own address is, without keys; ends in a slash. */
  readonly rpcBaseUrl?: string;
  /** The management API's addresses, with its key; `id` is what stands in them for an instance. */
  readonly managementUrls: { readonly id: string; readonly statusQueryGetUri: string };
}

/** What a function got, which is text until somebody reads it. */
export function bindingOf(input: unknown): DurableBinding {
  return (typeof input === "string" ? JSON.parse(input) : input) as DurableBinding;
}

/** Whatever the management API takes at most in one page. */
const largestPage = 1000;
const tokenHeader = "x-ms-continuation-token";
/** How long one request may take, ms. */
const patience = 15_000;

/**
 * The instances through the management API. The SDK's client reads lists to their end, however long they are, and has no word for
 * how many are wanted; the API behind it has.
 */
export function durableExplorer(binding: DurableBinding): ProcessExplorer {
  return {
    async list({ statuses, idPrefix, from, to, limit }) {
      const items: InstanceStanding[] = [];
      let token: string | undefined;
      do {
        const address = addressOf(binding, "", {
          showInput: "false",
          top: String(Math.min(limit - items.length, largestPage)),
          ...(statuses === undefined ? {} : { runtimeStatus: statuses.join(",") }),
          ...(idPrefix === undefined ? {} : { instanceIdPrefix: idPrefix }),
          ...(from === undefined ? {} : { createdTimeFrom: new Date(from).toISOString() }),
          ...(to === undefined ? {} : { createdTimeTo: new Date(to).toISOString() }),
        });
        const response = await ask(address, token);
        items.push(...((await read(response, [200])) as readonly InstanceStanding[]));
        token = response.headers.get(tokenHeader) || undefined;
      } while (token !== undefined && items.length < limit);
      return { items, more: token !== undefined };
    },
    async show(instanceId, what) {
      const history = what === "history" ? { showHistory: "true", showHistoryOutput: "true" } : {};
      const response = await ask(addressOf(binding, instanceId, { showInput: "true", ...history }), undefined);
      if (response.status === 404) {
        await response.body?.cancel();
        return undefined;
      }
      const found = (await read(response, [200, 202])) as InstanceHistory;
      return { ...found, historyEvents: found.historyEvents ?? [] };
    },
  };
}

function addressOf(
  { rpcBaseUrl, managementUrls }: DurableBinding,
  instanceId: string,
  query: Readonly<Record<string, string>>,
): URL {
  const id = encodeURIComponent(instanceId);
  const url = rpcBaseUrl
    ? new URL(`instances/${id}`, rpcBaseUrl)
    : new URL(managementUrls.statusQueryGetUri.replace(managementUrls.id, id));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

async function ask(address: URL, token: string | undefined): Promise<Response> {
  try {
    return await fetch(address, {
      headers: token === undefined ? {} : { [tokenHeader]: token },
      signal: AbortSignal.timeout(patience),
    });
  } catch (cause) {
    throw new StoreError("transient", "The management API of Durable Functions cannot be reached.", { cause });
  }
}

async function read(response: Response, expected: readonly number[]): Promise<unknown> {
  const text = await response.text();
  if (expected.includes(response.status)) return JSON.parse(text) as unknown;
  throw new StoreError("unavailable", `The management API of Durable Functions answered ${response.status}.`);
}
