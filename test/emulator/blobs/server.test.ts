import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { BlobServiceClient } from "@azure/storage-blob";
import { startBlobs } from "../../../emulator/blobs/server.ts";
import { silentLog } from "../../../emulator/service.ts";

async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "eventwright-blobs-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test("blobs written by the real client are there after a restart, on loopback only", async (t) => {
  const dataDir = await temporaryFolder(t);
  const first = await startBlobs({ port: 0, dataDir, log: silentLog });
  t.after(() => first.stop());
  assert.match(first.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const container = BlobServiceClient.fromConnectionString(first.connectionString).getContainerClient("things");
  await container.create();
  await container.getBlockBlobClient("a/b.txt").upload("hello", 5);
  await first.stop();
  await first.stop();
  const second = await startBlobs({ port: 0, dataDir, log: silentLog });
  t.after(() => second.stop());
  const again = BlobServiceClient.fromConnectionString(second.connectionString).getContainerClient("things");
  assert.equal((await again.getBlobClient("a/b.txt").downloadToBuffer()).toString("utf8"), "hello");
});

test("a port that is taken is said in the error", async (t) => {
  const first = await startBlobs({ port: 0, dataDir: await temporaryFolder(t), log: silentLog });
  t.after(() => first.stop());
  const port = Number(new URL(first.url).port);
  await assert.rejects(startBlobs({ port, dataDir: await temporaryFolder(t), log: silentLog }), /EADDRINUSE/);
});

test("the service does not outlive a parent that was killed", async (t) => {
  const dataDir = await temporaryFolder(t);
  const parent = fork(new URL("./fixtures/parent.ts", import.meta.url), [dataDir]);
  const [{ url, pid }] = (await once(parent, "message")) as [{ url: string; pid: number }];
  t.after(() => {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone, as it should be.
    }
  });
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  assert.equal(await answers(), true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  while (await answers()) await new Promise((resolve) => setImmediate(resolve));
});
