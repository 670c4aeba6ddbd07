import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../../emulator/insights/query/engine.ts";
import { insightsTables } from "../../../../emulator/insights/query/insights-tables.ts";
import { Tables } from "../../../../emulator/insights/tables.ts";
import { analysisOf, diagnosticsOf } from "../support/kusto.ts";
import { goodQueries } from "./good-queries.ts";

const options = { tables: insightsTables(new Tables()), now: Date.parse("2026-11-26T12:00:00Z") };

for (const query of goodQueries) {
  test(`Kusto's own parser has the same columns: ${query}`, () => {
    const { diagnostics, columns } = analysisOf(query);
    assert.deepEqual(
      diagnostics.filter((each) => each.severity === "Error"),
      [],
    );
    assert.deepEqual(columnsOf(query, options), columns);
  });
}

test("Kusto's own parser refuses what is no query", () => {
  assert.equal(diagnosticsOf("requests | where nothing == 1")[0]?.code, "KS142");
  assert.notEqual(diagnosticsOf("requests | take").length, 0);
});
