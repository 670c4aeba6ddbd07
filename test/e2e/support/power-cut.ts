import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** When the power is cut: at the `count`th such request since the cut before, as soon as `until` has resolved. */
export interface Moment {
  readonly what: string;
  readonly at: (request: IncomingMessage) => boolean;
  readonly count: number;
  readonly until?: () => Promise<unknown>;
}

/** Stands between a caller and a system, and has the power cut while a request of the caller's is under way. */
export interface PowerCut {
  /** Where the caller sends to. */
  readonly url: string;
  /** What the moments were at which the power has been cut, so far. */
  readonly cuts: readonly string[];
  /** Resolves when the power has been cut at every moment and is back; rejects when `cut` or an `until` does. */
  readonly over: Promise<void>;
  close(): Promise<void>;
}

/**
 * Passes everything on to `api`. The request that makes a moment is passed on, too, but never answered: its caller cannot know
 * whether it arrived, and cannot be ready before the power is back. That makes a kill a matter of counting, on a slow machine
 * as on a fast one.
 * @param cut ends the system and brings it back under the same address
 */
export async function powerCut(api: string, moments: readonly Moment[], cut: () => Promise<void>): Promise<PowerCut> {
  const [left, cuts] = [[...moments], [] as string[]];
  let counted = 0;
  let isCutting = false;
  const over = Promise.withResolvers<void>();
  // Who waits for it sees the fault; before that it must not end the process.
  over.promise.catch(() => {});
  const cutAt = async ({ what, until }: Moment) => {
    await until?.();
    await cut();
    cuts.push(what);
    left.shift();
    [counted, isCutting] = [0, false];
    if (left.length === 0) over.resolve();
  };
  const server = createServer((incoming, outgoing) => {
    const [moment] = left;
    const isIt = moment?.at(incoming) === true && !isCutting && ++counted === moment.count;
    isCutting ||= isIt;
    passOn(api, incoming, outgoing, isIt);
    // Read whole, and so on its way to the system; or broken off, and then the moment is the same.
    if (isIt) {
      const breakOff = () => outgoing.destroy();
      incoming.once("close", () => cutAt(moment).catch(over.reject).finally(breakOff));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cuts,
    over: over.promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Whether a request sends a command: one of these names, or any. */
export function sendsCommand(...names: readonly string[]): Moment["at"] {
  return ({ method, url = "" }) => {
    const [, name = ""] = /^\/api\/commands\/([^/?]+)/.exec(url) ?? [];
    return method === "POST" && name !== "" && (names.length === 0 || names.includes(name));
  };
}

/** A connection that breaks behind breaks in front. */
function passOn(api: string, incoming: IncomingMessage, outgoing: ServerResponse, isUnanswered: boolean): void {
  const { method, headers, url } = incoming;
  const onward = request(new URL(url ?? "/", api), { method, headers }, (answer) => {
    if (isUnanswered) {
      answer.resume();
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.once("error", () => outgoing.destroy());
  });
  onward.once("error", () => outgoing.destroy());
  outgoing.once("close", () => onward.destroy());
  incoming.pipe(onward);
}
