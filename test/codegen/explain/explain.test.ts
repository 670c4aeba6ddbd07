import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { paintFor } from "../../../codegen/cli/paint.ts";
import { explain } from "../../../codegen/explain/explain.ts";
import { findSubject } from "../../../codegen/explain/find-subject.ts";
import { printExplanations } from "../../../codegen/explain/print-explanation.ts";
import { longestWait, usualJitter } from "../../../codegen/explain/retry-words.ts";
import { problems } from "../../../platform/http/problem.ts";
import { retryDelay } from "../../../platform/retry/policy.ts";
import { usualLongestWait } from "../../../platform/retry/try-handler.ts";
import { counterContract, inMemory, project } from "../support/contracts.ts";
import { everythingOf, onDisk, sceneOf, textOf } from "./support.ts";

const vocabulary = readFileSync(join(project, "codegen/vocabulary/x-eventwright.schema.json"), "utf8");
const credits = sceneOf(onDisk.credits);
const library = sceneOf(onDisk.library);

for (const name of ["BorrowCopy", "CopyBorrowed", "CopyMissed", "LoanDue", "lending", "loans", "remind"]) {
  test(`the explanation of ${name} is the golden one`, () => {
    const found = findSubject(library.contract, name);
    assert.ok("wanted" in found);
    const text = printExplanations(explain(library, found.wanted, 0), library.words.positionOf, paintFor(false));
    const path = `test/codegen/explain/golden/${name}.txt`;
    const command = `npm run --silent explain -- ${name} --contract test/codegen/fixtures/library/asyncapi.yaml > ${path}`;
    assert.equal(`${text}\n`, readFileSync(join(project, path), "utf8"), `When that is right: ${command}`);
  });
}

test("docs/explain.md shows what the command prints", () => {
  const page = readFileSync(join(project, "docs/explain.md"), "utf8");
  const [, name = "", shown] = /```sh\nnpm run explain -- (\w+)\n```\n\n```text\n([\s\S]*?)\n```/.exec(page) ?? [];
  const explained = explain(credits, { kind: "command", name }, 0);
  const why = "`node codegen/write-documentation.ts` writes it anew";
  assert.equal(printExplanations(explained, credits.words.positionOf, paintFor(false)), shown, why);
});

for (const [name, scene] of Object.entries({ credits, library })) {
  test(`every reason in ${name} names a line that holds its word`, () => {
    const files = onDisk[name as keyof typeof onDisk];
    let reasons = 0;
    for (const { steps } of everythingOf(scene)) {
      for (const { at, word, isSaid } of steps.flatMap(({ says }) => says.flatMap(({ why }) => why))) {
        const { line } = scene.words.positionOf(at);
        const text = (files.read(at.file) ?? "").split("\n")[line - 1] ?? "";
        const last = word.split(".").at(-1) ?? "";
        if (isSaid) assert.ok(text.includes(last), `${at.file}:${line} ${word}: ${text}`);
        // A word that the contract leaves out is one that it might have.
        else if (!word.startsWith("retryPolicies.")) assert.ok(vocabulary.includes(`"${last}": {`), word);
        if (!isSaid) assert.ok(!new RegExp(`^\\s*${last}:`).test(text), `${at.file}:${line} says ${word}: ${text}`);
        reasons++;
      }
    }
    assert.ok(reasons > 20);
  });

  test(`everything in ${name} is explained, in whole sentences`, () => {
    const explained = everythingOf(scene);
    assert.ok(explained.length >= scene.contract.messages.length + scene.contract.readModels.length);
    for (const { name: subject, steps } of explained) {
      assert.ok(steps.length > 0, subject);
      for (const { text } of steps.flatMap(({ says }) => says)) {
        assert.match(text, /[.:?]$/, subject);
        assert.doesNotMatch(text, /undefined|NaN|\[object|<\/|\bnull\b/, subject);
      }
    }
  });
}

test("the way of a transfer is told from the request to its subscribers", () => {
  const text = textOf(explain(credits, { kind: "command", name: "TransferCredits" }, 3));
  for (const part of [
    "`POST /api/commands/transfer-credits`, with a function key",
    "in the partition `account/<fromAccountId>`",
    "`insufficient-credits`: The account does not hold enough credits.",
    "four tries within 1.4 s: waits of 0.2 s, each twice the one before, to 0.8 s, half of each left to chance",
    "`handlers.readModels.transfers.CreditsReserved` folds it into the document `<transferId>`",
    "the topic `credits-events`".replace("the topic", "the Event Grid topic"),
    "starts an instance of `transfer`, the instance `transfer-<fromAccountId>.<transferId>`",
    "It is patient for 72 h with `review`; the setting `TransferReviewTimeout` changes that.",
    "30 tries within 24 h, 10 s to 12 h apart",
    "`handlers.streams.account.decide.HoldTransfer`",
  ]) {
    assert.ok(text.includes(part), part);
  }
});

test("effects are followed so many steps far, each once", () => {
  const names = (depth: number) =>
    explain(credits, { kind: "command", name: "PayMerchant" }, depth).map(({ name }) => name);
  assert.deepEqual(names(0), ["PayMerchant"]);
  assert.deepEqual(names(1), ["PayMerchant", "PaymentReserved", "CommandFailed", "CommandRejected"]);
  const far = names(9);
  assert.deepEqual(far, [...new Set(far)]);
  for (const name of ["creditMerchant", "TakePayment", "settlePayment", "PaymentReleased"])
    assert.ok(far.includes(name));
});

test("an earlier version says what outsiders and code see of it, and leads to the newest", () => {
  const found = findSubject(credits.contract, "TransferHeld.v1");
  assert.ok("wanted" in found);
  const [version, newest] = explain(credits, found.wanted, 1);
  assert.match(textOf(version === undefined ? [] : [version]), /`credits\.TransferHeld\.v1` too, until 2027-06-30/);
  assert.deepEqual([version?.version, newest?.name, newest?.version], [1, "TransferHeld", 2]);
  assert.deepEqual(findSubject(credits.contract, "TransferHeld.v2"), {
    wanted: { kind: "event", name: "TransferHeld" },
  });
  const unknown = findSubject(credits.contract, "TransferHeld.v7");
  assert.ok("problem" in unknown && unknown.problem.includes("versions 1 and 2"));
});

test("a misspelt name is answered with the nearest, and any letter case is understood", () => {
  const missed = findSubject(credits.contract, "TransfrCredits");
  assert.ok("problem" in missed && missed.nearest === "TransferCredits");
  assert.deepEqual(findSubject(credits.contract, "transfercredits"), {
    wanted: { kind: "command", name: "TransferCredits" },
  });
  assert.deepEqual(findSubject(credits.contract, "transfer", "process"), {
    wanted: { kind: "process", name: "transfer" },
  });
  assert.ok("problem" in findSubject(credits.contract, "TransferCredits", "read model"));
});

test("what the contract leaves out is told as such, with the place where it would stand", () => {
  const document = counterContract();
  document["x-eventwright"].retryPolicies.patient = { attempts: 2, first: "PT1H", strategy: "fixed", jitter: "none" };
  document.components.messages.Told["x-eventwright"].retry = "patient";
  const scene = sceneOf(inMemory({ "asyncapi.yaml": JSON.stringify(document, undefined, 1) }));
  const told = explain(scene, { kind: "notification", name: "Told" }, 0);
  assert.match(textOf(told), /two tries within 1 h: a wait of 1 h\. A wait of more than 10 s outlives a restart/);
  const add = explain(scene, { kind: "command", name: "Add" }, 0);
  const reasons = add.flatMap(({ steps }) => steps.flatMap(({ says }) => says.flatMap(({ why }) => why)));
  assert.ok(reasons.some(({ word, isSaid }) => word === "retryPolicies.commands" && !isSaid));
  assert.match(textOf(add), /open to everybody/);
});

test("a document without words for the generator says that nothing runs", () => {
  const document = counterContract();
  delete document["x-eventwright"];
  for (const message of Object.values<Record<string, unknown>>(document.components.messages)) {
    delete message["x-eventwright"];
  }
  const scene = sceneOf(inMemory({ "asyncapi.yaml": JSON.stringify(document) }));
  const found = findSubject(scene.contract, "Add");
  assert.ok("wanted" in found);
  assert.match(textOf(explain(scene, found.wanted, 0)), /nothing that handles it/);
});

test("what is said of the platform is what the platform does", () => {
  const text = [credits, library].map((scene) => textOf(everythingOf(scene))).join("\n");
  const statuses = [...text.matchAll(/(\d{3}) \(`([a-z-]+)`\)/g)];
  assert.ok(statuses.length > 5);
  for (const [, status, code = ""] of statuses) {
    assert.equal(problems[code as keyof typeof problems]?.status, Number(status), code);
  }
  const policy = { attempts: 2, strategy: "fixed", first: 1000, max: 1000 } as const;
  assert.equal(retryDelay(policy, 1, 0), 1000 * (1 - usualJitter));
  assert.equal(longestWait, usualLongestWait);
});
