import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { type Answer, AnswerReader } from "./answer.ts";
import { bytesOf, type FuzzRequest, isWellFramed } from "./request.ts";

/** What came of a request: an answer, or why there is none. */
export type Outcome = Answer | { readonly status: 0; readonly reason: "closed" | "reset" | "timeout" };

/** A server may think this long before it counts as hanging, ms. */
const patience = 25_000;

/** Sends requests byte by byte as they are, over one kept connection where both sides can keep it. */
export class Client {
  readonly #host: string;
  readonly #port: number;
  readonly #secure: boolean;
  #kept: Socket | undefined;

  /** @param url of the server; only scheme, host and port count */
  constructor(url: string) {
    const { hostname, port, protocol } = new URL(url);
    this.#secure = protocol === "https:";
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** Sends one request. Never rejects. */
  async send(request: FuzzRequest): Promise<Outcome> {
    // One that the server has ended while nobody listened would never say so again.
    const kept = this.#kept?.writable === true && !this.#kept.readableEnded ? this.#kept : undefined;
    this.#kept = undefined;
    const first = await this.#exchange(request, kept);
    // A server may close a kept connection just when it is taken again; that says nothing about the request.
    if (first.reason !== undefined && kept !== undefined && first.reason !== "timeout")
      return this.#exchange(request, undefined);
    return first;
  }

  /** Ends the kept connection. */
  close(): void {
    this.#kept?.destroy();
    this.#kept = undefined;
  }

  #open(): Socket {
    const to = { port: this.#port, host: this.#host };
    // Whose certificate it is does not matter here.
    return this.#secure ? connectSecurely({ ...to, rejectUnauthorized: false }) : connect(to);
  }

  #exchange(request: FuzzRequest, kept: Socket | undefined): Promise<Outcome> {
    const socket = kept ?? this.#open();
    const reader = new AnswerReader(request.method);
    return new Promise((resolve) => {
      let over = false;
      const finish = (outcome: Outcome, keep: boolean) => {
        if (over) return;
        over = true;
        socket.removeAllListeners("data").removeAllListeners("end").removeAllListeners("close");
        socket.removeAllListeners("timeout").setTimeout(0);
        if (keep) this.#kept = socket;
        else socket.destroy();
        resolve(outcome);
      };
      const ended = (reason: "closed" | "reset") => finish(reader.end() ?? { status: 0, reason }, false);
      socket.removeAllListeners("error").on("error", () => ended("reset"));
      socket.on("end", () => ended("closed")).on("close", () => ended("closed"));
      socket.setTimeout(patience).on("timeout", () => finish({ status: 0, reason: "timeout" }, false));
      socket.on("data", (chunk: Buffer) => {
        const answer = reader.add(chunk);
        if (answer !== undefined) finish(answer, answer.keepsOpen && isWellFramed(request));
      });
      socket.write(bytesOf(request, `${this.#host}:${this.#port}`));
      // Half of a request, then nothing more: the server must notice and let go.
      if (request.framing === "cut") socket.end();
    });
  }
}
