import { keyOf } from "../events/facts.ts";
import { conclude } from "./conclude.ts";
import type { Desk } from "./desk.ts";
import { wordsOf } from "./words.ts";

/** How many decisions without a known end are asked about in a round. */
const mostUnended = 50;

/**
 * Asks the platform what is held, and what became of whatever is held here but no longer there, or has no end here. Events may have been missed:
 * while this application was away for longer than Event Grid's patience, or before it was subscribed.
 * @returns whether the platform answered
 */
export async function catchUp(desk: Desk): Promise<boolean> {
  try {
    const held = new Set<string>();
    for await (const transfer of desk.platform.held()) {
      held.add(keyOf(transfer));
      const fact = conclude(transfer);
      if (fact !== undefined) desk.add(fact);
    }
    const gone = desk.store.waiting().filter(({ transfer }) => !held.has(keyOf(transfer)));
    for (const { transfer } of [...gone, ...desk.store.unended(mostUnended)]) {
      const now = await desk.platform.transfer(transfer.transferId);
      const fact = now && keyOf(now) === keyOf(transfer) ? conclude(now) : undefined;
      if (fact !== undefined) desk.add(fact);
    }
    await desk.nameOwners();
    const { detail: _over, ...link } = desk.link;
    desk.link = { ...link, api: "up" };
    return true;
  } catch (error) {
    if (desk.link.api === "up") desk.log("warn", `The platform's API does not answer: ${wordsOf(error)}`);
    desk.link = { ...desk.link, api: "down", detail: wordsOf(error) };
    return false;
  }
}
