import type { Account } from "../account.ts";
import { metadataCharge, readCharge } from "../charge.ts";
import { badRequest, notSupported } from "../errors.ts";
import { type Call, flag, header, type Reply, reply } from "../http/exchange.ts";
import {
  createItem,
  deleteItem,
  type ItemContext,
  type Preconditions,
  purgeItem,
  readItem,
  replaceItem,
  resolveKey,
  upsertItem,
  type Written,
} from "../items.ts";
import { parseJson, parseObject } from "../json.ts";
import { effectiveKey, readKeyHeader } from "../partition-key.ts";
import { patchItem, readPatch } from "../patch.ts";
import type { Container } from "../store/container.ts";
import { etagOf } from "../store/render.ts";
import { containerHeaders, itemReply } from "./item-reply.ts";
import { checkSession } from "./session.ts";

/** POST …/docs: creates an item, or with the upsert header creates or overwrites it. */
export function postItem(account: Account, call: Call, database: string, container: string): Promise<Reply> {
  refuseTriggers(call);
  const document = parseObject(call.body);
  const upsert = flag(call, "x-ms-documentdb-is-upsert");
  return write(account, call, database, container, (context) => {
    const epk = resolveKey(context.container, keyHeader(call), document);
    return upsert ? upsertItem(context, epk, document, preconditions(call)) : createItem(context, epk, document);
  });
}

/** PUT …/docs/{id} */
export function putItem(account: Account, call: Call, database: string, container: string, id: string): Promise<Reply> {
  refuseTriggers(call);
  const document = parseObject(call.body);
  return write(account, call, database, container, (context) => {
    const epk = resolveKey(context.container, keyHeader(call), document);
    return replaceItem(context, epk, id, document, preconditions(call));
  });
}

/** PATCH …/docs/{id} */
export function patchItemRoute(
  account: Account,
  call: Call,
  database: string,
  container: string,
  id: string,
): Promise<Reply> {
  const patch = readPatch(parseJson(call.body));
  return write(account, call, database, container, (context) => {
    const epk = resolveKey(context.container, keyHeader(call));
    return patchItem(context, epk, id, patch, preconditions(call));
  });
}

/** GET …/docs/{id} */
export function getItem(account: Account, call: Call, databaseId: string, containerId: string, id: string): Reply {
  const container = account.catalog.container(databaseId, containerId);
  const epk = resolveKey(container, keyHeader(call));
  checkSession(account, call, container, epk);
  const match = header(call, "if-none-match");
  const read = () => {
    const item = readItem({ store: account.store, container, now: account.now() }, epk, id);
    const etag = etagOf(container, item.version);
    return { item, etag, charge: match === etag ? 1 : readCharge(item.body.length) };
  };
  const { item, etag, charge } = account.throughput.metered(container, read, (found) => found.charge);
  if (match === etag) {
    const headers = containerHeaders(account, container, epk);
    return reply(304, "", { etag, "x-ms-request-charge": String(charge), ...headers });
  }
  return itemReply(account, container, item, 200, charge);
}

/** DELETE …/docs/{id} */
export async function removeItem(
  account: Account,
  call: Call,
  databaseId: string,
  containerId: string,
  id: string,
): Promise<Reply> {
  refuseTriggers(call);
  const [container, { item, charge }] = await meteredWrite(account, databaseId, containerId, (context) => {
    const epk = resolveKey(context.container, keyHeader(call));
    return deleteItem(context, epk, id, preconditions(call));
  });
  return reply(204, "", {
    "x-ms-request-charge": String(charge),
    ...containerHeaders(account, container, item.epk),
  });
}

/** POST …/operations/partitionkeydelete: deletes all items of the key in the header. Azure does it in the background. */
export async function deletePartition(
  account: Account,
  call: Call,
  databaseId: string,
  containerId: string,
): Promise<Reply> {
  const key = keyHeader(call);
  if (key === undefined) throw badRequest("The request needs a partition key header.");
  await account.writeItems(databaseId, containerId, (context) => {
    if (key.length !== context.container.key.paths.length) throw notSupported("delete by a prefix of a partition key");
    const epk = effectiveKey(context.container.key, key);
    // The work itself is charged to nobody, as Azure does it in the background.
    const remove = () => {
      const items = [...context.store.select(context.container, context.now, "epk = ?", [epk], "id")];
      for (const item of items) purgeItem(context, item);
    };
    account.throughput.metered(context.container, remove, () => metadataCharge);
  });
  return reply(200, "", { "x-ms-request-charge": String(metadataCharge) });
}

/** The partition key header of a request, when it has one. @throws CosmosError 400 */
export function keyHeader(call: Call) {
  const text = header(call, "x-ms-documentdb-partitionkey");
  return text === undefined ? undefined : readKeyHeader(text);
}

async function write(
  account: Account,
  call: Call,
  databaseId: string,
  containerId: string,
  task: (context: ItemContext) => Written,
): Promise<Reply> {
  const [container, { status, item, charge }] = await meteredWrite(account, databaseId, containerId, task);
  const full = itemReply(account, container, item, status, charge);
  return header(call, "prefer") === "return=minimal" ? { ...full, body: "" } : full;
}

/** One write on the throughput of its container. */
const meteredWrite = <T extends { readonly charge: number }>(
  account: Account,
  databaseId: string,
  containerId: string,
  task: (context: ItemContext) => T,
): Promise<readonly [Container, T]> =>
  account.writeItems(databaseId, containerId, (context) => {
    const { container } = context;
    const charged = ({ charge }: T) => charge;
    return [container, account.throughput.metered(container, () => task(context), charged)] as const;
  });

const preconditions = (call: Call): Preconditions => ({
  ifMatch: header(call, "if-match"),
  ifNoneMatch: header(call, "if-none-match"),
});

function refuseTriggers(call: Call): void {
  for (const name of ["x-ms-documentdb-pre-trigger-include", "x-ms-documentdb-post-trigger-include"]) {
    if (header(call, name) !== undefined) throw notSupported(`server-side triggers (${name})`);
  }
}
