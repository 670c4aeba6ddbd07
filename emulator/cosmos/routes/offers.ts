import type { Account } from "../account.ts";
import { notFound } from "../errors.ts";
import { type Call, feedBody, jsonReply, type Reply, reply } from "../http/exchange.ts";
import { parseObject } from "../json.ts";
import { queryList } from "../query/list.ts";

/** GET /offers */
export const listOffers = (account: Account): Reply =>
  feed(account.offers.list().map((offer) => JSON.stringify(offer)));

/** POST /offers, a query such as `SELECT * FROM root WHERE root.resource = "dbs/…"` */
export const queryOffers = (account: Account, call: Call): Reply => feed(queryList(call, account.offers.list()));

/** GET /offers/{rid} */
export function readOffer(account: Account, rid: string): Reply {
  const offer = account.offers.list().find((candidate) => candidate["_rid"] === rid);
  if (offer === undefined) throw notFound(`Offer ${rid}`);
  return jsonReply(200, offer);
}

/** PUT /offers/{rid}: changes the throughput. The number of ranges stays. */
export async function replaceOffer(account: Account, call: Call, rid: string): Promise<Reply> {
  const body = parseObject(call.body);
  return jsonReply(200, await account.write(() => account.offers.replace(rid, body, account.now())));
}

const feed = (items: readonly string[]): Reply =>
  reply(200, feedBody("Offers", "", items), { "x-ms-item-count": String(items.length) });
