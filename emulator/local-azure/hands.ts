import type { SystemHands } from "../chaos/system.ts";
import { keyHeaderName } from "../cosmos/http/operator-key.ts";
import { splitPath } from "../cosmos/http/ranges-endpoint.ts";
import type { Keys } from "./keys.ts";
import type { ReturningChild } from "./returning-child.ts";

/** The parts of a local Azure that faults of the whole system are done to. */
export interface BreakableParts {
  readonly cosmos: ReturningChild;
  readonly eventgrid: ReturningChild;
  readonly further: readonly ReturningChild[];
  readonly api: string;
  readonly keys: Keys;
  /** Containers whose ranges are split, each `<database>/<container>`. */
  readonly containers: readonly string[];
}

/** What faults of the whole system are done with: signals for processes, the operators' endpoints for the rest. */
export function handsOf({ cosmos, eventgrid, further, api, keys, containers }: BreakableParts): SystemHands {
  const [host] = further;
  return {
    crash: (part) => (part === "cosmos" ? cosmos : eventgrid).crash(),
    host,
    jump: (time) =>
      post(`${api}/admin/clock`, { "x-functions-key": keys.functions.master }, { advance: `PT${time / 1000}S` }),
    split: (point) =>
      post(
        `${cosmos.url}${splitPath}`,
        { [keyHeaderName]: keys.cosmos },
        { container: containers[Math.floor(point * containers.length)] },
      ),
  };
}

async function post(url: string, headers: Readonly<Record<string, string>>, body: object): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${text}`);
}
