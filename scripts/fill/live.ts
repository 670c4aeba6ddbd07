import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { localSettings } from "../stores.ts";
import type { History } from "./history.ts";

/**
 * Sends transfers to the running app, so that there are running processes too: the rest of a past cannot be brought into Durable
 * Functions. Most of them are so large that a reviewer is asked.
 * @returns how many the app took; none where no address of it is to be found
 */
export async function sendLive({ society }: History, transfers: number, settings: string | undefined): Promise<number> {
  const api = addressBeside(settings ?? localSettings);
  if (api === undefined) return 0;
  const send = async (command: string, payload: unknown) => {
    const response = await fetch(`${api}/api/commands/${command}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(payload),
    });
    await response.body?.cancel();
    return response.status === 202;
  };
  let taken = 0;
  for (let n = 0; n < transfers; n++) {
    const account = society.accounts[n % society.accounts.length];
    if (account === undefined) break;
    const amount = n % 3 === 0 ? 500 : 120_000;
    const load = { ...society.load(account).payload, amount: amount + 1_000 };
    const transfer = society.transfer(account, amount);
    if ((await send("load-credits", load)) && (await send(transfer.command, transfer.payload))) taken++;
  }
  return taken;
}

/** The address that `npm start` leaves beside the app's settings. */
function addressBeside(settings: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(dirname(settings), "addresses.json"), "utf8")) as { api: string }).api;
  } catch {
    return undefined;
  }
}
