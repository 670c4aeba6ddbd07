import type { Catalog } from "../app/catalog.ts";
import type { StreamDefinition } from "../app/definition.ts";
import type { Envelope } from "../messages/envelope.ts";

/** The stream of a command. A command may outlive its stream's code: it parks then, like any command that has no decider. */
export function streamOf(catalog: Catalog, { stream: name = "" }: Envelope): StreamDefinition {
  const handlers = { initialState: () => undefined, decide: {}, evolve: {} };
  return catalog.streams.get(name) ?? { name, commands: [], events: [], handlers, onRejected: [], onFailed: [] };
}
