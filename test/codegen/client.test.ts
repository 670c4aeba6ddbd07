import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { Client, type ClientOptions, ProblemError } from "./golden/library/client.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A server on loopback that gives its answers one after the other, the last one again and again. */
async function serve(context: TestContext, ...answers: readonly Answer[]) {
  const requests: { readonly line: string; readonly headers: IncomingMessage["headers"]; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    answer?.(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const options: ClientOptions = { url, delay: () => Promise.resolve() };
  return { client: new Client(options), requests, url };
}

const answer =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  };
const broken: Answer = (request) => void request.socket.destroy();
const accepted = answer(202, { commandId: "c1", status: "accepted", correlationId: "k1" });
const duplicate = answer(409, { code: "duplicate-command", title: "Again", commandId: "c1", status: 409 });

const command = {
  copyId: "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11",
  reader: "ada",
  class: "adult",
  constructor: 7,
  place: [1],
  toString: undefined as unknown as boolean,
} as const;

test("a command is posted with its keys and answers what the server said", async (context) => {
  const { client, requests } = await serve(context, accepted);
  const trace = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "k=v" };
  const posted = await client.borrowCopy(command, { idempotencyKey: "k", correlationId: "c", ...trace });
  assert.deepEqual(posted, { result: "accepted", commandId: "c1", correlationId: "k1", replayed: false });
  assert.equal(requests[0]?.line, "POST /api/commands/borrow-copy");
  assert.equal(requests[0]?.headers["idempotency-key"], "k");
  assert.equal(requests[0]?.headers["x-correlation-id"], "c");
  assert.deepEqual([requests[0]?.headers["traceparent"], requests[0]?.headers["tracestate"]], Object.values(trace));
  assert.equal(JSON.parse(requests[0]?.body ?? "").reader, "ada");
});

test("refusals are values: duplicate, invalid, refused, unavailable", async (context) => {
  const faults = [{ pointer: "/reader", message: "is missing" }];
  const { client } = await serve(
    context,
    duplicate,
    answer(400, { code: "invalid-payload", title: "No", errors: faults }),
    answer(422, { code: "idempotency-key-reused", title: "No" }),
    answer(503, { code: "store-unavailable", title: "No" }),
  );
  assert.equal((await client.borrowCopy(command)).result, "duplicate");
  const invalid = await client.borrowCopy(command);
  assert.deepEqual(invalid.result === "invalid" && invalid.errors, faults);
  assert.equal((await client.borrowCopy(command)).result, "refused");
  assert.equal((await client.borrowCopy(command)).result, "unavailable");
});

test("a duplicate after a broken connection was our own post: accepted", async (context) => {
  const { client, requests } = await serve(context, broken, duplicate);
  const posted = await client.borrowCopy(command);
  assert.deepEqual([posted.result, requests.length], ["accepted", 2]);
  assert.equal(requests[0]?.body, requests[1]?.body);
});

test("a duplicate after a refusal for load was somebody else's post", async (context) => {
  const { client } = await serve(context, answer(429, {}), duplicate);
  assert.equal((await client.borrowCopy(command)).result, "duplicate");
});

test("a server that stays away is told as unavailable", async (context) => {
  const { client, requests } = await serve(context, broken);
  const posted = await client.borrowCopy(command);
  assert.deepEqual([posted.result, requests.length], ["unavailable", 4]);
});

test("with wait, the outcome comes along", async (context) => {
  const status = { commandId: "c1", type: "BorrowCopy", status: "rejected", correlationId: "k1" };
  const { client, requests } = await serve(
    context,
    accepted,
    answer(200, { ...status, status: "accepted" }),
    answer(200, status),
  );
  const posted = await client.borrowCopy(command, { wait: 60_000 });
  assert.equal(posted.result === "accepted" && posted.outcome?.status, "rejected");
  assert.equal(requests[1]?.headers["prefer"], "wait=30");
  assert.equal(requests[1]?.line, "GET /api/commands/c1");
});

test("one document: its path is encoded, and what is not there is undefined", async (context) => {
  const { client, requests } = await serve(
    context,
    answer(200, { reader: "a/b", copies: [] }),
    answer(404, { code: "not-found" }),
  );
  assert.deepEqual(await client.getLoan("a/b ?"), { reader: "a/b", copies: [] });
  assert.equal(requests[0]?.line, "GET /api/loans/a%2Fb%20%3F");
  assert.equal(await client.getLoan("x"), undefined);
  assert.throws(() => client.getLoan(".."), /must not be/);
});

test("pages: await gives the first, iterating gives all items; problems are thrown with their code", async (context) => {
  const first = answer(200, { items: [{ reader: "a", copies: [] }], next: "n 1" });
  const { client, requests } = await serve(
    context,
    first,
    first,
    answer(200, { items: [{ reader: "b", copies: [] }] }),
    answer(400, { code: "invalid-query", title: "No" }),
  );
  assert.equal((await client.listLoans({ overdue: true, whatever: "a&b" })).next, "n 1");
  const readers: string[] = [];
  for await (const { reader } of client.listLoans({ limit: 1 })) readers.push(reader);
  assert.deepEqual(readers, ["a", "b"]);
  assert.deepEqual(
    requests.map(({ line }) => line),
    ["GET /api/loans?overdue=true&whatever=a%26b", "GET /api/loans?limit=1", "GET /api/loans?limit=1&after=n+1"],
  );
  await assert.rejects(
    Promise.resolve(client.listLoans()),
    (error: unknown) => error instanceof ProblemError && error.problem.code === "invalid-query",
  );
});

test("notifications are followed over a broken connection from where it broke", async (context) => {
  const event = (id: string) => `id: ${id}\r\ndata: {"type":"library.LoanDue.v1",\r\ndata: "id":"${id}"}\r\n\r\n`;
  const part: Answer = (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`: hello\n\n${event("1")}${event("2").slice(0, 20)}`, () => response.destroy());
  };
  const rest: Answer = (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" }).write(event("2") + event("3"));
  };
  const { client, requests } = await serve(context, part, broken, rest);
  const stop = new AbortController();
  const ids: string[] = [];
  for await (const { id, data } of client.notifications("ada", { signal: stop.signal })) {
    assert.equal(data.id, id);
    ids.push(id);
    if (id === "3") stop.abort();
  }
  assert.deepEqual(ids, ["1", "2", "3"]);
  assert.equal(requests[0]?.line, "GET /api/notifications?recipient=ada");
  assert.deepEqual(
    requests.map(({ headers }) => headers["last-event-id"]),
    [undefined, "1", "1"],
  );
});

test("a token is sent with each request, and got anew once when it is refused", async (context) => {
  const expired = answer(
    401,
    { code: "token-expired", title: "The access token has expired.", status: 401 },
    { "www-authenticate": 'Bearer error="invalid_token"' },
  );
  const { url, requests } = await serve(context, expired, accepted, expired);
  let asked = 0;
  const client = new Client({ url, delay: () => Promise.resolve(), token: async () => `t${++asked}` });
  assert.equal((await client.borrowCopy(command)).result, "accepted");
  assert.deepEqual(
    requests.map(({ headers }) => headers.authorization),
    ["Bearer t1", "Bearer t2"],
  );
  const again = await client.borrowCopy(command);
  assert.equal(again.result === "refused" && again.problem.code, "token-expired");
  assert.equal(requests.length, 4, "once");
  const fixed = new Client({ url, delay: () => Promise.resolve(), token: "t" });
  assert.equal((await fixed.borrowCopy(command)).result, "refused");
  assert.equal(requests.at(-1)?.headers.authorization, "Bearer t");
  assert.equal(requests.length, 5);
});
