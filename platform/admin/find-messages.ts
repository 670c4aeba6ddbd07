import { parseCommandId } from "../messages/ids.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import { typesOf } from "../messages/versions.ts";
import { type HeadPlace, type MarkPlace, type MessageFilter, meets, type StoredKind } from "../stores/explorer.ts";
import { type Looked, messageById } from "./messages.ts";
import type { CommandStatus, MessagesAnswer } from "./shapes.ts";
import { type KindAndHead, readAround, summaryOf } from "./summaries.ts";

/** Who is looked for; all of it must be met. */
export interface MessageSearch {
  readonly id?: string;
  readonly message?: AnyMessageClass;
  readonly kind?: StoredKind;
  readonly status?: CommandStatus;
  /** An id, or somewhere in the payloads since `textSince`. */
  readonly text?: string;
  /** Of payloads only. RFC 3339 with milliseconds, UTC. */
  readonly textSince?: string;
  readonly filter: Omit<MessageFilter, "text" | "anyId" | "types">;
  readonly limit: number;
  readonly after?: SearchPlace;
}

/** Where a search goes on: behind a message, or behind a mark. */
export type SearchPlace =
  | { readonly by: "time"; readonly time: string; readonly kind: StoredKind; readonly id: string }
  | ({ readonly by: "mark" } & MarkPlace);

/** What a search found, and where it goes on. */
export interface SearchPage extends Pick<MessagesAnswer, "items"> {
  readonly next?: SearchPlace;
}

/** Marks of refused and failed commands that one request looks at, where more is wanted of the commands than that. */
const mostLooked = 1000;
/** Commands that one request looks at for how they stand, which takes a read for each. */
const mostStanding = 300;

/** What comes first of what happened in the same millisecond: effects are newer than their causes. */
const newestKind: readonly StoredKind[] = ["notification", "event", "command"];

/** Messages that meet everything that is asked for, newest first. */
export async function findMessages(runtime: Looked, search: MessageSearch): Promise<SearchPage> {
  if (search.id !== undefined) return byId(runtime, search, search.id);
  const kinds = kindsOf(search);
  if (kinds.length === 0) return { items: [] };
  const { status } = search;
  if (status === undefined) {
    const found = await merged(runtime, search, kinds, search.after, search.limit + 1);
    return page(runtime, found, search.limit);
  }
  if ((status === "rejected" || status === "failed") && !isSelective(search)) return byMarks(runtime, search, status);
  return byStatus(runtime, search, kinds, status);
}

async function byId(runtime: Looked, search: MessageSearch, id: string): Promise<SearchPage> {
  const found = await messageById(runtime, id);
  if (found === undefined || search.after !== undefined) return { items: [] };
  const { kind, envelope } = found;
  const { status, text } = search;
  if (!kindsOf(search).includes(kind) || !meets(envelope, filterOf(search))) return { items: [] };
  if (text !== undefined && !isAbout(search, found)) return { items: [] };
  const { items } = await page(runtime, [{ kind, head: envelope }], 1);
  return { items: items.filter((item) => status === undefined || item.status === status) };
}

function isAbout(
  { text = "", textSince }: MessageSearch,
  { envelope }: { readonly envelope: Parameters<typeof meets>[0] },
) {
  return meets(envelope, { anyId: text }) || meets(envelope, { text, ...(textSince && { since: textSince }) });
}

/** Where such messages can be at all. */
function kindsOf({ kind, message, status, filter }: MessageSearch): readonly StoredKind[] {
  const { stream, streamid, recipient } = filter;
  return newestKind.filter(
    (one) =>
      (kind === undefined || kind === one) &&
      (message === undefined || message.kind === one) &&
      (status === undefined || one === "command") &&
      (recipient === undefined || one === "notification") &&
      ((stream === undefined && streamid === undefined) || one !== "notification"),
  );
}

/** Whether an index leaves few messages over, so that the commands themselves are looked at. */
function isSelective({ filter, text }: MessageSearch): boolean {
  return filter.correlation !== undefined || filter.streamid !== undefined || text !== undefined;
}

function filterOf({ message, filter }: MessageSearch): MessageFilter {
  return message === undefined ? filter : { ...filter, types: typesOf(message) };
}

/** Heads of several kinds in one order, each once. */
async function merged(
  { stores }: Looked,
  search: MessageSearch,
  kinds: readonly StoredKind[],
  after: SearchPlace | undefined,
  limit: number,
): Promise<readonly KindAndHead[]> {
  const filter = filterOf(search);
  const { text, textSince } = search;
  const later = (a: string, b: string) => (a > b ? a : b);
  const filters: readonly MessageFilter[] =
    text === undefined
      ? [filter]
      : [
          { ...filter, anyId: text },
          { ...filter, text, ...(textSince === undefined ? {} : { since: later(textSince, filter.since ?? "") }) },
        ];
  const asked = kinds.flatMap((kind) =>
    filters.map(async (one) => {
      const place = placeFor(kind, after);
      const heads = await stores.explorer.heads(kind, {
        filter: one,
        limit,
        ...(place === undefined ? {} : { after: place }),
      });
      return heads.map((head): KindAndHead => ({ kind, head }));
    }),
  );
  const found = new Map<string, KindAndHead>();
  for (const part of await Promise.all(asked)) for (const one of part) found.set(`${one.kind} ${one.head.id}`, one);
  return [...found.values()].sort(inOrder).slice(0, limit);
}

function placeFor(kind: StoredKind, after: SearchPlace | undefined): HeadPlace | undefined {
  if (after?.by !== "time") return undefined;
  const difference = newestKind.indexOf(kind) - newestKind.indexOf(after.kind);
  return { time: after.time, rest: difference === 0 ? { below: after.id } : difference > 0 ? "all" : "none" };
}

function inOrder(a: KindAndHead, b: KindAndHead): number {
  if (a.head.time !== b.head.time) return a.head.time < b.head.time ? 1 : -1;
  if (a.kind !== b.kind) return newestKind.indexOf(a.kind) - newestKind.indexOf(b.kind);
  return a.head.id < b.head.id ? 1 : -1;
}

function placeOf({ kind, head: { time, id } }: KindAndHead): SearchPlace {
  return { by: "time", time, kind, id };
}

/** One more than the limit tells that there is another page. */
async function page(runtime: Looked, found: readonly KindAndHead[], limit: number): Promise<SearchPage> {
  const shown = found.slice(0, limit);
  const around = await readAround(runtime.stores, shown);
  const last = shown.at(-1);
  return {
    items: shown.map((one) => summaryOf(runtime.catalog, one, around)),
    ...(found.length > limit && last !== undefined ? { next: placeOf(last) } : {}),
  };
}

/** The commands' own documents do not say how they stand: they are looked at, newest first, until there are enough. */
async function byStatus(
  runtime: Looked,
  search: MessageSearch,
  kinds: readonly StoredKind[],
  status: CommandStatus,
): Promise<SearchPage> {
  const items: MessagesAnswer["items"][number][] = [];
  let after = search.after;
  for (let looked = 0; looked < mostStanding; ) {
    const step = Math.min(mostStanding - looked, Math.max(search.limit, 100));
    const found = await merged(runtime, search, kinds, after, step + 1);
    const shown = found.slice(0, step);
    const around = await readAround(runtime.stores, shown);
    for (const one of shown) {
      const item = summaryOf(runtime.catalog, one, around);
      if (item.status !== status) continue;
      if (items.length === search.limit) return { items, ...(after === undefined ? {} : { next: after }) };
      items.push(item);
      after = placeOf(one);
    }
    looked += shown.length;
    const last = shown.at(-1);
    if (last === undefined || found.length <= step) return { items };
    after = placeOf(last);
    if (items.length === search.limit) break;
  }
  return { items, ...(after === undefined ? {} : { next: after }) };
}

/** What stands in the streams for commands without events: few, and the index finds them. */
async function byMarks(runtime: Looked, search: MessageSearch, status: "rejected" | "failed"): Promise<SearchPage> {
  const { stores } = runtime;
  const filter = filterOf(search);
  const found: KindAndHead[] = [];
  let after: MarkPlace | undefined = search.after?.by === "mark" ? search.after : undefined;
  let more = true;
  for (let looked = 0; more && looked < mostLooked && found.length < search.limit; ) {
    const step = Math.max(search.limit - found.length, 50);
    const marks = await stores.explorer.marked(status, after, step + 1);
    more = marks.length > step;
    const commands = await Promise.all(
      marks.slice(0, step).map(async (mark) => {
        const hash = parseCommandId(mark.commandId)?.hash;
        return {
          mark,
          envelope: hash === undefined ? undefined : (await stores.commands.read(mark.partition, hash))?.envelope,
        };
      }),
    );
    looked += commands.length;
    for (const { mark, envelope } of commands) {
      if (found.length === search.limit) {
        more = true;
        break;
      }
      after = mark.place;
      if (envelope !== undefined && meets(envelope, filter)) found.push({ kind: "command", head: envelope });
    }
  }
  const { items } = await page(runtime, found, search.limit);
  return { items, ...(more && after !== undefined ? { next: { by: "mark", ...after } } : {}) };
}
