import type { Call } from "./exchange.ts";
import { flag, header } from "./exchange.ts";

/** Path under which the counts can be read without a key; no name of a Cosmos resource begins so. */
export const countsPath = "/_eventwright/requests";

/** Names come out of the path, which anybody with the key chooses: as many are told apart, the rest is counted as one. */
const mostNames = 1_000;

/** Counts what was asked since the start, by container and kind, so that a benchmark can say what a command costs. */
export class RequestCounts {
  readonly #counts = new Map<string, number>();

  /** Counts one request. */
  add(call: Call): void {
    const name = `${call.segments[3] ?? call.segments[0] ?? "account"} ${kindOf(call)}`;
    const key = this.#counts.has(name) || this.#counts.size < mostNames ? name : "others";
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  /** The counts by `<container> <kind>`. */
  toJSON(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function kindOf(call: Call): string {
  if (header(call, "a-im") !== undefined) return "feed";
  if (flag(call, "x-ms-cosmos-is-query-plan-request")) return "plan";
  if (flag(call, "x-ms-documentdb-isquery")) return "query";
  if (flag(call, "x-ms-cosmos-is-batch-request")) return flag(call, "x-ms-cosmos-batch-atomic") ? "batch" : "bulk";
  if (flag(call, "x-ms-documentdb-is-upsert")) return "upsert";
  const resource = call.segments.length === 6 ? "" : ` ${call.segments[4] ?? call.segments[2] ?? ""}`;
  return `${call.method}${resource}`.trim();
}
