import { Server as HttpServer, type ServerResponse } from "node:http";
import { Server as NetServer } from "node:net";

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

function prepare(server: HttpServer, onClientGone: () => void): void {
  // The host decides how long a connection lives; a close from this side would race with the next request.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.maxRequestsPerSocket = 0;
  server.prependListener("request", (_request, response: ServerResponse) => {
    response.on("close", () => {
      if (response.writableFinished) return;
      if (response.headersSent) onClientGone();
      response.write = () => {
        throw new ClientGone("The client closed the connection before the response was complete.");
      };
    });
  });
}
