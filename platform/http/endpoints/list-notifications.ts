import { nameOfType } from "../../app/catalog.ts";
import type { Runtime } from "../../app/runtime.ts";
import { sleep } from "../../clock/clock.ts";
import type { EarlierVersion } from "../../messages/message-class.ts";
import { longestRecipient } from "../../notifications/notification.ts";
import { notificationFor, type Pins } from "../../notifications/pinned-versions.ts";
import type { NotificationPage } from "../../stores/ports.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import { type HttpEndpoint, type HttpRequest, type HttpResponse, json } from "../exchange.ts";
import { wantsEventStream } from "../headers.ts";
import { Problem } from "../problem.ts";
import { pageLimit, queryValues } from "../query.ts";
import { versionHeaders, versionNumbered } from "../versions.ts";

/** A comment line at least this often shows proxies that the stream lives, milliseconds. */
const heartbeatEvery = 15_000;
/**
 * A stream ends after this long, milliseconds, and the client comes back by itself: the host may not tell that it left. It ends
 * with the token before, so that nobody hears longer than they may ask.
 */
const longestStream = 240_000;
/** Notifications of one read of the store while streaming. */
const streamPage = 100;

/** Notifications of one recipient, oldest first: a JSON page, or server-sent events when the client accepts those. */
export function listNotifications(runtime: Runtime, pollEvery: number): HttpEndpoint {
  return async (request) => {
    const values = queryValues(request, ["recipient", "after", "limit", "versions"]);
    const reader = readerOf(runtime, values.get("versions"));
    const recipient = values.get("recipient") ?? "";
    if (recipient === "" || Buffer.byteLength(recipient, "utf8") > longestRecipient) {
      throw new Problem("invalid-query", `recipient must be given, with at most ${longestRecipient} bytes.`);
    }
    const limit = pageLimit(values);
    const after = values.get("after");
    if (wantsEventStream(request)) {
      return stream(runtime, request, recipient, request.headers.get("last-event-id") || after, pollEvery, reader);
    }
    const page = await read(runtime, recipient, after, limit);
    const next = page.items.length === limit ? { next: page.position } : {};
    const items = page.items.map((item) => notificationFor(runtime, reader.pins, item.envelope));
    return json(200, { items, ...next, position: page.position }, { "cache-control": "no-store", ...reader.headers });
  };
}

/** Which versions a reader gets, and what the answer says of them. */
interface Reader {
  readonly pins: Pins;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads `versions=BalanceChanged:1,TransferReceived:2`: what is not named there comes in its newest version. */
function readerOf(runtime: Runtime, text: string | undefined): Reader {
  const pins = new Map<string, EarlierVersion>();
  const now = runtime.clock.now();
  for (const part of text === undefined ? [] : text.split(",")) {
    const [, name = "", version] = /^([A-Za-z0-9]+):([1-9][0-9]{0,8})$/.exec(part) ?? [];
    const message = runtime.catalog.byName.get(name);
    if (message?.kind !== "notification") {
      throw new Problem("invalid-query", "versions must name notifications and versions: versions=BalanceChanged:1.");
    }
    if (pins.has(name)) throw new Problem("invalid-query", `versions names ${name} twice.`);
    const found = versionNumbered(message, Number(version), now);
    if (found !== undefined) pins.set(name, found);
  }
  const ends = [...pins.values()].sort((a, b) => ((a.sunset ?? "") < (b.sunset ?? "") ? -1 : 1));
  return { pins, headers: ends[0] === undefined ? {} : versionHeaders(ends[0], now) };
}

async function read(
  runtime: Runtime,
  recipient: string,
  position: string | undefined,
  limit: number,
): Promise<NotificationPage> {
  const page = await runtime.stores.notifications.read(recipient, position, limit);
  if (page === undefined) throw new Problem("invalid-cursor", "The position is not one that was given out.");
  return page;
}

/** The first page is read before the answer begins, so that a bad position is still a problem document. */
async function stream(
  runtime: Runtime,
  request: HttpRequest,
  recipient: string,
  position: string | undefined,
  pollEvery: number,
  reader: Reader,
): Promise<HttpResponse> {
  const first = await read(runtime, recipient, position, streamPage);
  const headers = {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // Proxies of the nginx family would hold the events back.
    "x-accel-buffering": "no",
    ...reader.headers,
  };
  return { status: 200, headers, body: follow(runtime, request, recipient, first, pollEvery, reader.pins) };
}

async function* follow(
  runtime: Runtime,
  { caller, signal }: HttpRequest,
  recipient: string,
  first: NotificationPage,
  pollEvery: number,
  pins: Pins,
): AsyncGenerator<Uint8Array> {
  const { clock } = runtime;
  const started = clock.now();
  const end = Math.min(started + longestStream, caller?.until ?? Number.POSITIVE_INFINITY);
  let lastSent = started;
  let page = first;
  yield encode("retry: 1000\n\n");
  while (!signal?.aborted && clock.now() < end) {
    for (const item of page.items) yield encode(eventText(runtime, pins, item));
    if (page.items.length > 0) lastSent = clock.now();
    else await sleep(clock, Math.min(pollEvery, Math.max(0, end - clock.now())), signal);
    if (clock.now() - lastSent >= heartbeatEvery) {
      yield encode(": still here\n\n");
      lastSent = clock.now();
    }
    page = await readQuietly(runtime, recipient, page.position);
  }
}

/** A stumbling store is no reason to end the stream: nothing is new, for now. */
async function readQuietly(runtime: Runtime, recipient: string, position: string): Promise<NotificationPage> {
  try {
    return await read(runtime, recipient, position, streamPage);
  } catch (error) {
    runtime.log(logEvents.notificationsUnreadable, { error });
    return { items: [], position };
  }
}

function eventText(runtime: Runtime, pins: Pins, { envelope, position }: NotificationPage["items"][number]): string {
  const shown = notificationFor(runtime, pins, envelope);
  return `id: ${position}\nevent: ${nameOfType(runtime.catalog, shown.type)}\ndata: ${JSON.stringify(shown)}\n\n`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
