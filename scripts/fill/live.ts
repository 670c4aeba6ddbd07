import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { localAccess } from "../../console/local-system.ts";
import { tokenSource } from "../../webapp/access-token.ts";
import { localSettings } from "../stores.ts";
import type { History } from "./history.ts";

/**
 * Sends transfers to the running app, so that there are running processes too: the rest of a past cannot be brought into Durable
 * Functions. Most of them are so large that a reviewer is asked. Where the app asks for a key and tokens, each sender has a token.
 * @returns how many the app took; none where no address of it is to be found
 * @throws Error when it takes none, saying why
 */
export async function sendLive({ society }: History, transfers: number, settings: string | undefined): Promise<number> {
  const folder = dirname(settings ?? localSettings);
  const api = addressIn(folder);
  if (api === undefined) return 0;
  const { key, tokens } = localAccess(folder, api);
  const tokenOf = tokens && tokenSource({ ...tokens, scope: "credits.write" });
  let refusal: string | undefined;
  const send = async (owner: string, command: string, payload: unknown) => {
    const response = await fetch(`${api}/api/commands/${command}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key !== undefined && { "x-functions-key": key }),
        ...(tokenOf && { authorization: `Bearer ${await tokenOf(owner)}` }),
      },
      body: JSON.stringify(payload),
    });
    const text = await response.text();
    if (response.status !== 202) refusal ??= `${command} was answered ${response.status}: ${text.slice(0, 300)}`;
    return response.status === 202;
  };
  let taken = 0;
  for (let n = 0; n < transfers; n++) {
    const account = society.accounts[n % society.accounts.length];
    if (account === undefined) break;
    const amount = n % 3 === 0 ? 500 : 120_000;
    const load = { ...society.load(account).payload, amount: amount + 1_000 };
    const transfer = society.transfer(account, amount);
    const { owner } = account;
    if ((await send(owner, "load-credits", load)) && (await send(owner, transfer.command, transfer.payload))) taken++;
  }
  if (taken === 0 && refusal !== undefined) throw new Error(`The app took none of the transfers: ${refusal}`);
  return taken;
}

/** The address that `npm start` leaves beside the app's settings. */
function addressIn(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(join(folder, "addresses.json"), "utf8")) as { api: string }).api;
  } catch {
    return undefined;
  }
}
