import type { Server, Socket } from "node:net";

/**
 * Keeps count of a server's connections, those too that have not come to the end of a TLS handshake: `closeAllConnections`
 * does not know them, and a server waits for them before it has closed.
 * @returns what ends all of them
 */
export function connectionsOf(server: Server): { destroyAll(): void } {
  const connections = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  return {
    destroyAll: () => {
      for (const socket of connections) socket.destroy();
    },
  };
}
