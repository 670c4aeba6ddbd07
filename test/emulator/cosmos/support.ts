import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type Container, type ContainerRequest, CosmosClient } from "@azure/cosmos";
import { type CosmosOptions, type CosmosService, startCosmos } from "../../../emulator/cosmos/server.ts";

/** The account key of every test. */
export const key = Buffer.from("a key for tests only").toString("base64");

/** A folder that is removed when the test ends. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cosmos-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A started server with a real SDK client; both end with the test. */
export interface Fixture {
  readonly service: CosmosService;
  readonly client: CosmosClient;
  readonly dataDir: string;
  /** Makes a container `c` in database `db`; its partition key is `/pk`, version 2, unless told otherwise. */
  container(definition?: Partial<ContainerRequest>): Promise<Container>;
}

/** Starts a server in a folder of its own. */
export async function start(t: TestContext, options: Partial<CosmosOptions> = {}): Promise<Fixture> {
  const dataDir = options.dataDir ?? (await temporaryFolder(t));
  const service = await startCosmos({ port: 0, key, ...options, dataDir });
  const client = new CosmosClient({ endpoint: service.url, key });
  t.after(async () => {
    client.dispose();
    await service.stop();
  });
  return {
    service,
    client,
    dataDir,
    container: async (definition = {}) => {
      const { database } = await client.databases.createIfNotExists({ id: "db" });
      const body = { id: "c", partitionKey: { paths: ["/pk"], version: 2 }, ...definition } as ContainerRequest;
      return (await database.containers.createIfNotExists(body)).container;
    },
  };
}

/** Whether an error of the SDK has this status; a failed batch wraps the error that has it. */
export const status =
  (code: number, message: RegExp = /./) =>
  (error: unknown): boolean => {
    const { code: found, cause } = error as { code?: unknown; cause?: { code?: unknown } };
    return Number(found ?? cause?.code) === code && message.test((error as Error).message);
  };

/** A reply to a raw request. */
export interface RawReply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** What a raw request sends. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  /** What is signed; derived from the path when left out. `false` sends no signature. */
  readonly sign?: { readonly type: string; readonly link: string } | false;
  readonly date?: string;
}

/** Sends one request without the SDK, signed as the SDK would. */
export function raw(url: string, { method, path, body = "", headers = {}, sign, date }: RawRequest): Promise<RawReply> {
  const at = date ?? new Date().toUTCString();
  const segments = path.split("/").filter(Boolean).map(lenientDecode);
  const feed = segments.length % 2 === 1;
  const resource = sign || {
    type: segments.at(feed ? -1 : -2) ?? "",
    link: (feed ? segments.slice(0, -1) : segments).join("/"),
  };
  const text = `${method.toLowerCase()}\n${resource.type}\n${resource.link}\n${at.toLowerCase()}\n\n`;
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
  const authorization = encodeURIComponent(`type=master&ver=1.0&sig=${signature}`);
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { method, agent: false, headers: { ...(sign === false ? {} : { authorization, "x-ms-date": at }), ...headers } },
      (response) => {
        let received = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          received += chunk;
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: received }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

function lenientDecode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
