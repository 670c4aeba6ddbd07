import type { Envelope } from "../messages/envelope.ts";
import { plainEventId } from "../messages/ids.ts";
import type { StoredKind } from "../stores/explorer.ts";

/** A message of a story. */
export interface StoryMessage {
  readonly kind: StoredKind;
  readonly envelope: Envelope;
}

/** A message in its place. */
export interface PlacedMessage extends StoryMessage {
  /** Id of the message of the story that caused it. */
  readonly parent?: string;
}

/** What comes first of what happened in the same millisecond. */
const rank: Readonly<Record<StoredKind, number>> = { command: 0, event: 1, notification: 2 };

/**
 * Messages in the order in which they happened, no effect before its cause: by time, since clocks of several hosts differ only
 * where that does not turn cause and effect around. Messages that cause each other in a ring, which nobody does by chance, come in
 * the order of their times.
 */
export function inStoryOrder(messages: readonly StoryMessage[]): readonly PlacedMessage[] {
  const byId = new Map(messages.map((message) => [message.envelope.id, message]));
  const waiting = new Map<string, StoryMessage[]>();
  const ready: StoryMessage[] = [];
  for (const message of messages) {
    const parent = parentOf(message, byId);
    if (parent === undefined) ready.push(message);
    else waiting.set(parent, [...(waiting.get(parent) ?? []), message]);
  }
  const placed: PlacedMessage[] = [];
  const place = (start: readonly StoryMessage[]) => {
    const open = [...start].sort(before);
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const parent = parentOf(next, byId);
      placed.push({ ...next, ...(parent === undefined ? {} : { parent }) });
      const effects = waiting.get(next.envelope.id);
      if (effects === undefined) continue;
      waiting.delete(next.envelope.id);
      open.push(...effects);
      open.sort(before);
    }
  };
  place(ready);
  const done = new Set(placed.map(({ envelope }) => envelope.id));
  const ring = messages.filter(({ envelope }) => !done.has(envelope.id)).sort(before);
  waiting.clear();
  place(ring);
  return placed;
}

function parentOf({ envelope }: StoryMessage, byId: ReadonlyMap<string, StoryMessage>): string | undefined {
  const cause = plainEventId(envelope.causationid);
  return cause !== envelope.id && byId.has(cause) ? cause : undefined;
}

function before(a: StoryMessage, b: StoryMessage): number {
  const [one, other] = [a.envelope, b.envelope];
  if (one.time !== other.time) return one.time < other.time ? -1 : 1;
  if (a.kind !== b.kind) return rank[a.kind] - rank[b.kind];
  if (one.stream === other.stream && one.streamid === other.streamid && one.streamversion !== other.streamversion) {
    return (one.streamversion ?? 0) - (other.streamversion ?? 0);
  }
  return one.id < other.id ? -1 : 1;
}
