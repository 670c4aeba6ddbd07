import assert from "node:assert/strict";
import { test } from "node:test";
import { defineApp } from "../../../generated/app.ts";
import { handlers } from "../../../handlers/index.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import { type History, playHistory } from "../../../scripts/fill/history.ts";

const until = Date.UTC(2026, 5, 1);
const play = (seed: number) => playHistory(defineApp(handlers), { messages: 2_500, seed, until, days: 20 });
/** What people wanted; when exactly they did is left to how long the app took. */
const wishesOf = ({ app }: History) =>
  app.stores.containers.commands
    .all()
    .flatMap(({ document: { envelope } }) => (envelope.id === envelope.causationid ? [envelope.id] : []))
    .sort();

test("a made-up past is consistent, the same for the same seed, and has what goes wrong in it, too", async () => {
  const [one, again, other] = [await play(5), await play(5), await play(6)];
  assert.ok(one.messages >= 2_500);
  assert.deepEqual(wishesOf(one), wishesOf(again));
  assert.notDeepEqual(wishesOf(one), wishesOf(other));
  assert.deepEqual(await verify(defineApp(handlers), one.app.stores), []);
  const { commands, outcomes, deadLetters } = one.app.stores.containers;
  const statuses = new Set(outcomes.all().map(({ document }) => document.status));
  assert.deepEqual([...statuses].sort(), ["failed", "rejected", "succeeded"]);
  const kinds = deadLetters.all().map(({ document }) => document.kind);
  const waiting = kinds.filter((kind) => kind === "waiting").length;
  assert.ok(kinds.includes("letter") && kinds.includes("parked") && waiting > 0);
  const undecided = commands.size - outcomes.size;
  assert.ok(undecided <= waiting, "every command is decided, or waits behind one that has failed");
  const states = one.app.processes.instances().map(({ status }) => status);
  assert.ok(states.includes("Completed"));
  const times = commands.all().map(({ document }) => Date.parse(document.envelope.time));
  assert.ok(Math.min(...times) >= until - 20 * 86_400_000 && Math.max(...times) <= until);
});
