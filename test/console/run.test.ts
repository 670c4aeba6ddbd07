import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { Unreachable } from "../../console/run/patience.ts";
import { play, simulate } from "../../console/simulation.ts";
import { around, leaping, optionsFor } from "./support/play.ts";
import { type SmallSystem, startSmallSystem } from "./support/small-system.ts";

describe("a run against the whole example in memory", () => {
  let system: SmallSystem;
  const started: SmallSystem[] = [];
  beforeEach(async () => {
    system = await startSmallSystem();
    started.push(system);
  });
  after(async () => {
    for (const one of started) await one.close();
  });

  it("ends with all invariants holding", async () => {
    const { ok, invariants, summary } = await simulate(optionsFor(system.url), "calm", around);
    assert.equal(ok, true, JSON.stringify(invariants, null, 2));
    assert.deepEqual([...new Set(invariants.map(({ verdict }) => verdict))], ["holds"]);
    assert.equal(summary.alreadyThere, 0);
    assert.ok(summary.transfersSettled > 10 && summary.transfersReturned >= 3);
    assert.ok(summary.duplicatesRefused > 0 && summary.replays > 0 && summary.keyReusesRefused > 0);
    assert.equal(summary.invalidRefused, 17);
    for (const { asked, yes, no, expired } of [summary.decisions.guardian, summary.decisions.review]) {
      assert.ok(yes > 0 && no > 0 && expired > 0);
      assert.equal(asked, yes + no + expired);
    }
    assert.ok(summary.paymentsTaken > 4 && summary.paymentsReturned >= 2);
    assert.equal(summary.latency.outcome?.count, summary.accepted);
  });

  it("survives a server that goes away and comes back", async () => {
    system.onPost = (count) => {
      if (count === 12 || count === 40) void system.goAway().then(() => system.comeBack());
      system.status = count % 10 === 5 ? 503 : undefined;
    };
    const { ok, invariants, summary } = await simulate(optionsFor(system.url), "stormy", around);
    assert.equal(ok, true, JSON.stringify(invariants, null, 2));
    assert.ok(summary.resent > 0);
  });

  it("finishes a run that was cut off: what is there already counts as accepted", async () => {
    const cutOff = new Promise<void>((resolve) => {
      system.onPost = (count) => {
        if (count === 45) void system.goAway().then(resolve);
      };
    });
    await assert.rejects(simulate(optionsFor(system.url, { patience: 0 }), "cut", around), Unreachable);
    await cutOff;
    await system.comeBack();
    const { ok, invariants, summary } = await simulate(optionsFor(system.url, { run: "cut" }), "cut", around);
    assert.equal(ok, true, JSON.stringify(invariants, null, 2));
    assert.ok(summary.alreadyThere > 20 && summary.alreadyThere < summary.accepted);
  });

  it("is the same run when it is played again", async () => {
    const options = optionsFor(system.url, { run: "twice" });
    const first = await simulate(options, "twice", around);
    const second = await simulate(options, "twice", around);
    assert.equal(second.ok, true, JSON.stringify(second.invariants, null, 2));
    assert.equal(second.summary.alreadyThere, second.summary.accepted);
    assert.deepEqual(second.summary.rejectedByCode, first.summary.rejectedByCode);
  });

  it("sees that a run which must be new was there before", async () => {
    await simulate(optionsFor(system.url), "again", around);
    const { ok, invariants } = await simulate(optionsFor(system.url), "again", around);
    assert.equal(ok, false);
    const broken = invariants.filter(({ verdict }) => verdict === "broken");
    assert.deepEqual(
      broken.map(({ name }) => name),
      ["a command that is sent twice is taken once"],
    );
  });

  it("has everything decided where time cannot be moved, and says so", async () => {
    for (const status of [404, 401]) {
      system.tamper = (answer, { path }) => (path === "/admin/clock" ? { ...answer, status } : answer);
      const { ok, invariants, summary } = await simulate(optionsFor(system.url), `still${status}`, around);
      assert.equal(ok, true, JSON.stringify(invariants, null, 2));
      assert.equal(summary.decisions.guardian.expired + summary.decisions.review.expired, 0);
      const silence = invariants.find(({ name }) => name === "undecided transfers expire and come back");
      assert.equal(silence?.verdict, "not checked");
      assert.match(silence?.detail ?? "", status === 404 ? /does not offer/ : /needs the master key/);
    }
  });

  it("moves time once more when a wait had not begun yet", async () => {
    system.idleMoves = 2;
    const { ok, invariants } = await simulate(optionsFor(system.url), "late", leaping);
    assert.equal(ok, true, JSON.stringify(invariants, null, 2));
    assert.ok(system.idleMoves < 0);
  });

  it("sees a process that is left running, or has failed", async () => {
    for (const runtimeStatus of ["Running", "Failed"]) {
      system.tamper = (answer, { path }) =>
        path.startsWith("/runtime/") && Array.isArray(answer.body)
          ? { ...answer, body: answer.body.with(-1, { ...answer.body.at(-1), runtimeStatus }) }
          : answer;
      const run = `left-${runtimeStatus}`;
      const { invariants } = await simulate(optionsFor(system.url, { transfers: 3, patience: 1 }), run, around);
      const found = invariants.find(({ name }) => name === "no process is left running or failed");
      assert.equal(found?.verdict, "broken");
      assert.match(found?.detail ?? "", new RegExp(`^transfer-.+ is ${runtimeStatus}$`));
    }
  });

  it("is broken off when a command fails, and says so", async () => {
    system.tamper = (answer, { path }) =>
      /^\/api\/commands\/.+\./.test(path) && answer.body?.type === "LoadCredits"
        ? { ...answer, body: { ...answer.body, status: "failed", deadLetter: "letter-1", events: undefined } }
        : answer;
    const { ok, invariants } = await simulate(optionsFor(system.url), "failed", leaping);
    assert.equal(ok, false);
    assert.match(invariants[0]?.detail ?? "", /^load \d+ failed \(dead letter letter-1\)$/);
  });

  it("says when the system does not offer its own verification, or wants a key for it", async () => {
    for (const [status, reason] of [
      [404, /does not offer/],
      [401, /needs the master key/],
    ] as const) {
      system.tamper = (answer, { path }) => (path === "/api/admin/verify" ? { ...answer, status } : answer);
      const { verification } = await play(optionsFor(system.url, { transfers: 0 }), `key${status}`, around);
      assert.match(String(verification), reason);
    }
  });

  it("asks for the verification again when the system is away just then", async () => {
    let asked = 0;
    system.tamper = (answer, { path }) => {
      if (path !== "/api/admin/verify" || ++asked > 2) return answer;
      if (asked === 1) void system.goAway().then(() => system.comeBack());
      return { ...answer, status: 503, body: { code: "not-ready" } };
    };
    const { verification } = await play(optionsFor(system.url, { transfers: 0 }), "late", around);
    assert.deepEqual(verification, { ok: true, faults: [] });
    assert.ok(asked > 2);
  });

  it("does not start where nothing answers", async () => {
    await system.goAway();
    await assert.rejects(simulate(optionsFor(system.url, { patience: 0 }), "nowhere", around), Unreachable);
    await system.comeBack();
  });
});
