import type { Container, Database, JSONObject } from "@azure/cosmos";
import type { MemoryStores } from "../../platform/adapters/memory/stores.ts";
import type { ReadModelDescriptor } from "../../platform/read-models/projection.ts";

/** Documents of one request, and requests at the same time. */
const perRequest = 100;
const atOnce = 4;
/** Created; there already, from an earlier run with the same seed. */
const stored = new Set([201, 409]);

/** A container in memory. */
interface Kept {
  all(): readonly { readonly document: { readonly id: string } }[];
}

/** What was written. */
export interface Copied {
  readonly documents: number;
}

/**
 * Writes all that stores in memory hold into a database. What is there already stays.
 * @throws Error when the database refuses a document
 */
export async function copyStores(
  stores: MemoryStores,
  readModels: readonly ReadModelDescriptor[],
  database: Database,
  onProgress: (documents: number) => void = () => {},
): Promise<Copied> {
  const { commands, events, outcomes, notifications, deadLetters } = stores.containers;
  const all: readonly (readonly [string, Kept])[] = [
    // Causes before effects, for whoever looks meanwhile.
    ["commands", commands],
    ["events", events],
    ["dead-letters", deadLetters],
    ["outcomes", outcomes],
    ["notifications", notifications],
    ...readModels.map(({ container }) => [container, stores.readModels.container(container)] as const),
  ];
  let documents = 0;
  for (const [name, from] of all) {
    const container = database.container(name);
    // As they happened, which is how a system that has really run has them.
    const waiting = from
      .all()
      .map(({ document }) => document)
      .sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0));
    const work = async () => {
      for (let some = waiting.splice(0, perRequest); some.length > 0; some = waiting.splice(0, perRequest)) {
        await createAll(container, some);
        documents += some.length;
        onProgress(documents);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  return { documents };
}

/** Of messages: what is derived from them stays in the order that it has. */
function timeOf(document: object): string {
  return (document as { readonly envelope?: { readonly time: string } }).envelope?.time ?? "";
}

async function createAll(container: Container, documents: readonly { readonly id: string }[]): Promise<void> {
  const operations = documents.map((document) => ({
    operationType: "Create" as const,
    resourceBody: document as unknown as JSONObject,
  }));
  const results = await container.items.bulk(operations, { continueOnError: true });
  const failed = results.find(({ statusCode }) => !stored.has(statusCode));
  if (failed !== undefined) throw new Error(`${container.id} refused a document with ${failed.statusCode}.`);
}
