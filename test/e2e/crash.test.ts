import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Random } from "../../console/plan/random.ts";
import type { Report } from "../../console/report/report.ts";
import { freePort } from "../../emulator/free-port.ts";
import { Client, type Transfer } from "../../generated/client.ts";
import { runProgram } from "./support/commands.ts";
import { eventually } from "./support/http.ts";
import { type Moment, powerCut, sendsCommand } from "./support/power-cut.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

const seed = 42;
const random = new Random(`${seed}/kills`);

/** When the tree is killed, in the order of the run. */
const momentsOf = (client: Client): readonly Moment[] => {
  const shown = (fits: (transfer: Transfer) => boolean, least: number) => () =>
    eventually(
      async () => (await transfersAt(client)).filter(fits).length,
      (count) => count >= least,
    );
  return [
    { what: "commands are under way", at: sendsCommand(), count: random.integer(30, 60) },
    {
      what: "transfers wait for guardians and reviewers while others are under way",
      at: sendsCommand("transfer-credits"),
      count: random.integer(5, 20),
      until: shown(({ status }) => status === "held" || status === "awaiting-guardian", random.integer(2, 10)),
    },
    {
      what: "reviewers decide",
      at: sendsCommand("approve-transfer", "reject-transfer"),
      count: random.integer(1, 4),
      until: shown(({ reviewer }) => reviewer !== undefined, 1),
    },
    {
      what: "the time for decisions is over",
      at: ({ method, url }) => method === "POST" && url === "/admin/clock",
      count: 1,
      until: shown(
        ({ status, reason }) => status === "expired" || (reason?.endsWith("-expired") ?? false),
        random.integer(1, 2),
      ),
    },
  ];
};

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
    const moments = momentsOf(new Client({ url: api, attempts: 1 }));
    const power = await powerCut(api, moments, again);
    const options = `--accounts 12 --transfers 70 --payments 15 --seed ${seed}`;
    const simulation = runProgram("console/simulate.ts", [...options.split(" "), "--url", power.url, "--json"]);
    // Whoever is first: a run that ends before the last moment fails below, and so does a system that does not come back.
    await Promise.race([power.over, simulation]);
    const { code, stdout, stderr } = await simulation;
    await power.close();
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.deepEqual(
      power.cuts,
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
