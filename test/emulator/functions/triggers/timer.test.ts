import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Dispatcher } from "../../../../emulator/functions/dispatcher.ts";
import type { FunctionInfo } from "../../../../emulator/functions/function-info.ts";
import type { InvocationRequest } from "../../../../emulator/functions/rpc/protocol.ts";
import { parseSchedule } from "../../../../emulator/functions/triggers/schedule.ts";
import { timerTrigger } from "../../../../emulator/functions/triggers/timer.ts";
import { timerStatusStore } from "../../../../emulator/functions/triggers/timer-status.ts";
import { silentLog } from "../../../../emulator/service.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";

function timer(options: Record<string, unknown>): FunctionInfo {
  const trigger = { type: "timerTrigger", ...options };
  return {
    name: "tick",
    id: "tick",
    triggerName: "t",
    trigger,
    bindings: { t: trigger },
    retry: undefined,
    disabled: false,
  };
}

function setUp() {
  const clock = new FakeClock();
  const calls: { at: number; isPastDue: boolean; status: { Next: string } | null }[] = [];
  const invoke = async (request: InvocationRequest) => {
    const data = JSON.parse(request.inputData[0]?.data?.json ?? "{}") as Record<string, unknown>;
    const status = data["ScheduleStatus"] as { Next: string } | null;
    calls.push({ at: clock.now(), isPastDue: data["IsPastDue"] === true, status });
    return { kind: "succeeded", response: { outputData: [] } } as const;
  };
  const dispatcher = new Dispatcher({ invoke, abandon: () => {}, ready: async () => {} }, silentLog);
  const statuses = timerStatusStore(undefined);
  return { clock, calls, context: { dispatcher, clock, random: () => 0, log: silentLog, statuses } };
}

const minute = 60_000;

describe("timers", () => {
  it("fire by NCRONTAB with six fields, five fields, or a TimeSpan", async () => {
    for (const [schedule, every] of [
      ["0 */5 * * * *", 5 * minute],
      ["*/5 * * * *", 5 * minute],
      ["00:02:00", 2 * minute],
      ["*/10 * * * * *", 10_000],
    ] as const) {
      const { clock, calls, context } = setUp();
      const start = clock.now();
      const trigger = timerTrigger(timer({ schedule }), context);
      await trigger.start();
      await clock.advance(3 * every);
      assert.deepEqual(
        calls.map(({ at }) => (at - start) / every),
        [1, 2, 3],
        schedule,
      );
      await trigger.stop();
      await clock.advance(every);
      assert.equal(calls.length, 3);
    }
  });

  it("want both the day of the month and the weekday", () => {
    const noon = parseSchedule("0 0 12 13 * 5");
    const next = new Date(noon.next(Date.UTC(2026, 0, 1)) ?? 0);
    assert.equal(next.getDate(), 13);
    assert.equal(next.getDay(), 5);
  });

  it("fire at start-up when asked to", async () => {
    const { clock, calls, context } = setUp();
    await timerTrigger(timer({ schedule: "0 */5 * * * *", runOnStartup: true }), context).start();
    await clock.advance(0);
    assert.deepEqual(
      calls.map(({ isPastDue }) => isPastDue),
      [false],
    );
  });

  it("fire once, past due, for what was missed while the host was down", async () => {
    const { clock, calls, context } = setUp();
    const first = timerTrigger(timer({ schedule: "0 */5 * * * *" }), context);
    await first.start();
    await clock.advance(5 * minute);
    await first.stop();
    await clock.advance(20 * minute);
    await timerTrigger(timer({ schedule: "0 */5 * * * *" }), context).start();
    await clock.advance(0);
    assert.equal(calls.length, 2);
    assert.equal(calls[1]?.isPastDue, true);
    assert.notEqual(calls[1]?.status, null);
  });

  it("refuse a schedule that is none", () => {
    for (const schedule of ["", "* *", "0 0 25 * * *", "@hourly", "0 0 L * * *"]) {
      assert.throws(() => timerTrigger(timer({ schedule }), setUp().context), /Function "tick": The schedule/);
    }
  });
});
