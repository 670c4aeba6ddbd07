import { ChangeFeedStartFrom, CosmosClient, type Database } from "@azure/cosmos";
import type {
  CommandRecord,
  DeadLetterRecord,
  EventRecord,
  OutcomeMarker,
  OutcomeRecord,
} from "../../platform/stores/records.ts";

/** A document and when it was stored: a number that grows within its container. */
export type Placed<T> = T & { readonly _lsn: number };

/** All that the stores hold of what was done. */
export interface Stored {
  readonly commands: readonly Placed<CommandRecord>[];
  readonly events: readonly Placed<EventRecord | OutcomeMarker>[];
  readonly outcomes: readonly Placed<OutcomeRecord>[];
  /** Letters, marks of parked streams, and what waits behind them. */
  readonly deadLetters: readonly Placed<DeadLetterRecord>[];
}

/** Reads the stores from their change feeds, which tell in which order documents were stored. */
export async function readStored(at: {
  readonly url: string;
  readonly key: string;
  readonly database: string;
}): Promise<Stored> {
  const client = new CosmosClient({ endpoint: at.url, key: at.key });
  try {
    const database = client.database(at.database);
    return {
      commands: await everything(database, "commands"),
      events: await everything(database, "events"),
      outcomes: await everything(database, "outcomes"),
      deadLetters: await everything(database, "dead-letters"),
    };
  } finally {
    client.dispose();
  }
}

async function everything<T>(database: Database, container: string): Promise<Placed<T>[]> {
  const all: Placed<T>[] = [];
  for (const range of await database.container(container).getFeedRanges()) {
    const iterator = database.container(container).items.getChangeFeedIterator<Placed<T>>({
      changeFeedStartFrom: ChangeFeedStartFrom.Beginning(range),
      maxItemCount: 1_000,
    });
    for (let page = await iterator.readNext(); page.statusCode !== 304; page = await iterator.readNext()) {
      all.push(...page.result);
    }
  }
  return all.sort((a, b) => a._lsn - b._lsn);
}
