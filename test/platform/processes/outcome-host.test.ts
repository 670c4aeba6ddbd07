import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { ProcessAnswer, ProcessesAnswer, StoryAnswer } from "../../../platform/admin/shapes.ts";
import type { OutcomeRecord } from "../../../platform/stores/records.ts";
import { riddle } from "../support/booking.ts";
import { type InstanceStatus, type ProcessHost, startProcessHost } from "../support/process-host.ts";

const hasEnded = ({ runtimeStatus }: InstanceStatus) => runtimeStatus !== "Running" && runtimeStatus !== "Pending";

describe("a process that may be refused, on the local Functions host", () => {
  let host: ProcessHost;

  before(async () => {
    host = await startProcessHost({
      appDir: join(import.meta.dirname, "booking-host"),
      name: "booking",
      functionName: "processBooking",
      wants: ["Wanted", "Confirmed"],
    });
  });
  after(() => host.stop());

  it("learns that its command succeeded, and that it was refused", async () => {
    await host.send("want", { wishId: "a", seat: "1A" });
    assert.equal((await host.until("booking-a", hasEnded)).output, "booked");
    await host.send("want", { wishId: "b", seat: "1A" });
    assert.equal((await host.until("booking-b", hasEnded)).output, "seat-taken");
  });

  it("is shown by the admin API, alone, in a list and in the story of its request", async () => {
    await host.send("want", { wishId: "s", seat: "7S" });
    await host.until("booking-s", hasEnded);
    const { body } = await host.admin("processes/booking-s");
    const { status, output, correlationid, history } = body as ProcessAnswer;
    assert.deepEqual([status, output], ["Completed", "booked"]);
    const steps = history.map(({ what, name }) => (name === undefined ? what : `${what} ${name}`));
    assert.deepEqual(steps.slice(0, 3), ["started Wanted", "sent TakeSeat", "answered TakeSeat"]);
    assert.equal(steps.at(-1), "ended");
    const listed: string[] = [];
    for (let cursor = ""; ; ) {
      const page = (await host.admin(`processes?process=booking&limit=1${cursor}`)).body as ProcessesAnswer;
      listed.push(...page.items.map(({ instanceId }) => instanceId));
      if (page.cursor === undefined) break;
      cursor = `&cursor=${page.cursor}`;
    }
    assert.ok(listed.includes("booking-s"));
    assert.equal(new Set(listed).size, listed.length);
    const story = (await host.admin(`stories/${correlationid}`)).body as StoryAnswer;
    assert.deepEqual(
      story.processes.map(({ instanceId }) => instanceId),
      ["booking-s"],
    );
    assert.equal((await host.admin("processes/booking-nobody")).status, 404);
  });

  it("waits for a parked command, over a restart of the host, until it was redriven", async () => {
    await host.send("want", { wishId: "c", seat: riddle });
    await host.until("booking-c", ({ customStatus }) => customStatus?.awaits === "TakeSeat");
    const parked = await failedOutcome(host);
    await host.restart();
    await host.until("booking-c", ({ customStatus }) => customStatus?.awaits === "TakeSeat");
    const { deadLetter: _, ...outcome } = parked;
    const rejection = { code: "seat-broken", message: "It is broken." };
    await host.database.container("outcomes").items.upsert({ ...outcome, status: "rejected", rejection });
    // As late as the next question may come.
    await host.move("PT10M");
    assert.equal((await host.until("booking-c", hasEnded)).output, "seat-broken");
  });
});

/** The outcome of the command that failed, as soon as it has. */
async function failedOutcome(host: ProcessHost): Promise<OutcomeRecord> {
  const failed = "SELECT * FROM c WHERE c.status = 'failed'";
  for (;;) {
    const { resources } = await host.database.container("outcomes").items.query<OutcomeRecord>(failed).fetchAll();
    if (resources[0] !== undefined) return resources[0];
    await new Promise((resolve) => setImmediate(resolve));
  }
}
