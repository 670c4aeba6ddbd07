import { CosmosClient } from "@azure/cosmos";
import { eventually } from "./http.ts";
import { keysOf, type System } from "./system.ts";

/** What a system keeps of itself, and writes at any time. */
const bookkeeping: ReadonlySet<string> = new Set(["leases"]);

/** Looks at everything that a system has stored. */
export interface Stored {
  /** A line for every document of every container, with its ETag, so that a changed one shows. */
  look(): Promise<readonly string[]>;
  /** Waits until two looks see the same. */
  rest(): Promise<readonly string[]>;
  dispose(): void;
}

/** Opens the Cosmos DB of a system. */
export function storedIn(system: Pick<System, "cosmos" | "dataDir">): Stored {
  const client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(system.dataDir).cosmos });
  const database = client.database("credits");
  const look = async () => {
    const { resources } = await database.containers.readAll().fetchAll();
    const names = resources.map(({ id }) => id).filter((id) => !bookkeeping.has(id));
    const lists = await Promise.all(
      names.map(async (name) => {
        const found = await database.container(name).items.readAll().fetchAll();
        return found.resources.map(({ id, _etag }) => `${name} ${id} ${_etag}`);
      }),
    );
    return lists.flat().sort();
  };
  return {
    look,
    async rest() {
      let last = await look();
      const same = async () => {
        const before = last;
        last = await look();
        return last.join("\n") === before.join("\n");
      };
      await eventually(same, (is) => is);
      return last;
    },
    dispose: () => client.dispose(),
  };
}
