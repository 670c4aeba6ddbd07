import { once } from "node:events";
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** One request to Cosmos DB as it went over the wire. */
export interface Recorded {
  /** What the app was doing. */
  readonly step: string;
  /** Container; `account` for what belongs to none. */
  readonly container: string;
  /** Such as `create`, `read`, `query`; operations of a bulk request or batch as `bulk 2 × read`. */
  readonly operation: string;
  /** HTTP status; of a bulk request or batch those of its operations where they differ from 200 and 201. */
  readonly status: string;
  /** Documents that it was about: of a bulk request or batch several. */
  readonly documents: number;
  /** Request units; metadata and query plans take none of what is paid for. */
  readonly charge: number;
  /** Bytes of the two bodies. */
  readonly sent: number;
  readonly received: number;
}

/** A server in front of a Cosmos DB that notes what goes through. */
export interface Recorder {
  readonly url: string;
  /** Noted with every request that begins from now on. */
  step: string;
  /** What was noted since the last call. */
  take(): Recorded[];
  stop(): Promise<void>;
}

/** The emulator says who it is by this header, and clients of ours then ask it to hold reads, as Azure does not. */
const emulatorHeader = "x-eventwright-emulator";

/** Starts a recorder on a free port, in front of the Cosmos DB at `target`. */
export async function record(target: string): Promise<Recorder> {
  const agent = new Agent({ keepAlive: true });
  let recorded: Recorded[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { step } = recorder;
    const body = await bytesOf(incoming);
    // The host stays the recorder's: the account answers with the address that it was asked at.
    const onward = send(new URL(incoming.url ?? "/", target), {
      agent,
      method: incoming.method ?? "GET",
      headers: { ...incoming.headers, "content-length": String(body.length) },
    });
    onward.end(body);
    try {
      const [answer] = (await once(onward, "response")) as [IncomingMessage];
      const bytes = await bytesOf(answer);
      recorded.push(noted(step, incoming, body, answer, bytes));
      const headers = { ...answer.headers };
      delete headers[emulatorHeader];
      delete headers["transfer-encoding"];
      outgoing.writeHead(answer.statusCode ?? 502, headers);
      outgoing.end(bytes);
    } catch {
      outgoing.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const recorder: Recorder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    step: "start",
    take() {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, "close");
    },
  };
  return recorder;
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function noted(step: string, asked: IncomingMessage, body: Buffer, answer: IncomingMessage, bytes: Buffer): Recorded {
  const segments = new URL(asked.url ?? "/", "http://localhost").pathname.split("/").filter((part) => part !== "");
  const kind = kindOf(asked.method ?? "GET", asked.headers, segments);
  const together = kind === "bulk" || kind === "batch";
  const operations = together ? operationsOf(body) : [];
  return {
    step,
    container: decodeURIComponent(segments[3] ?? "account"),
    operation: together ? `${kind} ${operations.length} × ${[...new Set(operations)].sort().join(" + ")}` : kind,
    status: together ? statusesOf(bytes) : String(answer.statusCode),
    documents: Math.max(1, operations.length),
    charge: isFree(kind) ? 0 : Number(answer.headers["x-ms-request-charge"] ?? 0),
    sent: body.length,
    received: bytes.length,
  };
}

function isFree(kind: string): boolean {
  return kind === "query plan" || kind.startsWith("metadata");
}

function kindOf(method: string, headers: IncomingHttpHeaders, segments: readonly string[]): string {
  const says = (name: string) => String(headers[name] ?? "").toLowerCase() === "true";
  if (headers["a-im"] !== undefined) return "feed";
  if (says("x-ms-cosmos-is-query-plan-request")) return "query plan";
  if (says("x-ms-documentdb-isquery")) return "query";
  if (says("x-ms-cosmos-is-batch-request")) return says("x-ms-cosmos-batch-atomic") ? "batch" : "bulk";
  if (says("x-ms-documentdb-is-upsert")) return "upsert";
  if (segments[4] !== "docs") return `metadata ${method} ${segments[4] ?? segments[2] ?? segments[0] ?? ""}`.trim();
  return { GET: "read", POST: "create", PUT: "replace", PATCH: "patch", DELETE: "delete" }[method] ?? method;
}

function operationsOf(body: Buffer): readonly string[] {
  const operations = JSON.parse(body.toString("utf8")) as readonly { readonly operationType: string }[];
  return operations.map(({ operationType }) => operationType.toLowerCase());
}

function statusesOf(bytes: Buffer): string {
  const results = JSON.parse(bytes.toString("utf8") || "[]") as readonly { readonly statusCode: number }[];
  return [...new Set(results.map(({ statusCode }) => statusCode))].sort().join(" + ");
}
