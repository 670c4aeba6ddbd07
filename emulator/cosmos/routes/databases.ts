import type { Account } from "../account.ts";
import { type Call, feedBody, header, jsonReply, type Reply, reply } from "../http/exchange.ts";
import { checkId } from "../items.ts";
import { parseObject } from "../json.ts";
import { queryList } from "../query/list.ts";
import { resourceEtag } from "../store/catalog.ts";
import type { Database } from "../store/container.ts";
import { readThroughput } from "../store/offers.ts";

/** GET /dbs */
export function listDatabases(account: Account): Reply {
  const items = account.catalog.databases().map((database) => JSON.stringify(render(database)));
  return reply(200, feedBody("Databases", "", items), { "x-ms-item-count": String(items.length) });
}

/** POST /dbs as a query */
export function queryDatabases(account: Account, call: Call): Reply {
  const items = queryList(call, account.catalog.databases().map(render));
  return reply(200, feedBody("Databases", "", items), { "x-ms-item-count": String(items.length) });
}

/** POST /dbs */
export async function createDatabase(account: Account, call: Call): Promise<Reply> {
  const { id } = parseObject(call.body);
  checkId(id);
  const content = readThroughput(
    header(call, "x-ms-offer-throughput"),
    header(call, "x-ms-cosmos-offer-autopilot-settings"),
  );
  const database = await account.write(() => {
    const created = account.catalog.createDatabase(id, account.now());
    if (content !== undefined) account.offers.add(created.rid, selfOf(created), content, account.now());
    return created;
  });
  return answer(201, database);
}

/** GET /dbs/{id} */
export const readDatabase = (account: Account, id: string): Reply => answer(200, account.catalog.database(id));

/** DELETE /dbs/{id} */
export async function deleteDatabase(account: Account, id: string): Promise<Reply> {
  await account.write(() => account.catalog.deleteDatabase(id));
  return reply(204, "");
}

const selfOf = (database: Database) => `dbs/${database.rid}/`;

const answer = (status: number, database: Database): Reply =>
  jsonReply(status, render(database), { etag: resourceEtag(database.num, 1) });

function render(database: Database) {
  return {
    id: database.id,
    _rid: database.rid,
    _self: selfOf(database),
    _etag: resourceEtag(database.num, 1),
    _colls: "colls/",
    _users: "users/",
    _ts: database.ts,
  };
}
