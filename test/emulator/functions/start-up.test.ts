import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { type FunctionsHostOptions, startFunctionsHost } from "../../../emulator/functions/host.ts";
import type { OutputValue } from "../../../emulator/functions/outputs.ts";
import { TestLog } from "./support/host.ts";

describe("start-up", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "eventwright-"));
    symlinkSync(fileURLToPath(new URL("../../../node_modules", import.meta.url)), join(folder, "node_modules"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts an app of these files; `code` becomes its main file. */
  async function start(
    code: string | undefined,
    files: Record<string, string> = {},
    options: Partial<FunctionsHostOptions> = {},
  ): Promise<TestLog> {
    const appDir = mkdtempSync(join(folder, "app-"));
    const all: Record<string, string> = {
      "package.json": '{"type":"module","main":"app.mjs"}',
      "host.json": '{"version":"2.0"}',
      ...(code !== undefined && {
        "app.mjs": `import { app } from "@azure/functions";\nconst handler = async () => ({});\n${code}`,
      }),
      ...files,
    };
    for (const [name, text] of Object.entries(all)) if (text !== "") writeFileSync(join(appDir, name), text);
    const log = new TestLog();
    const host = await startFunctionsHost({ appDir, port: 0, settings: {}, log: log.log, ...options });
    await host.stop();
    return log;
  }

  it("says what is wrong with the app's files", async () => {
    await assert.rejects(start("", { "host.json": "" }), /host\.json is missing/);
    await assert.rejects(start("", { "host.json": "{" }), /host\.json is not JSON/);
    await assert.rejects(start("", { "host.json": "{}" }), /"version" must be "2.0"/);
    await assert.rejects(
      start("", { "host.json": '{"version":"2.0","functionTimeout":"soon"}' }),
      /"functionTimeout" must be a time/,
    );
    await assert.rejects(start("", { "package.json": "{}" }), /has no "main"/);
    await assert.rejects(start(undefined), /Found zero files matching "main" of package\.json: "app\.mjs"/);
    await assert.rejects(start("nonsense("), /unable to load entry point/);
    await assert.rejects(start("throw new Error('on load');"), /on load/);
    await assert.rejects(start("process.exit(4);"), /ended while it loaded the app/);
    await assert.rejects(start(""), /registered no function/);
  });

  it("says what is wrong with the functions, each with its name, all at once", async () => {
    const { message } = await start(`
      app.storageQueue("q", { queueName: "x", connection: "c", handler });
      app.storageBlob("b", { path: "x", connection: "c", handler });
      app.timer("needsSetting", { schedule: "%Missing%", handler });
      app.http("outputs", { handler, extraOutputs: [{ type: "queue", name: "o", queueName: "x" }] });
    `).then(
      () => assert.fail("started"),
      (error: Error) => error,
    );
    assert.match(message, /Function "q" has a "queueTrigger", which this local host does not support/);
    assert.match(message, /Function "b" has a "blobTrigger"/);
    assert.match(
      message,
      /Function "needsSetting", option "schedule", uses %Missing%, but there is no app setting "Missing"/,
    );
    assert.match(message, /Function "outputs" has the output binding "queue"/);
  });

  it("refuses equal names, equal routes, the host's own paths, bad templates and schedules", async () => {
    await assert.rejects(
      start(`app.http("a", { handler }); app.http("A", { handler });`),
      /"A" has already been registered/,
    );
    await assert.rejects(
      start(
        `app.http("a", { route: "x/{y}", handler }); app.http("b", { route: "X/{y}", methods: ["POST"], handler });`,
      ),
      /Functions "a" and "b" have the same route "api\/X\/\{y\}"/,
    );
    const root = { AzureFunctionsJobHost__extensions__http__routePrefix: "" };
    await assert.rejects(
      start(`app.http("a", { route: "admin/x", handler });`, {}, { settings: root }),
      /starts with "admin"/,
    );
    await assert.rejects(
      start(`app.http("a", { route: "durabletask/x", handler });`, {}, { settings: root }),
      /starts with "durabletask"/,
    );
    await assert.rejects(start(`app.http("a", { route: "{x:wrong}", handler });`), /constraint "wrong" on "x"/);
    await assert.rejects(
      start(`app.timer("t", { schedule: "often", handler });`),
      /Function "t": The schedule "often"/,
    );
  });

  it("hands what functions give to output bindings to a stand-in, where there is one", async () => {
    const outputs: OutputValue[] = [];
    const code = `
      const queue = output.storageQueue({ queueName: "%Queue%", connection: "C" });
      const file = output.storageBlob({ path: "x/{name}", connection: "C" });
      app.timer("t", { schedule: "0 0 0 1 1 *", runOnStartup: true, extraOutputs: [queue, file], return: queue, handler: (_, context) => {
        context.extraOutputs.set(queue, { n: 1 });
        context.extraOutputs.set(file, Buffer.from("abc"));
      } });`;
    const main = `import { app, output } from "@azure/functions";\n${code}`;
    const settings = { Queue: "orders" };
    await start(undefined, { "app.mjs": main }, { settings, outputs: (output) => void outputs.push(output) });
    assert.deepEqual(
      outputs.map(({ functionName, binding, value }) => [functionName, binding.type, String(value)]),
      [
        ["t", "queue", "[object Object]"],
        ["t", "blob", "abc"],
      ],
    );
    assert.equal(outputs[0]?.binding["queueName"], "orders");
    await assert.rejects(start(undefined, { "app.mjs": main }, { settings }), /has the output binding "queue"/);
  });

  it("allows one route for different methods", async () => {
    await start(
      `app.http("a", { route: "x", methods: ["GET"], handler }); app.http("b", { route: "x", methods: ["PUT"], handler });`,
    );
  });

  it("puts settings into the worker: given ones before the environment before local.settings.json", async () => {
    const local = JSON.stringify({ IsEncrypted: false, Values: { ONLY_LOCAL: "l", BOTH: "l", PATH: "l" } });
    const log = await start(
      `app.http("a", { handler });
       console.log([process.env.ONLY_LOCAL, process.env.BOTH, process.env.PATH === "l", process.env.FUNCTIONS_WORKER_RUNTIME].join(" "));`,
      { "local.settings.json": local },
      { settings: { BOTH: "given" } },
    );
    assert.equal(log.matching(/^l given false node$/).length, 1);
  });

  it("keeps only the log lines that host.json asks for", async () => {
    const log = await start(`app.http("a", { handler }); console.log("quiet"); console.error("loud");`, {
      "host.json": '{"version":"2.0","logging":{"logLevel":{"default":"Warning"}}}',
    });
    assert.equal(log.matching(/quiet/).length, 0);
    assert.equal(log.matching(/loud/).length, 1);
  });

  it("does not allow registration after start-up", async () => {
    const log = await start(`app.http("a", { handler });
      app.hook.appTerminate(() => { try { app.http("late", { handler }); } catch (error) { console.log("late: " + error.message); } });`);
    assert.match(String(log.matching(/^late: /)[0]), /only be registered during app startup/);
  });

  it("names a port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.on("listening", resolve));
    const { port } = other.address() as { port: number };
    await assert.rejects(start(`app.http("a", { handler });`, {}, { port }), new RegExp(`EADDRINUSE.*:${port}`));
    other.close();
  });

  it("warns of two triggers that would share leases", async () => {
    const trigger = `{ connection: "C", databaseName: "d", containerName: "c", handler }`;
    const log = new TestLog();
    const settings = { C: "AccountEndpoint=http://127.0.0.1:1/;AccountKey=eA==;" };
    await start(`app.cosmosDB("one", ${trigger}); app.cosmosDB("two", ${trigger});`, {}, { settings, log: log.log });
    assert.equal(log.matching(/Functions "one" and "two" read the same container with the same leases/).length, 1);
    assert.ok(log.matching(/The trigger cannot start yet: .*ECONNREFUSED/).length > 0);
  });
});
