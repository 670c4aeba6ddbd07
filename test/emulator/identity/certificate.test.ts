import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, get } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { localCertificate, trustCertificate } from "../../../emulator/identity/certificate.ts";
import { directoryFile, directoryOf, trustIn } from "../../../emulator/identity/directory.ts";

const day = 86_400_000;

function folder(t: { after(task: () => void): void }): string {
  const path = mkdtempSync(join(tmpdir(), "eventwright-tls-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test("a certificate is made once, kept until shortly before it ends, and its key is nobody else's to read", async (t) => {
  const dataDir = folder(t);
  const now = Date.now();
  const first = await localCertificate(dataDir, now);
  assert.equal((await localCertificate(dataDir, now + 300 * day)).cert, first.cert);
  const second = await localCertificate(dataDir, now + 360 * day);
  assert.notEqual(second.cert, first.cert);
  assert.equal(statSync(join(dataDir, "tls", "key.pem")).mode & 0o777, 0o600);
});

test("it serves the names of this machine to whoever trusts it, and nobody else", async (t) => {
  const certificate = await localCertificate(folder(t));
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (_request, response) =>
    response.end("here"),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const ask = async (host: string) => {
    const [response] = await once(get(`https://${host}:${port}/`, { agent: false, family: 4 }), "response");
    response.resume();
    return response.statusCode;
  };
  await assert.rejects(ask("127.0.0.1"), /self.signed certificate/);
  const other = await localCertificate(folder(t));
  trustCertificate(`# a bundle\n${other.cert}\n${certificate.cert}`);
  assert.equal(await ask("127.0.0.1"), 200);
  assert.equal(await ask("localhost"), 200);
  const { status } = await fetch(`https://127.0.0.1:${port}/`);
  assert.equal(status, 200);
});

test("a tenant is made once; what services check tokens with holds no secret", async (t) => {
  const dataDir = folder(t);
  const first = await directoryOf(dataDir);
  assert.deepEqual(await directoryOf(dataDir), first);
  assert.equal(statSync(join(dataDir, directoryFile)).mode & 0o777, 0o600);
  const [key] = trustIn(first).keys;
  assert.deepEqual(Object.keys(key ?? {}).sort(), ["alg", "e", "kid", "kty", "n", "use"]);
});
