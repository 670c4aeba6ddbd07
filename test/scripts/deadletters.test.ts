import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startCosmos } from "../../emulator/cosmos/server.ts";
import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import { openDatabase } from "../../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../../platform/adapters/cosmos/stores.ts";
import { MemoryPublisher } from "../../platform/adapters/memory/stores.ts";
import { systemClock } from "../../platform/clock/clock.ts";
import { acceptCommand } from "../../platform/commands/accept.ts";
import { handleCommands } from "../../platform/commands/handle-commands.ts";
import type { Stores } from "../../platform/stores/ports.ts";
import { runtimeOf } from "../../platform/testing/app-over.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const key = Buffer.alloc(64, 3).toString("base64");

describe("npm run deadletters", () => {
  let folder: string;
  let service: Awaited<ReturnType<typeof startCosmos>>;
  let stores: Stores;
  let close: () => void;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "eventwright-deadletters-"));
    service = await startCosmos({ port: 0, dataDir: join(folder, "cosmos"), key });
    const open = await openDatabase({ endpoint: service.url, key, database: "credits" });
    await open.database.client.databases.create({ id: "credits" });
    const resources = JSON.parse(await readFile(join(root, "generated/resources.json"), "utf8"));
    for (const container of resources.containers) await open.database.containers.create(container);
    stores = cosmosStores(open);
    close = open.close;
    const settings = {
      Cosmos: `AccountEndpoint=${service.url};AccountKey=${key};`,
      EventGridTopicEndpoint: "http://127.0.0.1:1/api/events",
      EventGridTopicKey: "none",
    };
    await writeFile(join(folder, "settings.json"), JSON.stringify(settings));
  });
  after(async () => {
    close();
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
    const command = ["scripts/deadletters.ts", "--settings", join(folder, "settings.json"), ...args];
    const child = spawn(process.execPath, command, { cwd: root });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { code, out, err };
  }

  /** An account whose opening failed: somebody deployed an app without its decider. */
  async function poison(accountId: string): Promise<string> {
    const app = defineApp(handlers);
    const streams = app.streams.map((stream) => ({ ...stream, handlers: { ...stream.handlers, decide: {} } }));
    const retry = { ...app.retry, commands: { ...app.retry.commands, attempts: 1 } };
    const runtime = runtimeOf({ ...app, streams, retry }, stores, new MemoryPublisher(), systemClock);
    const message = app.messages.find(({ messageName }) => messageName === "OpenAccount");
    assert.ok(message);
    const payload = { accountId, owner: "anna", currency: "EUR" };
    const arrival = { now: Date.now(), correlationId: "test", key: { by: "payload" } } as const;
    const accepted = await acceptCommand(message, payload, arrival);
    assert.ok(accepted.ok, JSON.stringify(accepted));
    await handleCommands(runtime, [accepted.record]);
    return accepted.record.envelope.id;
  }

  it("lists, shows, tries, redrives and discards", async () => {
    const first = "0b0e4a50-0000-4000-8000-000000000001";
    const commandId = await poison(first);
    const listed = await run("list", "--json");
    assert.equal(listed.code, 0, listed.err);
    const [line] = JSON.parse(listed.out);
    assert.equal(line.parks, true);
    const shown = await run("show", line.id);
    assert.match(shown.out, /has no decider for credits\.OpenAccount/);
    assert.match(shown.out, /"owner": "anna"/);
    const tried = await run("redrive", "--dry-run", line.id);
    assert.deepEqual([tried.code, /would-pass/.test(tried.out)], [0, true], tried.out + tried.err);
    await writeFile(join(folder, "payload.json"), JSON.stringify({ accountId: first }));
    const wrong = await run("redrive", line.id, "--payload", join(folder, "payload.json"), "--why", "test");
    assert.deepEqual([wrong.code, /edit-invalid/.test(wrong.out)], [1, true], wrong.out + wrong.err);
    const done = await run("redrive", "--all", "--json");
    assert.equal(done.code, 0, done.err);
    assert.deepEqual(JSON.parse(done.out), [{ id: line.id, status: "redriven", resumed: 0 }]);
    assert.equal((await stores.outcomes.read(commandId))?.status, "succeeded");

    await poison("0b0e4a50-0000-4000-8000-000000000002");
    const [other] = JSON.parse((await run("list", "--json")).out);
    assert.equal((await run("discard", other.id, "--reason", "never meant", "--by", "kim")).code, 0);
    assert.match((await run("list", "--all")).out, /discarded .* by kim: never meant/);
    assert.equal((await run("show", "letter-unknown")).code, 2);
  });
});
