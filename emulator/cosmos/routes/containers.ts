import type { Account } from "../account.ts";
import { badRequest, notSupported } from "../errors.ts";
import { type Call, feedBody, flag, header, headerText, jsonReply, type Reply, reply } from "../http/exchange.ts";
import { checkId } from "../items.ts";
import { isObject, type JsonObject, parseObject } from "../json.ts";
import { queryList } from "../query/list.ts";
import { rangeRid } from "../rid.ts";
import { type Container, mostRanges } from "../store/container.ts";
import { completeIndexing } from "../store/indexing.ts";
import { leastThroughput, rangesFor, readThroughput } from "../store/offers.ts";
import { containerLink } from "../store/render.ts";

/** GET /dbs/{db}/colls */
export function listContainers(account: Account, databaseId: string): Reply {
  const database = account.catalog.database(databaseId);
  const items = account.catalog.containers(database).map((container) => JSON.stringify(renderContainer(container)));
  return reply(200, feedBody("DocumentCollections", database.rid, items), { "x-ms-item-count": String(items.length) });
}

/** POST /dbs/{db}/colls as a query */
export function queryContainers(account: Account, call: Call, databaseId: string): Reply {
  const database = account.catalog.database(databaseId);
  const items = queryList(call, account.catalog.containers(database).map(renderContainer));
  return reply(200, feedBody("DocumentCollections", database.rid, items), { "x-ms-item-count": String(items.length) });
}

/** POST /dbs/{db}/colls */
export async function createContainer(account: Account, call: Call, databaseId: string): Promise<Reply> {
  const definition = parseObject(call.body);
  const { id } = definition;
  checkId(id);
  refuseUnsupported(definition);
  const content = readThroughput(
    header(call, "x-ms-offer-throughput"),
    header(call, "x-ms-cosmos-offer-autopilot-settings"),
  );
  const ranges = account.settings.partitionRanges ?? rangesFor(content);
  if (ranges > mostRanges) throw notSupported(`more than ${mostRanges} partition ranges`);
  const container = await account.write(() => {
    const database = account.catalog.database(databaseId);
    const created = account.catalog.createContainer(database, id, withDefaults(definition), ranges, account.now());
    // A container that asks for nothing takes its share of what its database was given.
    const shares = content === undefined && account.offers.unitsOf(database.rid) !== undefined;
    if (!shares) {
      const own = content ?? { offerThroughput: leastThroughput };
      account.offers.add(created.rid, containerLink(created), own, account.now());
    }
    return created;
  });
  return answer(201, container);
}

/** GET /dbs/{db}/colls/{id} */
export function readContainer(account: Account, call: Call, databaseId: string, id: string): Reply {
  const container = account.catalog.container(databaseId, id);
  const quota = flag(call, "x-ms-documentdb-populatequotainfo")
    ? {
        "x-ms-resource-quota": "documentSize=20480;documentsSize=20971520;documentsCount=-1;collectionSize=20971520;",
        "x-ms-documentdb-collection-index-transformation-progress": "100",
        "x-ms-resource-usage": `documentSize=0;documentsSize=0;documentsCount=${count(account, container)};`,
      }
    : {};
  return answer(200, container, quota);
}

/** PUT /dbs/{db}/colls/{id}: the definition changes, the items stay. */
export async function replaceContainer(account: Account, call: Call, databaseId: string, id: string): Promise<Reply> {
  const definition = parseObject(call.body);
  if (definition["id"] !== id) throw badRequest("The id in the body differs from the id of the container.");
  refuseUnsupported(definition);
  const container = await account.write(() => {
    const old = account.catalog.container(databaseId, id);
    const { partitionKey, uniqueKeyPolicy } = old.definition;
    const kept = uniqueKeyPolicy === undefined ? { partitionKey } : { partitionKey, uniqueKeyPolicy };
    return account.catalog.replaceContainer(old, withDefaults({ ...kept, ...definition }), account.now());
  });
  return answer(200, container);
}

/** DELETE /dbs/{db}/colls/{id} */
export async function deleteContainer(account: Account, databaseId: string, id: string): Promise<Reply> {
  await account.write(() => account.catalog.deleteContainer(account.catalog.container(databaseId, id)));
  return reply(204, "");
}

/** GET /dbs/{db}/colls/{id}/pkranges */
export function listRanges(account: Account, databaseId: string, id: string): Reply {
  const container = account.catalog.container(databaseId, id);
  const live = container.ranges.filter((range) => range.live);
  const items = live.map((range) => {
    const rid = rangeRid(container.database.num, container.num, Number(range.id));
    return JSON.stringify({
      id: range.id,
      minInclusive: range.min,
      maxExclusive: range.max,
      parents: range.parents,
      status: "online",
      ridPrefix: Number(range.id),
      throughputFraction: 1 / live.length,
      _rid: rid,
      _self: `${containerLink(container)}pkranges/${rid}/`,
      _etag: container.etag,
      _ts: container.ts,
    });
  });
  const headers = { etag: container.etag, "x-ms-item-count": String(items.length) };
  return reply(200, feedBody("PartitionKeyRanges", container.rid, items), headers);
}

/** GET /dbs/{db}/colls/{id}/conflicts: with one write region there are none. */
export function listConflicts(account: Account, databaseId: string, id: string): Reply {
  return reply(200, feedBody("Conflicts", account.catalog.container(databaseId, id).rid, []));
}

/** POST …/conflicts as a query: it must make sense, and finds nothing. */
export function queryConflicts(account: Account, call: Call, databaseId: string, id: string): Reply {
  const { rid } = account.catalog.container(databaseId, id);
  queryList(call, []);
  return reply(200, feedBody("Conflicts", rid, []), { "x-ms-item-count": "0" });
}

function answer(status: number, container: Container, headers: Record<string, string> = {}): Reply {
  return jsonReply(status, renderContainer(container), {
    etag: container.etag,
    "x-ms-alt-content-path": headerText(`dbs/${container.database.id}`),
    "x-ms-content-path": container.database.rid,
    ...headers,
  });
}

function renderContainer(container: Container): JsonObject {
  return {
    ...container.definition,
    _rid: container.rid,
    _self: containerLink(container),
    _etag: container.etag,
    _docs: "docs/",
    _sprocs: "sprocs/",
    _triggers: "triggers/",
    _udfs: "udfs/",
    _conflicts: "conflicts/",
    _ts: container.ts,
  };
}

/** Azure shows these policies even when none was given. */
function withDefaults(definition: JsonObject): JsonObject {
  const clean = Object.fromEntries(Object.entries(definition).filter(([name]) => !name.startsWith("_")));
  return {
    conflictResolutionPolicy: {
      mode: "LastWriterWins",
      conflictResolutionPath: "/_ts",
      conflictResolutionProcedure: "",
    },
    geospatialConfig: { type: "Geography" },
    ...clean,
    indexingPolicy: completeIndexing(definition["indexingPolicy"]),
  };
}

function refuseUnsupported(definition: JsonObject): void {
  for (const name of ["computedProperties", "vectorEmbeddingPolicy", "fullTextPolicy", "clientEncryptionPolicy"]) {
    if (isGiven(definition[name])) throw notSupported(`container property ${name}`);
  }
  const { indexingPolicy } = definition;
  for (const name of ["vectorIndexes", "fullTextIndexes"]) {
    if (isObject(indexingPolicy) && isGiven(indexingPolicy[name])) throw notSupported(`indexingPolicy.${name}`);
  }
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

const count = (account: Account, container: Container): string =>
  String(
    account.store.prepare("SELECT count(*) AS n FROM documents WHERE container = ?").get(container.num)?.["n"] ?? 0,
  );
