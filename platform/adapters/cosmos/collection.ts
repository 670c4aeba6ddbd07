import type { Container, Database } from "@azure/cosmos";
import { OperationQueue } from "./operations.ts";

/** A container and the queues through which its documents are read and written. */
export interface Collection {
  readonly container: Container;
  readonly reads: OperationQueue;
  readonly writes: OperationQueue;
}

/** Finds the collections of a database by name: one for each container, however often it is asked for. */
export function collectionsOf(database: Database): (name: string) => Collection {
  const open = new Map<string, Collection>();
  return (name) => {
    const found = open.get(name);
    if (found !== undefined) return found;
    const container = database.container(name);
    const made = { container, reads: new OperationQueue(container), writes: new OperationQueue(container) };
    open.set(name, made);
    return made;
  };
}
