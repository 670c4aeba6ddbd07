import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { filtered, handlersOf, nameOf, stateOf, streamOf } from "../../../dashboard/web/views/dead-letters/letters.ts";
import { reportWords } from "../../../dashboard/web/views/dead-letters/report-words.ts";
import { schemaOf } from "../../../dashboard/web/views/dead-letters/schema-of.ts";
import type { LetterDetail, LetterLine, LetterReport } from "../../../dashboard/web/views/dead-letters/shapes.ts";
import type * as app from "../../../platform/dead-letters/letters.ts";
import type { LetterReport as AppReport } from "../../../platform/dead-letters/redrive/report.ts";

const asyncApi = JSON.parse(readFileSync(new URL("../../../generated/asyncapi.json", import.meta.url), "utf8"));

// What the app answers is what the page reads: this does not compile otherwise.
((line: app.LetterLine): LetterLine => line) satisfies unknown;
((detail: app.LetterDetail): LetterDetail => detail) satisfies unknown;
((report: AppReport): LetterReport => report) satisfies unknown;

const line = (change: Partial<LetterLine>): LetterLine => ({
  id: "letter-1",
  handler: "commands",
  stream: "account/6f1d3c5a",
  type: "credits.TransferCredits.v1",
  messageId: "m-1",
  error: "There is no rate.",
  attempts: 4,
  last: "2026-01-01T00:00:00.000Z",
  parks: true,
  ...change,
});

describe("the list of letters", () => {
  it("is filtered by every word, wherever it stands, and by handler", () => {
    const letters = [
      line({}),
      line({ id: "letter-2", handler: "projection-accounts", stream: "account/77", error: "Broken" }),
    ];
    const ids = (text: string, handler = "") => filtered(letters, { text, handler }).map(({ id }) => id);
    assert.deepEqual(ids(""), ["letter-1", "letter-2"]);
    assert.deepEqual(ids("6F1D3C5A"), ["letter-1"]);
    assert.deepEqual(ids("account broken"), ["letter-2"]);
    assert.deepEqual(ids("rate broken"), []);
    assert.deepEqual(ids("", "commands"), ["letter-1"]);
    assert.deepEqual(handlersOf([...letters, line({})]), [
      ["commands", 2],
      ["projection-accounts", 1],
    ]);
  });

  it("says in a word how a letter stands", () => {
    assert.equal(stateOf(line({})), "parks its stream");
    assert.equal(stateOf(line({ parks: false })), "open");
    assert.equal(stateOf(line({ retryAt: "2026-01-01T00:00:00.000Z" })), "retrying");
    assert.equal(stateOf(line({ closed: { how: "discarded", at: "" } })), "discarded");
    assert.deepEqual(streamOf("account/a/b"), { name: "account", id: "a/b" });
    assert.equal(streamOf("elsewhere"), undefined);
    assert.equal(nameOf("credits.TransferCredits.v1"), "TransferCredits");
  });
});

describe("the schema of a letter's command", () => {
  it("is that of its name and version in the published contract, and none for what is private or of another version", () => {
    assert.deepEqual(schemaOf("credits.TransferCredits.v1", asyncApi)?.schema, {
      $ref: "#/components/schemas/TransferCreditsData",
    });
    assert.equal(schemaOf("credits.TransferCredits.v2", asyncApi), undefined);
    assert.equal(schemaOf("credits.HoldTransfer.v1", asyncApi), undefined);
    assert.equal(schemaOf("credits.CreditsLoaded.v1", asyncApi), undefined, "an event is no command");
    assert.equal(schemaOf("anything", null), undefined);
  });
});

describe("a report", () => {
  it("is said in words, whatever came of the letter", () => {
    const words = (report: Omit<LetterReport, "id">) => reportWords({ id: "l", ...report });
    assert.deepEqual(words({ status: "would-pass", resumed: 1, needsForce: true }), {
      title: "It would pass.",
      detail:
        "Nothing was written. 1 message waits behind it. Its handler is not idempotent, so that the redrive must be forced.",
      tone: "warn",
    });
    assert.equal(words({ status: "would-pass" }).tone, "good");
    assert.equal(words({ status: "would-fail", problem: { code: "c", message: "No." } }).detail, "No.");
    assert.equal(words({ status: "redriven", resumed: 2, stoppedBy: "letter-2" }).tone, "warn");
    assert.match(words({ status: "redriven", resumed: 2 }).detail ?? "", /^2 messages/);
    for (const status of ["restarting", "discarded", "failed", "refused"] as const)
      assert.ok(words({ status }).title.length > 5);
  });
});
