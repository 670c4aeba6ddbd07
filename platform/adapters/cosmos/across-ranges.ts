import type { Container, CosmosDiagnostics, Database } from "@azure/cosmos";
import { StoreError } from "../../stores/errors.ts";

/** A database, and how to open it once more with a client that remembers no partition ranges. */
export interface Reopenable {
  readonly database: Database;
  readonly reopen: () => Reopened;
}

/** A database over a client of its own. */
export interface Reopened {
  readonly database: Database;
  readonly close: () => void;
}

/** Runs something on a container as a client sees it that knows today's partition ranges. */
export type AcrossRanges = <T>(container: string, query: (container: Container) => Promise<T>) => Promise<T>;

/** A query met a range that was split: what it returned so far is not all there is. */
export class RangesMoved extends Error {
  override readonly name = "RangesMoved";
}

/** Times a query begins anew before its caller is told. One start is enough unless ranges are split in quick succession. */
const mostStarts = 10;

/** What Cosmos answers when a range was split. */
const gone = 410;
const rangeGone = 1002;

/**
 * Guards queries over several partitions against partition splits.
 *
 * The SDK (4.10.1) asks each range and merges the answers, by ranges that the client remembers for good. When one of them was
 * split meanwhile, its iterator asks the old range for ever, or, with an aggregate, returns without that range's share. Only a
 * new client reads the ranges anew. So a page behind which a 410/1002 stood is thrown away (`checkRanges`), the client of such
 * queries is replaced by a new one, and the query begins again. Point operations, batches, bulk and change feeds recover by
 * themselves and stay with the first client.
 */
export function acrossRanges({ database, reopen }: Reopenable): AcrossRanges {
  let current: Reopened = { database, close() {} };
  return async (name, query) => {
    for (let start = 1; ; start++) {
      const used = current;
      try {
        return await query(used.database.container(name));
      } catch (error) {
        if (!(error instanceof RangesMoved)) throw error;
        // Of several queries that met the same split, the first one replaces the client.
        if (current === used) {
          current = reopen();
          used.close();
        }
        if (start === mostStarts) {
          throw new StoreError("transient", `The partition ranges of ${name} are being split.`, { cause: error });
        }
      }
    }
  };
}

/** Looks at what stood behind one page of a query. @throws RangesMoved when a range was split, so that the page is worthless */
export function checkRanges({ diagnostics }: { readonly diagnostics: CosmosDiagnostics }): void {
  const { gatewayStatistics } = diagnostics.clientSideRequestStatistics;
  if (gatewayStatistics.some(({ statusCode, subStatusCode }) => statusCode === gone && subStatusCode === rangeGone)) {
    throw new RangesMoved("A partition range was split while it was queried.");
  }
}
