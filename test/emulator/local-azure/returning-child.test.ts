import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { type ReturningChild, startReturning } from "../../../emulator/local-azure/returning-child.ts";
import { silentLog } from "../../../emulator/service.ts";

interface Answer {
  readonly turn: number;
  readonly port: number;
  readonly told: unknown;
  readonly pid: number;
}

async function start(t: TestContext) {
  const exited = Promise.withResolvers<string>();
  const child = await startReturning(
    {
      name: "echo",
      file: new URL("./support/echo.ts", import.meta.url),
      options: (turn, port = 0) => ({ turn, port }),
    },
    { log: silentLog, exited: exited.resolve },
  );
  t.after(() => child.stop());
  return { child, exited: exited.promise };
}

/** What the child answers, once it does so as wanted. */
async function answer(child: ReturningChild, wanted: (answer: Answer) => boolean = () => true): Promise<Answer> {
  for (;;) {
    try {
      const found = (await (await fetch(child.url)).json()) as Answer;
      if (wanted(found)) return found;
    } catch {
      // It is away.
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("a child that is broken on purpose", () => {
  it("comes back under its address, knows which turn it is, and is told what it was told", async (t) => {
    const { child } = await start(t);
    const { url } = child;
    child.tell({ chaos: true });
    const first = await answer(child, ({ told }) => told !== null);
    const back = child.crash();
    // Once more while it is away: nothing.
    await child.crash();
    await back;
    const second = await answer(child, ({ turn, told }) => turn === 2 && told !== null);
    assert.equal(child.url, url);
    assert.notEqual(second.pid, first.pid);
    assert.deepEqual([second.port, second.told], [Number(new URL(url).port), { chaos: true }]);
    await child.crash();
    assert.equal((await answer(child)).turn, 3);
  });

  it("stands still while it is held, and goes on as the same process", async (t) => {
    const { child } = await start(t);
    const { pid } = await answer(child);
    child.hold(100);
    // Sent before the signal that lets it go on, so it is the answer of a process that went on.
    assert.equal((await answer(child)).pid, pid);
    child.hold(600_000);
    await assert.rejects(fetch(child.url, { signal: AbortSignal.timeout(100) }), { name: "TimeoutError" });
  });

  it("can be stopped while it is held or away", async (t) => {
    const held = await start(t);
    held.child.hold(60_000);
    await held.child.stop();
    const away = await start(t);
    const { url } = away.child;
    const back = away.child.crash();
    await away.child.stop();
    await back;
    await assert.rejects(fetch(url));
  });

  it("says when it ends without having been broken", async (t) => {
    const { child, exited } = await start(t);
    process.kill(child.pid, "SIGKILL");
    assert.equal(await exited, "echo");
  });
});
