import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Collector, type CollectorOptions } from "../../../dashboard/collector/collector.ts";
import { findLogs } from "../../../dashboard/collector/query/logs.ts";
import { findSpans, findTraces } from "../../../dashboard/collector/query/spans.ts";

const hex = (value: number, bytes: number) => value.toString(16).padStart(bytes * 2, "0");
const open = (options: Partial<CollectorOptions> = {}) =>
  new Collector({ now: () => 1_800_000_000_000, log() {}, ...options });

/** Spans that are a trace each; `links` leads each to the trace of the one before. */
function spans(from: number, count: number, body = "") {
  const all = Array.from({ length: count }, (_, at) => ({
    traceId: hex(from + at, 16),
    spanId: hex(from + at, 8),
    name: `span ${from + at}`,
    startTimeUnixNano: `${1_800_000_000_000_000_000n + BigInt(from + at) * 1_000_000n}`,
    attributes: [{ key: "body", value: { stringValue: body } }],
    links: [{ traceId: hex(from + at - 1 || 9_999, 16), spanId: hex(1, 8) }],
  }));
  return { resourceSpans: [{ scopeSpans: [{ spans: all }] }] };
}

function lines(from: number, count: number) {
  const all = Array.from({ length: count }, (_, at) => ({
    body: { stringValue: `line ${from + at}` },
    severityNumber: 9,
  }));
  return { resourceLogs: [{ scopeLogs: [{ logRecords: all }] }] };
}

describe("what the collector keeps", () => {
  it("is bounded in number, the oldest out, links with their spans", () => {
    const collector = open({ bounds: { spans: 1_000, logs: 100 } });
    for (let from = 1; from <= 3_000; from += 500) {
      assert.equal(collector.take("traces", spans(from, 500)), 0);
      assert.equal(collector.take("logs", lines(from, 500)), 0);
    }
    const { spans: kept, logs } = collector.state();
    assert.ok(kept > 500 && kept <= 1_000, `${kept} spans`);
    assert.ok(logs > 50 && logs <= 100, `${logs} lines`);
    assert.equal(findSpans(collector.db, { traces: [hex(1, 16)] }).items.length, 0);
    // Its own, and the one that is linked with it.
    assert.equal(findSpans(collector.db, { traces: [hex(2_999, 16)] }).items.length, 2);
    const { links } = collector.db.prepare("SELECT count(*) links FROM links").get() as { links: number };
    assert.equal(links, kept);
    assert.equal(findLogs(collector.db, { limit: 1 }).items[0]?.text, "line 3000");
    collector.close();
  });

  it("is bounded in bytes", () => {
    const collector = open({ bounds: { bytes: 4 * 1_048_576 } });
    for (let from = 1; from <= 4_000; from += 500) {
      collector.take("traces", spans(from, 500, "z".repeat(4_000)));
      collector.flush();
    }
    const { megabytes, spans: kept } = collector.state();
    assert.ok(megabytes < 6, `${megabytes} MB`);
    assert.ok(kept > 0 && kept < 2_000, `${kept} spans`);
    collector.close();
  });

  it("is not taken beyond what can be kept up with, and who sent it is told", () => {
    const collector = open();
    const body = lines(1, 30_000);
    assert.equal(collector.take("logs", body), 0);
    assert.equal(collector.take("logs", body), 10_000);
    assert.equal(collector.state().dropped, 10_000);
    collector.close();
  });

  it("counts a span that is sent twice once", () => {
    const collector = open();
    collector.take("traces", spans(1, 10));
    collector.take("traces", spans(1, 10));
    assert.equal(collector.state().spans, 10);
    collector.close();
  });

  it("comes page by page, each trace and each line once", () => {
    const collector = open();
    collector.take("traces", spans(1, 25));
    collector.take("logs", lines(1, 25));
    collector.flush();
    const seen: string[] = [];
    let cursor: number | undefined;
    do {
      const page = findTraces(collector.db, { limit: 10, cursor });
      seen.push(...page.items.map(({ trace }) => trace));
      cursor = page.cursor === undefined ? undefined : Number(page.cursor);
    } while (cursor !== undefined);
    assert.deepEqual(
      seen,
      Array.from({ length: 25 }, (_, at) => hex(25 - at, 16)),
    );
    const texts: string[] = [];
    do {
      const page = findLogs(collector.db, { limit: 10, cursor });
      texts.push(...page.items.map(({ text }) => text));
      cursor = page.cursor === undefined ? undefined : Number(page.cursor);
    } while (cursor !== undefined);
    assert.deepEqual(
      texts,
      Array.from({ length: 25 }, (_, at) => `line ${25 - at}`),
    );
    collector.close();
  });

  it("is there after a restart, and begun anew when the file cannot be read", () => {
    const folder = mkdtempSync(join(tmpdir(), "eventwright-collector-"));
    try {
      const first = open({ folder });
      first.take("traces", spans(1, 3));
      first.close();
      const second = open({ folder });
      assert.equal(second.state().spans, 3);
      second.close();
      writeFileSync(join(folder, "telemetry.sqlite"), "this is no database, however long one looks at it ".repeat(100));
      const third = open({ folder });
      assert.equal(third.state().spans, 0);
      third.close();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
