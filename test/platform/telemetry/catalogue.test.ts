import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { logEvents } from "../../../platform/telemetry/log-events.ts";
import { metrics } from "../../../platform/telemetry/metrics.ts";

const root = new URL("../../../", import.meta.url);
const page = readFileSync(new URL("docs/telemetry.md", root), "utf8");
const sources = readdirSync(new URL("platform/", root), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !/telemetry\/(log-events|metrics)\.ts$/.test(path))
  .map((path) => readFileSync(new URL(`platform/${path}`, root), "utf8"))
  .join("\n");

/** The rows that stand between two markers of the page. */
function tableOf(name: string): string {
  const found = new RegExp(`<!-- ${name} -->\\n([^]*?)<!-- end -->`).exec(page);
  assert.ok(found?.[1], `docs/telemetry.md has no table between <!-- ${name} --> and <!-- end -->.`);
  return found[1].trim();
}

function rows(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...lines.map(line)].join("\n");
}

describe("the catalogue of log lines", () => {
  it("gives every kind of line an id of its own", () => {
    const ids = Object.values(logEvents).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^eventwright(\.[a-z_]+){2}$/);
  });

  for (const name of Object.keys(logEvents)) {
    it(`has ${name} written by somebody`, () => {
      assert.match(sources, new RegExp(`logEvents\\.${name}\\b`));
    });
  }

  it("is the table of the page", () => {
    const lines = Object.values(logEvents).map(({ id, level, message, means }) => [`\`${id}\``, level, message, means]);
    assert.equal(tableOf("log events"), rows(["id", "level", "message", "what it means"], lines));
  });
});

describe("the table of metrics", () => {
  for (const name of Object.keys(metrics)) {
    it(`has ${name} measured by somebody`, () => {
      assert.ok(sources.includes(`"${name}"`));
    });
  }

  it("is the table of the page", () => {
    const lines = Object.entries(metrics).map(([name, { kind, unit, description, by }]) => [
      `\`${name}\``,
      kind,
      `\`${unit}\``,
      description,
      by.map((attribute) => `\`${attribute}\``).join(", ") || "–",
    ]);
    assert.equal(tableOf("metrics"), rows(["metric", "kind", "unit", "what it measures", "split by"], lines));
  });
});
