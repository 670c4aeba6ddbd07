import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { DurableSample } from "./support.ts";

describe("a host with a task hub that stops", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-"));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  it("serves the durable clients of functions that are under way; what they started runs after the restart", async () => {
    {
      const sample = await DurableSample.start({ dataDir: folder });
      const headers = { "content-type": "application/json", "content-length": 7 };
      const sent = request(`${sample.url}/api/start/chain/last`, { method: "POST", headers });
      sent.write('["A');
      await sample.sample.log.until(/start reads/);
      const stopped = sample.sample.host.stop();
      sent.end('nn"]');
      const [response] = (await once(sent, "response")) as [IncomingMessage];
      response.resume();
      assert.equal(response.statusCode, 202);
      await stopped;
    }
    await using sample = await DurableSample.start({ dataDir: folder });
    await sample.idle();
    assert.equal(sample.sample.host.durable?.management.find("last")?.output, '["Hello Ann"]');
  });

  it("waits for no answer of callHttp, and asks again after the restart", async () => {
    let answers = false;
    const server = createServer((_request, response) => {
      if (answers) response.end("at last");
      server.emit("asked");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      {
        await using sample = await DurableSample.start({ dataDir: folder });
        const asked = once(server, "asked");
        await sample.start("asks", `http://127.0.0.1:${(server.address() as AddressInfo).port}`, "asking");
        await asked;
      }
      answers = true;
      await using sample = await DurableSample.start({ dataDir: folder });
      await sample.idle();
      const output = sample.sample.host.durable?.management.find("asking")?.output ?? "";
      assert.deepEqual(JSON.parse(output), { statusCode: 200, content: "at last" });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
