import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { Random } from "../../console/plan/random.ts";
import type { Report } from "../../console/report/report.ts";
import { freePort } from "../../emulator/free-port.ts";
import { Client, type Transfer } from "../../generated/client.ts";
import { runProgram } from "./support/commands.ts";
import { powerCut } from "./support/power-cut.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

const seed = 42;
const random = new Random(`${seed}/kills`);

/** When the tree is killed first: after so many commands, while the last of them is under way. */
const commands = random.integer(30, 60);

/** When it is killed again: as soon as so many transfers look like this. */
const moments = [
  {
    what: "transfers wait for guardians and reviewers while others are under way",
    fits: ({ status }: Transfer) => status === "held" || status === "awaiting-guardian",
    count: random.integer(2, 10),
  },
  {
    what: "reviewers decide",
    fits: ({ reviewer }: Transfer) => reviewer !== undefined,
    count: random.integer(1, 4),
  },
  {
    what: "the time for decisions is over",
    fits: ({ status, reason }: Transfer) => status === "expired" || (reason?.endsWith("-expired") ?? false),
    count: random.integer(1, 2),
  },
];

describe("kill -9 of the whole tree in mid-run", () => {
  const folder = temporaryFolder();
  let system: System | undefined;
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  it("loses nothing and does nothing twice, also while transfers wait for people and processes run", async () => {
    // The system comes back under the same address, as after `npm start` on fixed ports.
    const port = await freePort();
    system = await startSystem(folder.path, port);
    const { api } = system;
    const again = async () => {
      await system?.kill();
      system = await startSystem(folder.path, port);
    };
    const power = await powerCut(api, commands, again);
    const client = new Client({ url: api, attempts: 1 });
    const options = `--accounts 12 --transfers 70 --payments 15 --seed ${seed}`;
    const simulation = runProgram("console/simulate.ts", [...options.split(" "), "--url", power.url, "--json"]);
    let isOver = false;
    const over = simulation.finally(() => {
      isOver = true;
    });
    await Promise.race([power.over, over]);
    const killed: string[] = [];
    for (const { what, fits, count } of moments) {
      while (!isOver && (await transfersAt(client)).filter(fits).length < count) await pause(20);
      if (isOver) break;
      killed.push(what);
      await again();
    }
    const { code, stdout, stderr } = await over;
    await power.close();
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.deepEqual(
      killed,
      moments.map(({ what }) => what),
    );
    const { summary, invariants } = JSON.parse(stdout) as Report;
    assert.deepEqual([...new Set(invariants.map(({ verdict }) => verdict))], ["holds"]);
    assert.ok(summary.resent > 0, "nothing was sent again");
    for (const { yes, no, expired } of [summary.decisions.guardian, summary.decisions.review]) {
      assert.ok(yes > 0 && no > 0 && expired > 0);
    }
  });
});

/** All transfers that the read model shows; none while the system is away. */
async function transfersAt(client: Client): Promise<Transfer[]> {
  const all: Transfer[] = [];
  try {
    for await (const transfer of client.listTransfers({ limit: 200 })) all.push(transfer);
    return all;
  } catch {
    return [];
  }
}
