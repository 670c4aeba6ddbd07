import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { SpanView } from "../../../dashboard/shapes.ts";
import { spanTree } from "../../../dashboard/web/kit/chart/span-tree.ts";
import { timeScale } from "../../../dashboard/web/kit/chart/time-scale.ts";
import { jsonLines } from "../../../dashboard/web/kit/json-lines.ts";
import { storyRows, tracesOf } from "../../../dashboard/web/views/story/story-rows.ts";
import { linesOf } from "../../../dashboard/web/views/telemetry/lines.ts";
import type { StoryEntry } from "../../../platform/admin/shapes.ts";

const entry = (id: string, time: string, more: Partial<StoryEntry> = {}): StoryEntry =>
  ({ id, kind: "event", name: id, time, failures: [], letters: [], ...more }) as unknown as StoryEntry;

const span = (id: string, more: Partial<SpanView> = {}): SpanView => ({
  ...{ trace: "t", span: id, name: id, kind: "consumer", service: "s", start: 0, duration: 5, failed: false },
  ...{ attributes: {}, events: [], links: [] },
  ...more,
});

describe("a story", () => {
  it("has effects below their causes, and what handled each message by its id", () => {
    const rows = storyRows(
      [
        entry("c", "2026-11-26T12:00:00.000Z", { kind: "command", decided: "2026-11-26T12:00:00.250Z" }),
        entry("e", "2026-11-26T12:00:00.250Z", { parent: "c" }),
        entry("n", "2026-11-26T12:00:00.300Z", { parent: "e" }),
        entry("lost", "2026-11-26T12:00:01.000Z"),
      ],
      [
        span("1", { name: "project accounts", attributes: { "messaging.message.id": "e" }, failed: true }),
        span("2", { name: "project accounts", attributes: { "messaging.message.id": "e" } }),
        span("3", { name: "create_item events", kind: "client", attributes: { "messaging.message.id": "e" } }),
      ],
    );
    assert.deepEqual(
      rows.map(({ depth, from, to }) => [depth, to - from]),
      [
        [0, 250],
        [1, 0],
        [2, 0],
        [0, 0],
      ],
    );
    assert.deepEqual(rows[1]?.handlings, [{ name: "project accounts", duration: 10, tries: 2, failed: false }]);
    const parents = ["00-aa-1-01", "00-aa-2-01", "00-bb-3-01"].map((traceparent) => entry("x", "", { traceparent }));
    assert.deepEqual(tracesOf(parents), ["aa", "bb"]);
  });

  it("is drawn with long waits made short, in the order of time", () => {
    const day = 86_400_000;
    const moments = [0, 100, 3 * day, 3 * day + 50].map((from) => ({ from, to: from + 20 }));
    const folded = timeScale(moments, true);
    assert.deepEqual(
      folded.folds.map(({ ms }) => ms),
      [80, 3 * day - 120, 30],
    );
    const places = moments.map(({ from }) => folded.at(from));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok((places[2] ?? 0) - (places[1] ?? 0) < 0.4, "three days take less than half of the axis");
    const plain = timeScale(moments, false);
    assert.equal(plain.folds.length, 0);
    assert.ok((plain.at(3 * day) ?? 0) > 0.99);
    assert.deepEqual([folded.at(-5), folded.at(9 * day)], [0, 1]);
    assert.equal(timeScale([], true).at(5), 0);
  });
});

describe("spans", () => {
  it("stand below their parents, those of linked traces last, circles once", () => {
    const placed = spanTree(
      [
        span("batch", { trace: "other" }),
        span("root"),
        span("child", { parent: "root" }),
        span("orphan", { parent: "gone" }),
        span("x", { parent: "y" }),
        span("y", { parent: "x" }),
      ],
      new Set(["t"]),
    );
    assert.deepEqual(
      placed.map(({ span: { span: id }, depth, linked }) => [id, depth, linked]),
      [
        ["root", 0, false],
        ["child", 1, false],
        ["orphan", 0, false],
        ["batch", 0, true],
        ["x", 0, false],
        ["y", 1, false],
      ],
    );
  });
});

describe("JSON in lines", () => {
  it("is what it was, can be folded, and knows where each line stands", () => {
    const value = { a: [1, { "b/c": null }], empty: {}, text: "x" };
    const text = jsonLines(value, new Set())
      .map(
        ({ depth, key, text: said, comma }) =>
          `${"  ".repeat(depth)}${key === undefined ? "" : `"${key}": `}${said}${comma ? "," : ""}`,
      )
      .join("\n");
    assert.equal(text, JSON.stringify(value, null, 2));
    const pointers = jsonLines(value, new Set()).map(({ pointer }) => pointer);
    assert.ok(pointers.includes("/a/1/b~1c"));
    const folded = jsonLines(value, new Set(["/a"]));
    assert.deepEqual(
      folded.filter(({ kind }) => kind === "folded").map(({ text: said }) => said),
      ["[ … 2 items … ]"],
    );
  });
});

describe("lines of a chart", () => {
  it("go through short gaps, end at long ones, and show a lone value", () => {
    const size = { width: 100, height: 104, top: 10 };
    assert.deepEqual(linesOf([0, null, 10], size), ["0.0,104.0 100.0,4.0"]);
    assert.equal(linesOf([1, ...new Array(9).fill(null), 1, 2], size).length, 2);
    assert.deepEqual(linesOf([null, null], size), []);
    assert.deepEqual(linesOf([5], size), ["0.0,54.0 2,54.0"]);
  });
});
