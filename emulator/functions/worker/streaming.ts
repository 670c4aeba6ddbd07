import { Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";

/** Thrown into a response body's loop when its client has gone, so that the app's stream is cancelled. */
class ClientGone extends Error {
  override readonly name = "ClientGone";
}

/** Whether this is only the end of a stream whose client went away. */
export function isClientGone(thrown: unknown): boolean {
  return thrown instanceof ClientGone;
}

/**
 * Runs `open`, in which the library starts the server for streamed requests. Two things are changed about that server:
 * it listens on loopback only (left alone it listens on every interface), and a write to a client that has gone throws.
 * Without the latter the app's stream would never learn of it and be pumped for ever, as it is on Azure.
 */
export async function onLoopback<T>(open: () => Promise<T>, onClientGone: () => void): Promise<T> {
  const listen = NetServer.prototype.listen;
  const onLoopbackListen = function (this: NetServer, ...args: unknown[]): NetServer {
    const port = typeof args[0] === "number" ? args[0] : 0;
    const callback = args.find((argument) => typeof argument === "function") as (() => void) | undefined;
    if (this instanceof HttpServer) prepare(this, onClientGone);
    return listen.call(this, { port, host: "127.0.0.1" }, callback) as unknown as NetServer;
  };
  NetServer.prototype.listen = onLoopbackListen as typeof listen;
  try {
    return await open();
  } finally {
    NetServer.prototype.listen = listen;
  }
}

const abandoned = new Map<string, (error: ClientGone) => void>();

/**
 * Waits for the arguments of an invocation, which in streaming mode come over another connection. A client that leaves at
 * the wrong moment takes the request with it; the invocation would then wait until it timed out.
 * @throws ClientGone when it is abandoned before
 */
export async function unlessAbandoned<T>(invocationId: string, task: Promise<T>): Promise<T> {
  const gone = new Promise<never>((_, reject) => abandoned.set(invocationId, reject));
  try {
    return await Promise.race([task, gone]);
  } finally {
    abandoned.delete(invocationId);
  }
}

/** The client of an invocation has left: it ends if it still waits for its request. */
export function abandon(invocationId: string): void {
  abandoned.get(invocationId)?.(new ClientGone("The client closed the connection before its request arrived."));
}

/** Responses of streamed requests that are under way, by invocation id. */
const open = new Map<string, ServerResponse>();

/** Above the host's own limit, because the host adds header fields: what the host takes must not be refused here. */
const maxHeaderSize = 64 * 1024;

function prepare(server: HttpServer, onClientGone: () => void): void {
  Object.assign(server, { maxHeaderSize });
  // The host decides how long a connection lives; a close from this side would race with the next request.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.maxRequestsPerSocket = 0;
  server.prependListener("request", (request, response: ServerResponse) => {
    // A request that its handler has cancelled lets go of its socket.
    const { socket } = request;
    const id = String(request.headers["x-ms-invocation-id"]);
    open.set(id, response);
    response.on("finish", () => {
      if (!request.readableEnded) dropRest(request, socket);
    });
    response.on("close", () => {
      open.delete(id);
      if (response.writableFinished) return;
      if (response.headersSent) onClientGone();
      response.write = () => {
        throw new ClientGone("The client closed the connection before the response was complete.");
      };
    });
  });
}

/**
 * Reads on where a handler stopped before the end of the body; otherwise the next request on the connection would wait
 * behind it for ever.
 */
function dropRest(request: IncomingMessage, socket: Socket): void {
  // What Node's server does with a body that nobody touched. It has no public name, and nothing else makes the parser
  // go on when the handler has cancelled the body: what arrives for a destroyed stream stops the socket.
  (request as IncomingMessage & { _dump?: () => void })._dump?.();
  request.removeAllListeners("readable");
  // A stream notices only on the next tick that nobody listens for "readable" any more, and flows only then.
  setImmediate(() => {
    request.resume();
    socket.resume();
  });
}

/**
 * Cancels the stream that a handler returned as its body as soon as the client leaves. The library's own loop over it
 * would not: it never gives the stream back when it breaks off.
 */
export function cancelWhenClientLeaves(invocationId: string, result: unknown): void {
  const body = (result as { body?: unknown } | null | undefined)?.body;
  const response = open.get(invocationId);
  if (!(body instanceof ReadableStream) || body.locked || response === undefined) return;
  let reader: ReadableStreamDefaultReader<unknown> | undefined;
  const iterator = {
    next: () => {
      // Taken only now: a body that is read in another way must not be locked.
      reader ??= body.getReader();
      return reader.read();
    },
    return: async () => {
      await reader?.cancel();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  Object.defineProperty(body, "values", { value: () => iterator, configurable: true });
  response.once("close", () => {
    if (response.writableFinished) return;
    const cancelled = reader === undefined ? (body.locked ? undefined : body.cancel()) : reader.cancel();
    cancelled?.catch(() => {});
  });
}
