import type { Clock } from "../../../../platform/clock/clock.ts";
import type { Lease, LeaseStore } from "./ports.ts";
import { CosmosError, type CosmosRest } from "./rest.ts";

/** Where the lease documents of one processor are. */
export interface LeasePlace {
  readonly database: string;
  readonly container: string;
  /** `/id` or `/partitionKey`. */
  readonly partitionKeyPath: string;
  /** Beginning of every document id: prefix, host of the account, rids of database and container. */
  readonly idPrefix: string;
  readonly owner: string;
}

type Stored = Lease & { readonly _etag: string };

/** Lease documents over REST, in the layout of the .NET change feed processor. */
export function restLeases(rest: CosmosRest, place: LeasePlace, clock: Clock): LeaseStore {
  const link = `dbs/${place.database}/colls/${place.container}`;
  const hasOwnKey = place.partitionKeyPath === "/partitionKey";
  const keyed = <D extends { id: string }>(document: D) =>
    hasOwnKey ? { ...document, partitionKey: document.id } : document;
  const key = (id: string) => ({ "x-ms-documentdb-partitionkey": JSON.stringify([id]) });
  const item = (id: string) => ({ type: "docs", link: `${link}/docs/${id}`, headers: key(id) });
  const markerId = `${place.idPrefix}.info`;
  const lockId = `${place.idPrefix}.lock`;

  const create = (document: { id: string }): Promise<boolean> =>
    unless(409, false, async () => {
      const headers = key(document.id);
      await rest.send({ method: "POST", type: "docs", link, path: `${link}/docs`, headers, body: keyed(document) });
      return true;
    });
  const read = <D>(id: string): Promise<D | undefined> =>
    unless(404, undefined, async () => (await rest.send({ method: "GET", ...item(id) })).body as D);
  const remove = (id: string, etag?: string): Promise<void> =>
    unless([404, 412], undefined, async () => {
      const { headers, ...rest_ } = item(id);
      const condition: Record<string, string> = etag === undefined ? {} : { "if-match": etag };
      await rest.send({ method: "DELETE", ...rest_, headers: { ...headers, ...condition } });
    });

  return {
    async list() {
      const leases: Lease[] = [];
      let continuation: string | undefined;
      do {
        const { body, headers } = await rest.send({
          method: "POST",
          type: "docs",
          link,
          path: `${link}/docs`,
          headers: {
            "content-type": "application/query+json",
            "x-ms-documentdb-isquery": "true",
            "x-ms-documentdb-query-enablecrosspartition": "true",
            ...(continuation !== undefined && { "x-ms-continuation": continuation }),
          },
          body: {
            query: "SELECT * FROM c WHERE STARTSWITH(c.id, @prefix)",
            parameters: [{ name: "@prefix", value: `${place.idPrefix}..` }],
          },
        });
        leases.push(...(body as { Documents: Stored[] }).Documents);
        const next = headers["x-ms-continuation"];
        continuation = typeof next === "string" && next !== "" ? next : undefined;
      } while (continuation !== undefined);
      return leases;
    },
    read: (lease) => read<Stored>(lease.id),
    create: (lease) => create(lease),
    replace: (lease) =>
      unless([404, 412], undefined, async () => {
        const { headers, ...rest_ } = item(lease.id);
        const condition = { "if-match": lease._etag ?? "*" };
        const request = { method: "PUT", ...rest_, headers: { ...headers, ...condition }, body: keyed(lease) } as const;
        return (await rest.send(request)).body as Stored;
      }),
    delete: (lease) => remove(lease.id, lease._etag),
    draft: (range, continuation, now) => ({
      id: `${place.idPrefix}..${range.id}`,
      version: 0,
      LeaseToken: range.id,
      FeedRange: { Range: { min: range.min, max: range.max } },
      Owner: null,
      ContinuationToken: continuation,
      properties: {},
      timestamp: new Date(now).toISOString(),
    }),
    isInitialized: async () => (await read(markerId)) !== undefined,
    async markInitialized() {
      await create({ id: markerId });
    },
    async lock(seconds) {
      const until = clock.now() + seconds * 1000;
      const document = { id: lockId, Owner: place.owner, ttl: seconds, until };
      if (await create(document)) return true;
      const held = await read<{ until?: number; _etag: string }>(lockId);
      // The container need not have a time to live, so a dead holder's lock is recognised by its own date.
      if (held !== undefined && (held.until ?? 0) < clock.now()) await remove(lockId, held._etag);
      return false;
    },
    unlock: () => remove(lockId),
  };
}

/** Runs `task`; an answer of one of these statuses gives `otherwise`. */
async function unless<T>(statuses: number | readonly number[], otherwise: T, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof CosmosError && [statuses].flat().includes(error.status)) return otherwise;
    throw error;
  }
}
