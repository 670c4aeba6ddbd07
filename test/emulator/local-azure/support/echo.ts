/** A child that serves what it was started with, and what it was told last. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const options = JSON.parse(process.env["EVENTWRIGHT_OPTIONS"] ?? "{}") as {
  readonly turn: number;
  readonly port: number;
};
let told: unknown = null;
process.on("message", (message) => {
  told = message;
});
process.once("SIGTERM", () => process.exit(0));
process.once("disconnect", () => process.exit(0));
const server = createServer((_request, response) =>
  response.end(JSON.stringify({ ...options, told, pid: process.pid })),
);
server.listen(options.port, "127.0.0.1", () =>
  process.send?.({ ready: true, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);
