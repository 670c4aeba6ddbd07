import { connect, type Socket } from "node:net";

/** Connections on which a client began to speak and stopped. */
export interface HalfOpen {
  readonly opened: number;
  /** How many the servers have ended so far. */
  closed(): number;
  stop(): void;
}

const beginnings = (host: string): readonly string[] => [
  "",
  "GET",
  `GET / HTTP/1.1\r\nhost: ${host}\r\nx-slow: `,
  `POST /api/commands/open-account HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a"`,
  `POST / HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab`,
];

/** Opens a few connections to each server, says half of something on each, and leaves them be. */
export function halfOpen(urls: readonly string[]): HalfOpen {
  let closed = 0;
  const sockets = urls.flatMap((url) => {
    const { hostname, port, host } = new URL(url);
    return beginnings(host).map((text): Socket => {
      const socket = connect(Number(port), hostname, () => socket.write(text));
      socket.on("error", () => {}).on("close", () => closed++);
      // An answer is read, or its end would not be seen.
      return socket.resume();
    });
  });
  return {
    opened: sockets.length,
    closed: () => closed,
    stop: () => {
      for (const socket of sockets) socket.removeAllListeners("close").destroy();
    },
  };
}
