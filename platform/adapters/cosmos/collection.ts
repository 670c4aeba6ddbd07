import type { Container } from "@azure/cosmos";
import { type AcrossRanges, acrossRanges, type Reopenable } from "./across-ranges.ts";
import { OperationQueue } from "./operations.ts";
import type { CosmosTracing } from "./tracing.ts";

/** A container and the queues through which its documents are read and written. */
export interface Collection {
  readonly container: Container;
  readonly reads: OperationQueue;
  readonly writes: OperationQueue;
  /** Undefined: nobody wants to know. */
  readonly tracing: CosmosTracing | undefined;
  /** For queries that name no partition. */
  readonly across: <T>(query: (container: Container) => Promise<T>) => Promise<T>;
}

/** Finds the collections of a database by name: one for each container, however often it is asked for. */
export function collectionsOf(opened: Reopenable, tracing?: CosmosTracing): (name: string) => Collection {
  const open = new Map<string, Collection>();
  const across: AcrossRanges = acrossRanges(opened);
  return (name) => {
    const found = open.get(name);
    if (found !== undefined) return found;
    const container = opened.database.container(name);
    const made: Collection = {
      container,
      reads: new OperationQueue(container, tracing),
      writes: new OperationQueue(container, tracing),
      tracing,
      across: (query) => across(name, query),
    };
    open.set(name, made);
    return made;
  };
}
