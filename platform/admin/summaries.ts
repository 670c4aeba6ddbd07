import { type Catalog, classOf } from "../app/catalog.ts";
import { partitionOf, plainEventId } from "../messages/ids.ts";
import type { LetterHead, MessageHead, StoredKind } from "../stores/explorer.ts";
import type { Stores } from "../stores/ports.ts";
import type { OutcomeRecord } from "../stores/records.ts";
import type { CommandStatus, MessageSummary } from "./shapes.ts";

/** Longest reason of a failure in a list, in characters. */
const longestReason = 300;

/** What is known of messages besides what they say themselves. */
export interface Around {
  /** Of commands, by id; none where they are not decided. */
  readonly outcomes: ReadonlyMap<string, OutcomeRecord>;
  /** By the id of the message that they are about. */
  readonly letters: ReadonlyMap<string, readonly LetterHead[]>;
}

/** A message with its kind. */
export interface KindAndHead {
  readonly kind: StoredKind;
  readonly head: MessageHead;
}

/** Reads what is known of messages: an outcome for each command, and the letters of their streams. */
export async function readAround(stores: Stores, messages: readonly KindAndHead[]): Promise<Around> {
  const commands = messages.filter(({ kind }) => kind === "command").map(({ head }) => head.id);
  const streams = new Set(
    messages.flatMap(({ head: { stream, streamid } }) =>
      stream === undefined || streamid === undefined ? [] : [partitionOf(stream, streamid)],
    ),
  );
  const [outcomes, letters] = await Promise.all([
    Promise.all(commands.map((id) => stores.outcomes.read(id))),
    stores.explorer.letters([...streams]),
  ]);
  const about = new Map<string, LetterHead[]>();
  for (const letter of letters) {
    const id = plainEventId(letter.messageId);
    about.set(id, [...(about.get(id) ?? []), letter]);
  }
  const known = outcomes.filter((outcome) => outcome !== undefined);
  return { outcomes: new Map(known.map((outcome) => [outcome.id, outcome])), letters: about };
}

/** One line of the message explorer. */
export function summaryOf(catalog: Catalog, { kind, head }: KindAndHead, around: Around): MessageSummary {
  const { id, type, stream, streamid, streamversion, recipient, correlationid, causationid, time, traceparent } = head;
  const letters = around.letters.get(id) ?? [];
  return {
    id,
    kind,
    name: classOf(catalog, type)?.messageName ?? type,
    type,
    version: versionOf(type),
    ...(stream === undefined ? {} : { stream }),
    ...(streamid === undefined ? {} : { streamid }),
    ...(streamversion === undefined ? {} : { streamversion }),
    ...(recipient === undefined ? {} : { recipient }),
    correlationid,
    causationid,
    time,
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(kind === "command" ? standing(around.outcomes.get(id), letters) : {}),
    letters: letters.map((letter) => letter.id),
  };
}

function standing(
  outcome: OutcomeRecord | undefined,
  letters: readonly LetterHead[],
): { readonly status: CommandStatus; readonly reason?: string } {
  if (outcome === undefined) return { status: "accepted" };
  const { status, rejection, deadLetter } = outcome;
  const error = status === "failed" ? letters.find(({ id }) => id === deadLetter)?.error : undefined;
  const reason = status === "rejected" ? rejection?.code : error?.slice(0, longestReason);
  return { status, ...(reason === undefined ? {} : { reason }) };
}

/** The version that a type names. */
export function versionOf(type: string): number {
  return Number(/\.v(\d+)$/.exec(type)?.[1] ?? 1);
}
