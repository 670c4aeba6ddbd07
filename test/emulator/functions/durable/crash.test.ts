import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startFunctionsHost } from "../../../../emulator/functions/host.ts";
import { sampleApp } from "../support/host.ts";
import { DurableSample, type Links, pollEvery, type Status } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "eventwright-"));
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

describe("when the app's process is killed", () => {
  it("an activity that ran in it runs again, and the orchestration finishes", async () => {
    await using sample = await DurableSample.start();
    assert.equal((await sample.run("dies", join(folder, "activity"))).output, "done");
    assert.equal(sample.sample.log.matching(/The app's process ended: it was killed by SIGKILL/).length, 1);
  });

  it("a turn that ran in it runs again, and the orchestration finishes", async () => {
    await using sample = await DurableSample.start();
    const { output } = await sample.run("diesInTurn", join(folder, "turn"));
    assert.deepEqual(output, ["Hello Ann", "Hello Bob"]);
    assert.equal(sample.sample.log.matching(/The app's process ended: it was killed by SIGKILL/).length, 1);
  });

  it("because an activity runs for ever, the orchestration fails with the timeout instead of trying for ever", async () => {
    // Long enough for the turns of the orchestration, on a busy machine too.
    await using sample = await DurableSample.start({
      settings: { AzureFunctionsJobHost__functionTimeout: "00:00:05" },
    });
    const { runtimeStatus, output } = await sample.run("spinning");
    assert.equal(runtimeStatus, "Failed");
    assert.match(String(output), /Timeout value of 5 s exceeded by function 'spins'/);
    assert.equal(sample.sample.log.matching(/The app's process ended/).length, 1);
  });
});

/** Starts a host in a process of its own over `data`. */
async function startHost(data: string): Promise<{ child: ChildProcess; url: string }> {
  const settings = join(folder, "settings.json");
  writeFileSync(settings, '{"HubName":"Shop"}');
  const main = fileURLToPath(new URL("../../../../emulator/functions/main.ts", import.meta.url));
  const args = ["--app", sampleApp("durable"), "--port", "0", "--settings", settings, "--data", data];
  const child = fork(main, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  return { child, url };
}

async function statusOf(url: string, id: string, wanted: string): Promise<Status> {
  for (;;) {
    const status = (await (await fetch(`${url}/durabletask/instances/${id}`)).json()) as Status;
    if (status.runtimeStatus === wanted && (wanted !== "Running" || status.customStatus !== undefined)) return status;
    await setTimeout(pollEvery);
  }
}

describe("when the host is killed", () => {
  it("an instance that waits for an event goes on where it was, and repeats nothing", async () => {
    const data = join(folder, "data");
    const file = join(folder, "notes");
    const body = JSON.stringify(file);
    const headers = { "content-type": "application/json" };
    const first = await startHost(data);
    const start = await fetch(`${first.url}/api/start/waitsAndNotes/w`, { method: "POST", headers, body });
    assert.equal(((await start.json()) as Links).id, "w");
    const history = async () => {
      const response = await fetch(`${first.url}/admin/durable/instances/w/history`);
      return ((await response.json()) as { history: { EventType: number }[] }).history;
    };
    while (!(await history()).some(({ EventType }) => EventType === 5)) await setTimeout(pollEvery);
    first.child.kill("SIGKILL");
    await once(first.child, "exit");

    const second = await startHost(data);
    try {
      await statusOf(second.url, "w", "Running");
      const event = `${second.url}/durabletask/instances/w/raiseEvent/go`;
      assert.equal((await fetch(event, { method: "POST", headers, body: '"b"' })).status, 202);
      assert.equal((await statusOf(second.url, "w", "Completed")).output, "noted");
      assert.equal(readFileSync(file, "utf8"), "ab");
    } finally {
      second.child.kill("SIGTERM");
      await once(second.child, "exit");
    }
  });
});

describe("two hosts", () => {
  it("cannot have one task hub, but the second's clients can use the first's", async () => {
    const data = join(folder, "shared");
    await using first = await DurableSample.start({ dataDir: data });
    const options = { appDir: sampleApp("durable"), port: 0 };
    await assert.rejects(
      startFunctionsHost({ ...options, settings: { HubName: "Shop" }, dataDir: data }),
      /belongs to another host that runs.*EVENTWRIGHT_DURABLE_HOST/,
    );
    await using second = await DurableSample.start({ settings: { EVENTWRIGHT_DURABLE_HOST: first.url } });
    const links = await second.start("chain", ["Ann"], "from-second");
    await first.idle();
    assert.equal(first.sample.host.durable?.management.find("from-second")?.status, "Completed");
    assert.equal(second.sample.host.durable, undefined);
    assert.deepEqual(links.id, "from-second");
    assert.match((await second.client("getStatus", "nobody")).error ?? "", /could not find any data/);
    const elsewhere = await fetch(`${second.url}/durabletask/instances`);
    assert.equal(elsewhere.status, 404);
    assert.match(await elsewhere.text(), /hub-elsewhere/);
  });
});

describe("an app's durable configuration", () => {
  it("is refused with everything that is wrong in it", async () => {
    const settings = {
      HubName: "1",
      EVENTWRIGHT_DURABLE_PROFILE: "lax",
      EVENTWRIGHT_DURABLE_SCHEMA: "V9",
      EVENTWRIGHT_DURABLE_HOST: "http://example.org",
      AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions: "0",
      AzureFunctionsJobHost__extensions__durableTask__httpSettings__defaultAsyncRequestSleepTimeMilliseconds: "soon",
    };
    const { message } = await startFunctionsHost({ appDir: sampleApp("durable"), port: 0, settings }).then(
      () => assert.fail("started"),
      (error: Error) => error,
    );
    assert.match(message, /task hub name "1" is not valid/);
    assert.match(message, /EVENTWRIGHT_DURABLE_PROFILE must be one of strict, azure; found "lax"/);
    assert.match(message, /EVENTWRIGHT_DURABLE_SCHEMA must be one of V4, V3, V2; found "V9"/);
    assert.match(message, /EVENTWRIGHT_DURABLE_HOST must be a loopback address/);
    assert.match(message, /maxConcurrentActivityFunctions" must be a whole number above 0/);
    assert.match(message, /defaultAsyncRequestSleepTimeMilliseconds" must be a number above 0/);
    await assert.rejects(
      startFunctionsHost({ appDir: sampleApp("durable"), port: 0, settings: {} }),
      /hubName", uses %HubName%, but there is no app setting/,
    );
  });

  it("chooses what is offered to the library and how Azure's traps are treated", async () => {
    for (const schema of ["V2", "V3", "V4"]) {
      await using sample = await DurableSample.start({ settings: { EVENTWRIGHT_DURABLE_SCHEMA: schema } });
      assert.deepEqual((await sample.run("chain", ["Ann"])).output, ["Hello Ann"], schema);
    }
    await using sample = await DurableSample.start({ settings: { EVENTWRIGHT_DURABLE_PROFILE: "azure" } });
    const links = await sample.start("typo");
    await sample.until(links, "Running");
    await sample.idle();
    assert.equal(sample.sample.host.durable?.management.find(links.id)?.status, "Running");
    await sample.sample.log.until(/The function 'helo' doesn't exist/);
  });
});
