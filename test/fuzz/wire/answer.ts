/** The answer to a request, read whole, or up to the first bytes of an endless stream. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  readonly reason?: undefined;
  /** Whether the connection can be used again. */
  readonly keepsOpen: boolean;
}

/** Reads answers from bytes as they come. */
export class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0);
  readonly #isHead: boolean;

  constructor(method: string) {
    this.#isHead = method === "HEAD";
  }

  /** Whether nothing has come yet. */
  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  /** Adds what came; returns the answer when it is whole. */
  add(chunk: Buffer): Answer | undefined {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    return this.#read(false);
  }

  /** The connection has ended: what is there is the answer, if it is one. */
  end(): Answer | undefined {
    return this.#read(true);
  }

  #read(ended: boolean): Answer | undefined {
    const end = this.#bytes.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const [first = "", ...lines] = this.#bytes.toString("latin1", 0, end).split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
    const rest = this.#bytes.subarray(end + 4);
    if (status >= 100 && status < 200 && status !== 101) {
      this.#bytes = rest;
      return this.#read(ended);
    }
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    );
    const closes = headers.get("connection")?.toLowerCase() === "close";
    const whole = (body: Buffer, keepsOpen: boolean): Answer => ({
      status,
      headers,
      body: body.toString("utf8"),
      keepsOpen: keepsOpen && !closes && !ended,
    });
    if (this.#isHead || status === 204 || status === 304) return whole(Buffer.alloc(0), true);
    // Endless: that it opened is the answer.
    if (headers.get("content-type")?.startsWith("text/event-stream")) return whole(rest, false);
    const length = headers.get("content-length");
    if (length !== undefined) {
      const size = Number(length);
      if (rest.length >= size) return whole(rest.subarray(0, size), rest.length === size);
      return ended ? whole(rest, false) : undefined;
    }
    if (headers.get("transfer-encoding") === "chunked") {
      const body = dechunked(rest);
      if (body !== undefined) return whole(body, true);
    }
    return ended ? whole(rest, false) : undefined;
  }
}

/** The body behind chunks; undefined when the last one has not come. */
function dechunked(bytes: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf("\r\n", at);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, end), 16);
    if (size === 0) return bytes.length >= end + 4 ? Buffer.concat(parts) : undefined;
    if (!(size > 0) || bytes.length < end + 2 + size + 2) return undefined;
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
