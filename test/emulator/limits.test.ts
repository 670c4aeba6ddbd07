import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { type LocalCertificate, localCertificate } from "../../emulator/identity/certificate.ts";
import { newDirectory } from "../../emulator/identity/directory.ts";
import { startIdentity } from "../../emulator/identity/server.ts";
import { startDesk } from "../approvals/support/desk.ts";
import { start as startCosmos, temporaryFolder } from "./cosmos/support.ts";
import { key, startGrid } from "./eventgrid/support/grid.ts";
import { startSample } from "./functions/support/host.ts";
import { rawExchange } from "./support/raw-exchange.ts";
import { longTarget, manyHeaders, shortLimits, slowBeginnings, slowBodies, statusOf } from "./support/slow-requests.ts";

interface Server {
  readonly url: string;
  /** Where a body is read, and what a request there needs. Undefined: nowhere. */
  readonly target?: string;
  readonly headers?: string;
  /** What must answer 200 meanwhile, and the headers for it. */
  readonly healthy: string;
  readonly shown?: Readonly<Record<string, string>>;
}

/** Everything of ours that listens. */
const servers: Readonly<Record<string, (t: TestContext) => Promise<Server>>> = {
  async "Cosmos DB"(t) {
    const { service } = await startCosmos(t, { limits: shortLimits });
    return { url: service.url, target: "/dbs", headers: "", healthy: "/_eventwright/throughput" };
  },
  async "Event Grid"(t) {
    const { service, topic } = await startGrid(t, { limits: shortLimits });
    await topic("credits");
    const headers = `aeg-sas-key: ${key}\r\ncontent-type: application/cloudevents+json\r\n`;
    return { url: service.url, target: "/topics/credits/api/events", headers, healthy: "/health" };
  },
  async "the token endpoint"(t) {
    const directory = await newDirectory();
    const service = await startIdentity({ port: 0, directory, limits: shortLimits });
    t.after(() => service.stop());
    const healthy = "/msi/token?api-version=2019-08-01&resource=https://cosmos.azure.com";
    return { url: service.url, healthy, shown: { "x-identity-header": directory.header } };
  },
  async "the Functions host, where it reads bodies"(t) {
    const sample = await startSample("cjs-buffered", { limits: shortLimits });
    t.after(() => sample[Symbol.asyncDispose]());
    return { url: sample.host.url, target: "/api/pid", headers: "", healthy: "/api/pid" };
  },
  async "the Functions host, where the app reads them"(t) {
    const sample = await startSample("esm-streaming", { limits: shortLimits });
    t.after(() => sample[Symbol.asyncDispose]());
    return { url: sample.host.url, target: "/api/echo", headers: "", healthy: "/api/hello/x" };
  },
  async "the approvals application"(t) {
    const desk = await startDesk({ limits: shortLimits });
    t.after(() => desk[Symbol.asyncDispose]());
    const { pathname, search } = new URL(desk.approvals.webhookUrl);
    return { url: desk.approvals.url, target: pathname + search, headers: "", healthy: "/health" };
  },
};

describe("whoever is slow is answered 408 and cut off, and nobody else waits for it", () => {
  for (const [name, open] of Object.entries(servers)) {
    it(name, async (t) => {
      const { url, target, headers = "", healthy, shown = {} } = await open(t);
      const slow = [...slowBeginnings, ...(target === undefined ? [] : slowBodies(target, headers))];
      const ends = slow.flatMap(([what, bytes]) =>
        Array.from({ length: 10 }, async () => [what, await statusOf(url, bytes)] as const),
      );
      const { status } = await fetch(url + healthy, { headers: shown });
      assert.equal(status, 200);
      for (const [what, ended] of await Promise.all(ends)) assert.equal(ended, 408, what);
      assert.equal((await fetch(url + healthy, { headers: shown })).status, 200);
    });
  }
});

describe("a head has its limits", () => {
  for (const [name, open] of Object.entries(servers)) {
    it(name, async (t) => {
      const { url, healthy, shown = {} } = await open(t);
      // Approvals and Event Grid look at the name that they are asked under: one without a port is theirs, or refused.
      assert.notEqual(await statusOf(url, manyHeaders(healthy, 100)), 431);
      for (const count of [101, 1_000, 2_500]) {
        assert.equal(await statusOf(url, manyHeaders(healthy, count)), 431, String(count));
      }
      assert.equal(await statusOf(url, longTarget), 431);
      assert.equal((await fetch(url + healthy, { headers: shown })).status, 200);
    });
  }
});

describe("whoever does not finish the TLS handshake is cut off", () => {
  const open = {
    "Cosmos DB": async (t: TestContext, tls: LocalCertificate) => startCosmos(t, { tls, limits: shortLimits }),
    "Event Grid": async (t: TestContext, tls: LocalCertificate) => startGrid(t, { tls, limits: shortLimits }),
  };
  for (const [name, start] of Object.entries(open)) {
    it(name, async (t) => {
      const { service } = await start(t, await localCertificate(await temporaryFolder(t)));
      for (const bytes of ["", "GE", "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n", "\x16\x03\x01"]) {
        // Ends when the server has ended the connection.
        await rawExchange(service.url, bytes).catch(({ code }: NodeJS.ErrnoException) =>
          assert.equal(code, "ECONNRESET"),
        );
      }
    });
  }
});

// Longer than any test: nothing but the stop ends the connection.
const patient = { ...shortLimits, headersTimeout: 1e8, requestTimeout: 1e8 };

describe("a stop does not wait for somebody who has not finished the TLS handshake", () => {
  const open = {
    "Cosmos DB": async (t: TestContext, tls: LocalCertificate) => startCosmos(t, { tls, limits: patient }),
    "Event Grid": async (t: TestContext, tls: LocalCertificate) => startGrid(t, { tls, limits: patient }),
  };
  for (const [name, start] of Object.entries(open)) {
    it(name, async (t) => {
      const { service } = await start(t, await localCertificate(await temporaryFolder(t)));
      const silent = connect(Number(new URL(service.url).port), "127.0.0.1");
      await once(silent, "connect");
      silent.resume().on("error", () => {});
      await service.stop();
      if (!silent.closed) await once(silent, "close");
    });
  }
});
