/**
 * A process that redrives letters and kills itself at a numbered fault point: point 0 is before its first call of a store or
 * of the publisher, point N after the Nth that counts was answered. By default those count that write: between two of them
 * nothing changes that anybody else can see, so that these are all the states in which a `kill -9` can leave what is stored.
 * Writes every call that counts on a line of its own.
 */
import { writeSync } from "node:fs";
import { openDatabase } from "../../../../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../../../../platform/adapters/cosmos/stores.ts";
import type { CosmosSettings } from "../../../../platform/app/settings.ts";
import { systemClock } from "../../../../platform/clock/clock.ts";
import { redrive } from "../../../../platform/dead-letters/redrive/redrive.ts";
import type { Publisher } from "../../../../platform/stores/ports.ts";
import { runtimeOf } from "../../../../platform/testing/app-over.ts";
import { instrumentPublisher, instrumentStores } from "../../../../platform/testing/instrument.ts";
import { tally } from "../../support/tally.ts";

/** What the process is told, as JSON in its one argument. */
export interface Orders {
  readonly settings: CosmosSettings;
  /** Takes what is published. */
  readonly topic: string;
  readonly letters: readonly string[];
  /** The fault point; none runs to the end. */
  readonly killAt?: number;
  /** Whether calls that only read count, too. */
  readonly reads?: boolean;
}

const { settings, topic, letters, killAt, reads = false } = JSON.parse(process.argv[2] ?? "") as Orders;

let point = 0;
const dieAt = (reached: number) => {
  if (reached === killAt) process.kill(process.pid, "SIGKILL");
};
const publisher: Publisher = {
  async publish(events) {
    const answer = await fetch(topic, { method: "POST", body: JSON.stringify(events) });
    if (!answer.ok) throw new Error(`The topic answered ${answer.status}.`);
  },
};
const hook = (step: string, when: "before" | "after") => {
  if (when === "before" || !(reads || /\.(append|mark|change|create|put|write|publish|remove|replace)/.test(step)))
    return;
  writeSync(1, `${step}\n`);
  dieAt(++point);
};
const database = await openDatabase(settings);
const stores = cosmosStores(database);
const runtime = {
  ...runtimeOf(tally({ decidersWork: true }), stores, publisher, systemClock),
  stores: instrumentStores(stores, hook),
  publisher: instrumentPublisher(publisher, hook),
};
dieAt(0);
for (const id of letters) await redrive(runtime, id);
database.close();
