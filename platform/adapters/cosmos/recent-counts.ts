import type { RecentCounts, StoredKind } from "../../stores/explorer.ts";
import type { Collection } from "./collection.ts";
import { queryAll } from "./documents.ts";

/** How long what the stores' clock is ahead of ours is taken for true, ms. */
const clockFor = 10_000;

/** How far the clock of each collection is ahead, and when that was asked, ms. */
const ahead = new WeakMap<Collection, { readonly by: number; readonly at: number }>();

/** What was stored within the last seconds: queries over `_ts`, which is always indexed. */
export async function recentCounts(collection: (name: string) => Collection, seconds: number): Promise<RecentCounts> {
  const from = Math.floor((Date.now() + (await clockAhead(collection("outcomes")))) / 1000) - seconds;
  const parameters = [{ name: "@from", value: from }];
  const count = async (kind: StoredKind, name: string, condition = "") => {
    const query = `SELECT c.envelope.type, COUNT(1) AS count FROM c WHERE c._ts >= @from${condition} GROUP BY c.envelope.type`;
    const rows = await queryAll<{ type: string; count: number }>(collection(name), { query, parameters });
    return rows.map((row) => ({ kind, ...row }));
  };
  const decided = "SELECT c.type, c.status, COUNT(1) AS count FROM c WHERE c._ts >= @from GROUP BY c.type, c.status";
  const [commands, events, notifications, outcomes] = await Promise.all([
    count("command", "commands"),
    count("event", "events", " AND c.kind = 'event'"),
    count("notification", "notifications"),
    queryAll<RecentCounts["outcomes"][number]>(collection("outcomes"), { query: decided, parameters }),
  ]);
  return { messages: [...commands, ...events, ...notifications], outcomes };
}

/** On Azure next to nothing; a local Cosmos may have been moved ahead by days. */
async function clockAhead(collection: Collection): Promise<number> {
  const known = ahead.get(collection);
  if (known !== undefined && Date.now() - known.at < clockFor) return known.by;
  const query = "SELECT VALUE GetCurrentTimestamp()";
  const [now] = await queryAll<number>(collection, { query }, { partition: "clock" });
  const by = Math.max(0, (now ?? 0) - Date.now());
  ahead.set(collection, { by, at: Date.now() });
  return by;
}
