import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
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
