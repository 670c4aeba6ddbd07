// Loaded into the child before Azurite, whose key is published: without this, a page that makes its own name lead to this
// machine could sign whatever it likes, and read the answers. Azurite has no setting for it.
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import { WebGuard, type WebRefusal } from "../web-guard.ts";
import { xmlOf } from "./xml-error.ts";

const allowHosts = JSON.parse(process.env["EVENTWRIGHT_ALLOW_HOSTS"] ?? "[]") as readonly string[];
const guard = new WebGuard({ allowHosts });
const emit = Server.prototype.emit as (this: Server, event: string, ...values: unknown[]) => boolean;

Object.defineProperty(Server.prototype, "emit", {
  configurable: true,
  writable: true,
  value(this: Server, event: string, ...values: unknown[]): boolean {
    if (event !== "request") return emit.call(this, event, ...values);
    const [request, response] = values as [IncomingMessage, ServerResponse];
    const refusal = guard.refusalOf(request);
    if (refusal === undefined) return emit.call(this, event, ...values);
    refuse(request, response, refusal);
    return true;
  },
});

function refuse(request: IncomingMessage, response: ServerResponse, { status, code, message }: WebRefusal): void {
  request.resume();
  const text = xmlOf(code, message);
  const headers = { "content-type": "application/xml", "content-length": Buffer.byteLength(text) };
  response.writeHead(status, { ...headers, "x-ms-error-code": code });
  response.end(request.method === "HEAD" ? undefined : text);
}
