import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between a caller and a system, and has the power cut while a command of the caller's is under way. */
export interface PowerCut {
  /** Where the caller sends to. */
  readonly url: string;
  /** Resolves when the power has been cut and is back; rejects when `cut` does. */
  readonly over: Promise<void>;
  close(): Promise<void>;
}

/**
 * Passes everything on to `api`. The `count`th command that comes is passed on, too, but never answered: its caller cannot
 * know whether it arrived. That makes the moment of a kill a matter of counting, on a slow machine as on a fast one.
 * @param cut ends the system and brings it back under the same address
 */
export async function powerCut(api: string, count: number, cut: () => Promise<void>): Promise<PowerCut> {
  let commands = 0;
  const over = Promise.withResolvers<void>();
  // Who waits for it sees the fault; before that it must not end the process.
  over.promise.catch(() => {});
  const server = createServer((incoming, outgoing) => {
    const isLast = isCommand(incoming) && ++commands === count;
    passOn(api, incoming, outgoing, isLast);
    // Read whole, and so on its way to the system.
    if (isLast) incoming.once("end", () => cut().then(over.resolve, over.reject));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    over: over.promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isCommand({ method, url }: IncomingMessage): boolean {
  return method === "POST" && url?.startsWith("/api/commands/") === true;
}

/** A connection that breaks behind breaks in front. */
function passOn(api: string, incoming: IncomingMessage, outgoing: ServerResponse, isUnanswered: boolean): void {
  const { method, headers, url } = incoming;
  const onward = request(new URL(url ?? "/", api), { method, headers }, (answer) => {
    if (isUnanswered) {
      answer.resume();
      outgoing.destroy();
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
