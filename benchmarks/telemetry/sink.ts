/** A child process that takes telemetry as cheaply as can be and counts it; `{url}` goes to the parent, and counts when it asks. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

let requests = 0;
let bytes = 0;
const server = createServer((request, response) => {
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on("end", () => {
    requests++;
    // Good for both: OTLP wants an object, Azure Monitor looks at the status.
    response
      .writeHead(200, { "content-type": "application/json" })
      .end('{"itemsReceived":0,"itemsAccepted":0,"errors":[]}');
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on("message", () => {
  process.send?.({ requests, bytes });
  requests = 0;
  bytes = 0;
});
process.on("disconnect", () => process.exit(0));
