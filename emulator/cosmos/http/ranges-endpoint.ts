import type { Account } from "../account.ts";
import { badRequest } from "../errors.ts";
import { parseObject } from "../json.ts";
import type { Container } from "../store/container.ts";
import { jsonReply, type Reply } from "./exchange.ts";

/** Path of the list of ranges. */
export const rangesPath = "/_eventwright/ranges";
/** Path that a range is split at. */
export const splitPath = "/_eventwright/split";

/** GET: the live ranges of every container, by `<database>/<container>`, in the order of their keys. Needs no key: it shows no data. */
export function readRanges(account: Account): Reply {
  const named = account.catalog
    .everyContainer()
    .map((container): [string, unknown] => [
      `${container.database.id}/${container.id}`,
      liveRanges(container).map(({ id, min, max, parents }) => ({ id, min, max, parents })),
    ]);
  return jsonReply(200, { containers: Object.fromEntries(named) });
}

/**
 * POST `{"container": "<database>/<container>", "range": "<id>"}`: splits a range while everything runs. Without `range`
 * the widest is split, the one of the lowest keys among equals. Answers the parent's id and the children's.
 * @throws CosmosError 400, 404 when there is no such range any more
 */
export async function postSplit(account: Account, body: string): Promise<Reply> {
  const { container: name, range } = parseObject(body);
  const [database = "", id = ""] = typeof name === "string" ? name.split("/") : [];
  if (database === "" || id === "") throw badRequest("container must be a text like database/container.");
  if (range !== undefined && typeof range !== "string") throw badRequest("range must be the id of a range, a text.");
  const { parent, children } = await account.splitRange(database, id, range);
  return jsonReply(200, { container: `${database}/${id}`, parent, children });
}

const liveRanges = (container: Container) =>
  container.ranges.filter(({ live }) => live).sort((a, b) => (a.min < b.min ? -1 : 1));
