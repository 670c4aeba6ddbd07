import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { BlobServiceClient } from "@azure/storage-blob";
import { type BlobsService, startBlobs } from "../../../emulator/blobs/server.ts";
import { silentLog } from "../../../emulator/service.ts";
import { openLetterBlobs } from "../../../platform/adapters/storage/letter-blobs.ts";
import type { LetterBlob } from "../../../platform/dead-letters/event-grid/letter-blobs.ts";
import { StoreError } from "../../../platform/stores/errors.ts";

describe("dead-letter blobs in a storage account", () => {
  let folder: string;
  let service: BlobsService;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "eventwright-letter-blobs-"));
    service = await startBlobs({ port: 0, dataDir: folder, log: silentLog });
  });
  after(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (connection = service.connectionString) =>
    openLetterBlobs({ account: { connection }, container: "dead-letters", schedule: "" });
  const put = (name: string, text: string) => {
    const client = BlobServiceClient.fromConnectionString(service.connectionString).getContainerClient("dead-letters");
    return client.getBlockBlobClient(name).upload(text, text.length);
  };
  const listed = async (blobs: Awaited<ReturnType<typeof open>>) => {
    const all: LetterBlob[] = [];
    for await (const page of blobs.list()) all.push(...page);
    return all;
  };

  it("are none while there is no container; are listed, read and removed as they were listed", async () => {
    const blobs = await open();
    assert.deepEqual(await listed(blobs), []);
    const client = BlobServiceClient.fromConnectionString(service.connectionString);
    await client.getContainerClient("dead-letters").create();
    await put("A B/ü/1.json", "[1]");
    await put("empty", "");
    const [odd, empty] = await listed(blobs);
    assert.ok(odd && empty);
    assert.deepEqual([odd.name, odd.bytes, empty.bytes], ["A B/ü/1.json", 3, 0]);
    assert.equal(Buffer.from((await blobs.read(odd)) ?? []).toString(), "[1]");
    assert.equal((await blobs.read(empty))?.length, 0);
    // Written anew meanwhile: what was listed is not there any more.
    await put("A B/ü/1.json", "[2]");
    assert.equal(await blobs.read(odd), undefined);
    await blobs.remove(odd);
    await blobs.remove(empty);
    await blobs.remove(empty);
    assert.equal(await blobs.read(empty), undefined);
    const [left, ...more] = await listed(blobs);
    assert.equal(more.length, 0);
    assert.notEqual(left?.etag, odd.etag);
  });

  it("are out of reach: a StoreError", async () => {
    const blobs = await open(service.connectionString.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1"));
    await assert.rejects(listed(blobs), (error) => error instanceof StoreError && error.kind === "transient");
    const wrong = await open(service.connectionString.replace(/AccountKey=[^;]+/, "AccountKey=AAAA"));
    await assert.rejects(listed(wrong), (error) => error instanceof StoreError && error.kind === "unavailable");
  });
});
