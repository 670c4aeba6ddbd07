import { LeaseManager } from "../../emulator/functions/triggers/cosmos/leases.ts";
import type { Lease } from "../../emulator/functions/triggers/cosmos/ports.ts";
import type { CosmosRest } from "../../emulator/functions/triggers/cosmos/rest.ts";
import { restLeases } from "../../emulator/functions/triggers/cosmos/rest-leases.ts";
import { restSource } from "../../emulator/functions/triggers/cosmos/rest-source.ts";
import type { Clock } from "../../platform/clock/clock.ts";

/** Which trigger reads which container. */
export interface HostFeedOptions {
  readonly rest: CosmosRest;
  readonly clock: Clock;
  readonly database: string;
  readonly container: string;
  /** Name of the function. */
  readonly processor: string;
}

/**
 * The change feed of a container of one range, with the requests that the Functions host makes: a page, and a write of the lease for each
 * page that was handled. Nothing polls: who measures says when.
 */
export interface HostFeed {
  /** Reads a page; empty when nothing is new. */
  read(limit: number): Promise<readonly unknown[]>;
  /** Writes into the lease that the last page was handled. */
  checkpoint(): Promise<void>;
  /** Shows that the host is alive, as it does between pages. */
  renew(): Promise<void>;
  /** Looks how the leases are shared among hosts. */
  balance(): Promise<void>;
}

/** Makes the lease of the only range and takes it. */
export async function hostFeed({ rest, clock, database, container, processor }: HostFeedOptions): Promise<HostFeed> {
  const place = { database, container: "leases", partitionKeyPath: "/id", idPrefix: `${processor}host_d_c`, owner };
  const leases = new LeaseManager(restLeases(rest, place, clock), clock, owner);
  const source = restSource(rest, database, container);
  const ranges = await source.ranges();
  await leases.createMissing(ranges, null);
  const [free] = await leases.list();
  let lease: Lease | undefined = free && (await leases.acquire(free));
  if (ranges.length !== 1 || lease === undefined) throw new Error(`${container} has not one range that can be taken.`);
  let position: string | null = null;
  const held = (): Lease => {
    if (lease === undefined) throw new Error(`The lease of ${container} is lost.`);
    return lease;
  };
  return {
    async read(limit) {
      const page = await source.read(held().LeaseToken, position, { kind: "beginning" }, limit, never);
      position = page.continuation;
      return page.documents;
    },
    async checkpoint() {
      lease = await leases.checkpoint(held(), position ?? "");
    },
    async renew() {
      lease = await leases.renew(held());
    },
    async balance() {
      await leases.list();
    },
  };
}

/** As long as the names that Azure gives hosts. */
const owner = "0123456789abcdef0123456789abcdef";

const never = new AbortController().signal;
