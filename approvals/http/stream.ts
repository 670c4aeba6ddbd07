import type { ServerResponse } from "node:http";
import { Refusal } from "../../webapp/refusal.ts";
import type { Change } from "../review/desk.ts";
import type { Hub } from "../review/hub.ts";

/** How often a quiet stream shows that it lives, in ms; proxies cut what says nothing for long. */
const heartbeat = 15_000;
/** A reader that is this many bytes behind is cut off; its page comes back and reads the list anew. */
const furthestBehind = 1_048_576;
const mostStreams = 500;

/** Streams of server-sent events, one per open page. */
export class Streams {
  readonly #changes: Hub<Change>;
  readonly #open = new Set<ServerResponse>();

  constructor(changes: Hub<Change>) {
    this.#changes = changes;
  }

  /** Sends every change from now on. What was before is in the list, which the page reads once the stream is open. */
  open(response: ServerResponse): void {
    if (this.#open.size >= mostStreams) throw new Refusal(503, "too-many-pages", "Too many pages are open.");
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
    response.write("retry: 1000\n\nevent: ready\ndata: {}\n\n");
    const deaf = this.#changes.listen((change) => {
      const [name, data] =
        "transfer" in change ? (["transfer", change.transfer] as const) : (["link", change.link] as const);
      if (response.writableLength > furthestBehind) response.destroy();
      else response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    });
    const beat = setInterval(() => response.write(": still here\n\n"), heartbeat);
    this.#open.add(response);
    response.once("close", () => {
      clearInterval(beat);
      deaf();
      this.#open.delete(response);
    });
  }

  /** Ends all streams. */
  close(): void {
    for (const response of this.#open) response.end();
  }
}
