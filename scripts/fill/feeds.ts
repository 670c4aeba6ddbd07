import { setTimeout as sleep } from "node:timers/promises";
import { ChangeFeedStartFrom, type Container, type Database } from "@azure/cosmos";

/** A lease as the change feed processor keeps it, as far as taking one over goes. */
interface Lease {
  readonly id: string;
  readonly LeaseToken?: string;
  readonly Owner: string | null;
  readonly _etag: string;
}

/** The containers that the app follows, by the names that its leases begin with. */
const readers = { handleCommands: "commands", handleEvents: "events" } as const;
/** How long whoever else holds the leases may take to notice, ms: it renews them every 17 s, and stops at its next batch anyway. */
const patience = 20_000;

/** The app's change feeds, taken away from it. */
export interface HeldFeeds {
  /** Gives them back: the app goes on behind everything that is stored by then. */
  release(): Promise<void>;
}

/**
 * Takes the change feeds over as another host would, so that what was handled in memory is not handled again. Nothing else may write
 * meanwhile: it would be passed over.
 */
export async function holdFeeds(database: Database): Promise<HeldFeeds> {
  const leases = database.container("leases");
  const held: string[] = [];
  for (const reader of Object.keys(readers)) {
    for (const { id } of await leasesOf(leases, reader)) {
      // An owner of several would have to share them with the app's hosts; its timestamp lies ahead, so that it is not taken for dead.
      await update(leases, id, { Owner: `fill-${held.length + 1}`, timestamp: soon() });
      held.push(id);
    }
  }
  if (held.length > 0) await sleep(patience);
  return {
    async release() {
      for (const [reader, name] of Object.entries(readers)) {
        const ContinuationToken = await endOf(database.container(name));
        for (const { id } of await leasesOf(leases, reader)) {
          await update(leases, id, { Owner: null, ContinuationToken, timestamp: new Date().toISOString() });
        }
      }
    },
  };
}

const soon = () => new Date(Date.now() + 3_600_000).toISOString();

async function leasesOf(leases: Container, reader: string): Promise<readonly Lease[]> {
  const query = {
    query: "SELECT * FROM c WHERE STARTSWITH(c.id, @reader) AND IS_DEFINED(c.LeaseToken)",
    parameters: [{ name: "@reader", value: reader }],
  };
  return (await leases.items.query<Lease>(query).fetchAll()).resources;
}

/** Whoever held it may write its own sign of life in between: then it is read again. */
async function update(leases: Container, id: string, change: object): Promise<void> {
  for (;;) {
    const { resource, etag } = await leases.item(id, id).read<Lease>();
    if (resource === undefined) return;
    try {
      await leases
        .item(id, id)
        .replace({ ...resource, ...change }, { accessCondition: { type: "IfMatch", condition: etag } });
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 412) throw error;
    }
  }
}

/** Where the container's change feed ends now. A local one counts the whole container; no range has a count of its own. */
async function endOf(container: Container): Promise<string> {
  const iterator = container.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Now() });
  const ends: number[] = [];
  for (let page = 0; page < 8; page++) {
    const { continuationToken } = await iterator.readNext();
    const { Continuation } = JSON.parse(continuationToken) as { Continuation: { continuationToken: string }[] };
    ends.push(...Continuation.map(({ continuationToken: token }) => Number(token?.replaceAll('"', "") || 0)));
  }
  return `"${Math.max(0, ...ends)}"`;
}
