/**
 * The ceiling: the main line's API in one process over one SQLite file, decided and projected in the transaction that stores
 * the command; one commit for all requests of a turn of the event loop. No feeds, no publishing, no second process: what
 * this machine can do at most, to set our own figures in proportion. `node server.ts FOLDER`.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

interface Payload {
  readonly accountId?: string;
  readonly owner?: string;
  readonly fromAccountId?: string;
  readonly toAccountId?: string;
  readonly amount?: number;
}

const db = new DatabaseSync(join(process.argv[2] ?? ".", "ceiling.sqlite"));
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
db.exec(`
  CREATE TABLE commands (id TEXT PRIMARY KEY, payload TEXT NOT NULL, status TEXT NOT NULL) STRICT;
  CREATE TABLE events (stream TEXT, version INTEGER, type TEXT, data TEXT, PRIMARY KEY (stream, version)) STRICT;
  CREATE TABLE accounts (id TEXT PRIMARY KEY, owner TEXT, balance INTEGER, version INTEGER) STRICT;
`);
const insertCommand = db.prepare("INSERT OR IGNORE INTO commands (id, payload, status) VALUES (?, ?, ?)");
const readCommand = db.prepare("SELECT status FROM commands WHERE id = ?");
const insertEvent = db.prepare("INSERT INTO events (stream, version, type, data) VALUES (?, ?, ?, ?)");
const openAccount = db.prepare("INSERT OR IGNORE INTO accounts (id, owner, balance, version) VALUES (?, ?, 0, 1)");
const readAccount = db.prepare("SELECT * FROM accounts WHERE id = ?");
const changeAccount = db.prepare("UPDATE accounts SET balance = balance + ?, version = version + 1 WHERE id = ?");

function append(stream: string, type: string, text: string, change: number): void {
  changeAccount.run(change, stream);
  insertEvent.run(stream, Number(readAccount.get(stream)?.["version"]), type, text);
}

/** Decides a command and applies it; answers its status. */
function decide(name: string, payload: Payload, text: string): "succeeded" | "rejected" {
  const { accountId = "", owner = "", amount = 0, fromAccountId = "", toAccountId = "" } = payload;
  if (name === "open-account") {
    if (openAccount.run(accountId, owner).changes === 0) return "rejected";
    insertEvent.run(accountId, 1, "AccountOpened", text);
    return "succeeded";
  }
  if (name === "load-credits") {
    if (readAccount.get(accountId) === undefined) return "rejected";
    append(accountId, "CreditsLoaded", text, amount);
    return "succeeded";
  }
  const from = readAccount.get(fromAccountId);
  if (from === undefined || readAccount.get(toAccountId) === undefined || Number(from["balance"]) < amount) {
    return "rejected";
  }
  append(fromAccountId, "CreditsSent", text, -amount);
  append(toAccountId, "CreditsReceived", text, amount);
  return "succeeded";
}

function handle(name: string, text: string): { status: number; body: object } {
  const id = createHash("sha256").update(name).update(text).digest("hex");
  if (readCommand.get(id) !== undefined) return { status: 409, body: { commandId: id } };
  insertCommand.run(id, text, decide(name, JSON.parse(text) as Payload, text));
  return { status: 202, body: { commandId: id, status: "accepted" } };
}

let waiting: { readonly task: () => void; readonly done: () => void }[] = [];

/** Runs a task in the transaction of this turn; resolves when that is on disk. */
function committed(task: () => void): Promise<void> {
  return new Promise((done) => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ task, done });
  });
}

function commit(): void {
  const group = waiting;
  waiting = [];
  db.exec("BEGIN IMMEDIATE");
  for (const { task } of group) task();
  db.exec("COMMIT");
  for (const { done } of group) done();
}

async function answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
  const [, , kind, name = ""] = (request.url ?? "").split("/");
  if (request.method === "GET" && kind === "commands") {
    const found = readCommand.get(name);
    return found === undefined ? { status: 404, body: {} } : { status: 200, body: { status: found["status"] } };
  }
  if (request.method === "GET") {
    const found = readAccount.get(name);
    return found === undefined ? { status: 404, body: {} } : { status: 200, body: { ...found, held: 0 } };
  }
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  let result = { status: 500, body: {} };
  await committed(() => {
    result = handle(name, text);
  });
  return result;
}

const server = createServer(async (request, response) => {
  const { status, body } = await answer(request);
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, api: `http://127.0.0.1:${port}` })}\n`);
});
process.on("SIGTERM", () => process.exit(0));
