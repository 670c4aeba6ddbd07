/** The way of a command at its minimum: every request to Cosmos DB that it takes, with the real SDK, against the list of reasons. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { commandPaths } from "../../benchmarks/bill/command-path.ts";
import { differences } from "../../benchmarks/bill/compare-path.ts";
import { securePlayed } from "../../benchmarks/bill/measure.ts";
import { type MeasuredApp, startMeasured } from "../../benchmarks/bill/measured-app.ts";
import { type Played, playPaths } from "../../benchmarks/bill/play-path.ts";
import type { Recorded } from "../../benchmarks/bill/recorder.ts";
import { securePaths } from "../../benchmarks/bill/secure-path.ts";

describe("a command asks Cosmos DB for no more than the list says", () => {
  let app: MeasuredApp;
  let played: Played;
  before(async () => {
    app = await startMeasured();
    played = await playPaths(app);
  });
  after(() => app.stop());

  for (const path of commandPaths) {
    it(path.title, () => {
      const asked = played.get(path.name);
      assert.ok(asked, `Nobody plays ${path.name}.`);
      assert.deepEqual(differences(path, asked), []);
    });
  }

  it("every way that is played is in the list, and each request has its reason", () => {
    assert.deepEqual([...played.keys()].sort(), commandPaths.map(({ name }) => name).sort());
    for (const { requests } of commandPaths)
      for (const { reason } of requests) assert.match(reason, /^[A-Z].{20,}[.?]$/);
  });
});

describe("asking for tokens and owners takes what the list of secured ways says", () => {
  let played: Played;
  before(async () => {
    played = await securePlayed();
  });

  for (const path of securePaths) {
    it(path.title, () => {
      const asked = played.get(path.name);
      assert.ok(asked, `Nobody plays ${path.name}.`);
      assert.deepEqual(differences(path, asked, "benchmarks/bill/secure-path.ts"), []);
    });
  }

  it("every way that is played is in the list, and each request has its reason", () => {
    assert.deepEqual([...played.keys()].sort(), securePaths.map(({ name }) => name).sort());
    for (const { requests } of securePaths)
      for (const { reason } of requests) assert.match(reason, /^[A-Z].{20,}[.?]$/);
  });
});

describe("the comparison", () => {
  const path = {
    name: "a",
    title: "A",
    requests: [{ step: "accept", request: "create commands 201", reason: "" }],
  } as const;
  const create: Recorded = {
    ...{ step: "accept", container: "commands", operation: "create", status: "201" },
    ...{ documents: 1, charge: 5, sent: 1, received: 1 },
  };

  it("names a request that is not in the list, also one that comes a second time", () => {
    assert.deepEqual(differences(path, [create]), []);
    const [more, ...others] = differences(path, [create, create]);
    assert.match(more ?? "", /a asks "accept: create commands 201", which is not in/);
    assert.deepEqual(others, []);
  });

  it("names a request that is not made any more, or is answered otherwise", () => {
    assert.match(differences(path, [])[0] ?? "", /does not ask "accept: create commands 201" any more/);
    assert.equal(differences(path, [{ ...create, status: "409" }]).length, 2);
  });
});
