import { connect } from "node:net";

/** Sends bytes as they are; what came back when the server has ended the connection. */
export function rawExchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes, "latin1"));
    socket.setEncoding("latin1").on("data", (text: string) => {
      answer += text;
    });
    socket.on("close", () => resolve(answer));
    // A server may refuse early and reset; what it said before counts.
    socket.on("error", (error) => (answer === "" ? reject(error) : resolve(answer)));
  });
}

/** Requests that Node's HTTP server refuses by itself, with the status that each must be answered with. */
export const refusedByTheParser: readonly (readonly [what: string, bytes: string, status: number])[] = [
  ["nonsense", "nonsense\r\n\r\n", 400],
  ["a broken header", "GET / HTTP/1.1\r\nhost: localhost\r\nbroken header\r\n\r\n", 400],
  ["an unknown coding", "POST / HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: bogus\r\n\r\n", 400],
  ["a negative length", "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n", 400],
  ["a method in lower case", "get / HTTP/1.1\r\nhost: localhost\r\n\r\n", 400],
  ["too many headers", `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${"h".repeat(40_000)}\r\n\r\n`, 431],
  ["CONNECT", "CONNECT localhost:80 HTTP/1.1\r\nhost: localhost\r\n\r\n", 405],
  ["an unknown expectation", "GET / HTTP/1.1\r\nhost: localhost\r\nexpect: 200-ok\r\n\r\n", 417],
];
