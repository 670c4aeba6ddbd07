import { classOf, newestEnvelope } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { isVersionOf } from "../messages/versions.ts";
import { instanceIdOf, keyOf } from "../processes/instance.ts";
import type { LetterHead, StoredKind } from "../stores/explorer.ts";
import { outcomeOf } from "./messages.ts";
import { processesById } from "./processes.ts";
import type { StoryAnswer, StoryEntry, StoryFailure } from "./shapes.ts";
import { inStoryOrder, type PlacedMessage, type StoryMessage } from "./story-order.ts";
import { type Around, readAround, summaryOf } from "./summaries.ts";

/** Entries of a story at most. */
const mostEntries = 500;
/** Instances of a story at most. */
const mostInstances = 20;

const kinds: readonly StoredKind[] = ["command", "event", "notification"];

/** Everything that one request set off; undefined when nothing has this correlation id. */
export async function tellStory(runtime: Runtime, correlationid: string): Promise<StoryAnswer | undefined> {
  const parts = await Promise.all(
    kinds.map(async (kind) => {
      const envelopes = await runtime.stores.explorer.correlated(kind, correlationid, mostEntries + 1);
      return envelopes.map((envelope): StoryMessage => ({ kind, envelope }));
    }),
  );
  const messages = parts.flat();
  if (messages.length === 0) return undefined;
  const placed = inStoryOrder(messages);
  const shown = placed.slice(0, mostEntries);
  const around = await readAround(
    runtime.stores,
    shown.map(({ kind, envelope }) => ({ kind, head: envelope })),
  );
  return {
    correlationid,
    entries: shown.map((entry) => entryOf(runtime, entry, shown, around)),
    processes: await processesById(runtime, instancesOf(runtime, shown)),
    truncated: placed.length > mostEntries,
  };
}

function entryOf(
  { catalog }: Runtime,
  { kind, envelope, parent }: PlacedMessage,
  story: readonly PlacedMessage[],
  around: Around,
): StoryEntry {
  const outcome = around.outcomes.get(envelope.id);
  const letters = around.letters.get(envelope.id) ?? [];
  const decided = outcome === undefined ? undefined : decidedAt(envelope.id, story, letters);
  return {
    ...summaryOf(catalog, { kind, head: envelope }, around),
    ...(parent === undefined ? {} : { parent }),
    envelope,
    ...(decided === undefined ? {} : { decided }),
    ...(kind === "command" ? { outcome: outcomeOf(catalog, envelope, outcome) } : {}),
    failures: letters.map(failureOf),
  };
}

/** The outcome keeps no time: its first effect was stored just before it, and a refusal's notification just after. */
function decidedAt(id: string, story: readonly PlacedMessage[], letters: readonly LetterHead[]): string | undefined {
  const effect = story.find(({ kind, parent }) => parent === id && kind !== "command");
  return effect?.envelope.time ?? letters[0]?.attempts.at(-1)?.at;
}

function failureOf({ id, handler, error, attempts, retryAt, closed }: LetterHead): StoryFailure {
  return {
    letter: id,
    handler,
    error,
    attempts,
    ...(retryAt === undefined || closed !== undefined ? {} : { retryAt }),
    ...(closed === undefined ? {} : { closed: { how: closed.how, at: closed.at } }),
  };
}

/** The instances that events of a story start or are handed to: their ids are made of what stands in the events. */
function instancesOf({ catalog }: Runtime, story: readonly StoryMessage[]): readonly string[] {
  const ids = new Set<string>();
  for (const { kind, envelope } of story) {
    const message = kind === "event" ? classOf(catalog, envelope.type) : undefined;
    if (message === undefined) continue;
    for (const process of catalog.app.processes ?? []) {
      const wanted = [...process.startedBy, ...process.waitsFor].some((one) => isVersionOf(one, envelope.type));
      if (!wanted || ids.size >= mostInstances) continue;
      try {
        ids.add(instanceIdOf(process.name, keyOf(process, newestEnvelope(catalog, message, envelope))));
      } catch (error) {
        // It has no key: then it reached no instance either, and its letter says so.
        if (!(error instanceof HandlerError)) throw error;
      }
    }
  }
  return [...ids];
}
