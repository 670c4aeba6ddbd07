import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { type BlobsService, startBlobs } from "../../../emulator/blobs/server.ts";
import type { AzureRoleAssignment } from "../../../emulator/identity/azure-roles.ts";
import { localCertificate, trustCertificate } from "../../../emulator/identity/certificate.ts";
import { newDirectory, trustIn } from "../../../emulator/identity/directory.ts";
import { containerId } from "../../../emulator/identity/resource-ids.ts";
import { signToken } from "../../../emulator/identity/sign.ts";
import { silentLog } from "../../../emulator/service.ts";

const directory = await newDirectory();
const [app] = directory.identities;
const account = "devstoreaccount1";
const credential = (resource = "https://storage.azure.com") => ({
  async getToken() {
    const token = await signToken(directory, app, resource, Math.floor(Date.now() / 1000));
    return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
  },
});

describe("blobs over https", () => {
  let folder: string;
  let blobs: BlobsService;
  const assignments: AzureRoleAssignment[] = [];
  const assign = (roleDefinitionName: string, scope = containerId(account, "letters")) =>
    void assignments.splice(0, assignments.length, { principalId: app.principalId, roleDefinitionName, scope });
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "eventwright-gate-"));
    const tls = await localCertificate(folder);
    trustCertificate(tls.cert);
    const entra = { trust: trustIn(directory), roles: { definitions: [], assignments } };
    blobs = await startBlobs({ port: 0, dataDir: join(folder, "blobs"), log: silentLog, secure: { tls, entra } });
  });
  after(async () => {
    await blobs.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const retryOptions = { maxTries: 1 };
  const container = (name = "letters", resource?: string) =>
    new BlobServiceClient(blobs.account, credential(resource), { retryOptions }).getContainerClient(name);
  const denied = { statusCode: 403, code: "AuthorizationPermissionMismatch" };

  it("takes the real SDK's tokens, for what their owner's role allows", async () => {
    assign("Storage Blob Data Contributor");
    await container().create();
    const text = "x".repeat(300_000);
    await container().getBlockBlobClient("a/ü & b.json").upload(text, Buffer.byteLength(text));
    assign("Storage Blob Data Reader");
    const names: string[] = [];
    for await (const { name } of container().listBlobsFlat()) names.push(name);
    assert.deepEqual(names, ["a/ü & b.json"]);
    const blob = container().getBlockBlobClient("a/ü & b.json");
    assert.equal((await blob.downloadToBuffer()).toString("utf8"), text);
    await assert.rejects(blob.delete(), denied);
    await assert.rejects(blob.upload("y", 1), denied);
    await assert.rejects(container("others").exists(), { statusCode: 403 });
    assign("Storage Blob Data Contributor");
    await blob.delete({ conditions: { ifMatch: (await blob.getProperties()).etag as string } });
    assert.equal(await blob.exists(), false);
  });

  it("refuses whoever has no role, a token for something else, and keys", async () => {
    assign("EventGrid Data Sender");
    await assert.rejects(container().exists(), { statusCode: 403 });
    await assert.rejects(async () => {
      for await (const _ of container().listBlobsFlat()) assert.fail();
    }, denied);
    assign("Storage Blob Data Owner");
    await assert.rejects(container("letters", "https://cosmos.azure.com").exists(), { statusCode: 401 });
    const key = /AccountKey=([^;]+)/.exec(blobs.connectionString)?.[1] as string;
    const keyed = new BlobServiceClient(blobs.account, new StorageSharedKeyCredential(account, key), { retryOptions });
    await assert.rejects(keyed.getContainerClient("letters").exists(), { statusCode: 403 });
    const status = async (path: string, init: RequestInit = {}) =>
      (await fetch(`${blobs.account}${path}`, init)).status;
    assert.equal(await status("/letters?restype=container"), 401);
    assert.equal(await status("/letters?restype=container&sig=x"), 403);
    const { token } = await credential().getToken();
    const authorization = `Bearer ${token}`;
    const copy = { authorization, "x-ms-copy-source": `${blobs.account}/letters/secret` };
    assert.equal(await status("/letters/x", { method: "PUT", headers: copy }), 400);
    assert.equal(await status("/letters?restype=container&comp=acl", { headers: { authorization } }), 400);
  });
});
