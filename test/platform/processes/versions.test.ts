import assert from "node:assert/strict";
import { test } from "node:test";
import { HandlerError } from "../../../platform/dead-letters/handler-error.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { Mailbox, messageOpener } from "../../../platform/processes/mailbox.ts";
import type { Orchestration } from "../../../platform/processes/orchestration.ts";
import { Added, tallyLater } from "../support/tally-versions.ts";

const delivered = (version: number, data: unknown): Envelope => ({
  specversion: "1.0",
  id: `counter:a:${version}`,
  source: "/tally",
  type: `tally.Added.v${version}`,
  subject: "counter/a",
  time: "2026-01-01T00:00:00.000Z",
  datacontenttype: "application/json",
  dataschema: "",
  correlationid: "c",
  causationid: "c",
  data,
});
const first = delivered(1, { counterId: "a", amount: 3, note: "old" });
const second = delivered(2, { counterId: "a", by: 4, note: "new" });
const opener = (upcasterThrowsOn?: string) => {
  const { upcasters = {} } = tallyLater(upcasterThrowsOn === undefined ? {} : { upcasterThrowsOn });
  return messageOpener({ startedBy: [Added], waitsFor: [], upcasters });
};
// Nothing here waits for anything.
const orchestration = {} as Orchestration;

test("a process sees the newest version of what its history holds, the same in every replay", () => {
  const open = opener();
  for (const _replay of [1, 2]) {
    const message = open(first);
    assert.deepEqual(
      [message.name, message.version, message.data],
      ["Added", 2, { counterId: "a", by: 3, note: "old" }],
    );
    assert.equal(message.envelope.id, first.id);
  }
  assert.deepEqual(open(second).data, second.data);
  assert.deepEqual(first.data, { counterId: "a", amount: 3, note: "old" }, "the history stays as it is");
});

test("one of a version that is not known is seen as it is, so that a replay comes to the same steps", () => {
  const { name, version, data } = opener()(delivered(7, { any: 1 }));
  assert.deepEqual([name, version, data], ["Added", 7, { any: 1 }]);
});

test("messages of several versions wait in the order in which they came, and are kept as they came", () => {
  const mailbox = new Mailbox(orchestration, opener(), []);
  mailbox.accept(first);
  mailbox.accept(second);
  mailbox.accept(first);
  assert.deepEqual(mailbox.kept(), [first, second]);
  assert.deepEqual(mailbox.take(["Added"])?.data, { counterId: "a", by: 3, note: "old" });
  assert.deepEqual(mailbox.take(["Added"])?.data, second.data);
  assert.equal(mailbox.take(["Added"]), undefined);
});

test("a message whose upcaster throws stays in the mailbox, for the letter that keeps it", () => {
  const mailbox = new Mailbox(orchestration, opener("old"), []);
  mailbox.accept(first);
  assert.throws(
    () => mailbox.take(["Added"]),
    (error) => error instanceof HandlerError && /upcaster of Added from version 1 threw/.test(error.message),
  );
  assert.deepEqual(mailbox.kept(), [first]);
});
