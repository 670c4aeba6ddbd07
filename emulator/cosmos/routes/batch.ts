import type { Account } from "../account.ts";
import { readCharge, throttledCharge } from "../charge.ts";
import { badRequest, CosmosError, rangeGone, tooLarge } from "../errors.ts";
import { type Call, flag, header, type Reply, reply } from "../http/exchange.ts";
import {
  createItem,
  deleteItem,
  type ItemContext,
  type Preconditions,
  readItem,
  replaceItem,
  resolveKey,
  upsertItem,
} from "../items.ts";
import { isObject, type JsonObject, parseJson } from "../json.ts";
import { readKeyHeader } from "../partition-key.ts";
import { patchItem, readPatch } from "../patch.ts";
import { type Container, rangeOf } from "../store/container.ts";
import { etagOf, renderDocument } from "../store/render.ts";
import { containerHeaders } from "./item-reply.ts";
import { keyHeader } from "./items.ts";

/** Limits of one batch request. */
const mostOperations = 100;
const largestBatch = 2 * 1024 * 1024;

interface Outcome {
  readonly status: number;
  readonly subStatus?: number | undefined;
  readonly charge: number;
  readonly etag?: string;
  /** JSON text of the item. */
  readonly body?: string;
  /** Of a refusal for lack of throughput: when to ask again, ms. */
  readonly retryAfter?: number | undefined;
}

/** Thrown to undo an atomic batch; it carries the result of each operation. */
class BatchFailed extends Error {
  readonly outcomes: readonly Outcome[];

  constructor(outcomes: readonly Outcome[]) {
    super("The batch failed.");
    this.outcomes = outcomes;
  }
}

/**
 * POST …/docs with the batch header. Atomic: all operations share one partition key and one transaction; when one fails
 * it has its own status and all others have 424. Not atomic (bulk): each operation stands alone; told not to
 * continue on an error, those after a failed one have 424.
 * Without throughput an atomic batch is refused whole, a bulk request operation by operation.
 */
export async function postBatch(account: Account, call: Call, databaseId: string, containerId: string): Promise<Reply> {
  if (Buffer.byteLength(call.body) > largestBatch) throw tooLarge(`A batch has at most ${largestBatch} bytes.`);
  const operations = parseJson(call.body);
  if (!Array.isArray(operations) || operations.length === 0 || !operations.every(isObject)) {
    throw badRequest("A batch must be a non-empty array of operations.");
  }
  if (operations.length > mostOperations) throw badRequest(`A batch has at most ${mostOperations} operations.`);
  const minimal = header(call, "prefer") === "return=minimal";
  const atomic = flag(call, "x-ms-cosmos-batch-atomic");
  const [container, outcomes] = await account.writeItems(
    databaseId,
    containerId,
    (context) =>
      [
        context.container,
        atomic
          ? account.throughput.metered(context.container, () => runAtomic(account, context, call, operations), total)
          : runBulk(account, context, call, operations),
      ] as const,
  );
  const status = outcomes.every((outcome) => outcome.status < 400) ? 200 : 207;
  return reply(status, `[${outcomes.map((outcome) => renderOutcome(outcome, minimal)).join()}]`, {
    "x-ms-request-charge": total(outcomes).toFixed(2),
    "x-ms-item-count": String(outcomes.length),
    ...containerHeaders(account, container, undefined),
  });
}

const otherKey = () =>
  badRequest(
    "One or more operations within the batch request have a different partition key value than the request.",
    1001,
  );

function runAtomic(
  account: Account,
  context: ItemContext,
  call: Call,
  operations: readonly JsonObject[],
): readonly Outcome[] {
  const epk = resolveKey(context.container, keyHeader(call));
  for (const operation of operations) {
    const own = operationKey(context.container, operation);
    if (own !== undefined && own !== epk) throw otherKey();
  }
  try {
    return account.nested(context.container, () => {
      const done: Outcome[] = [];
      for (const operation of operations) {
        const outcome = attempt(context, epk, operation);
        if (outcome.status >= 400) {
          const failed = { status: 424, charge: 0 };
          throw new BatchFailed(operations.map((_, index) => (index === done.length ? outcome : failed)));
        }
        done.push(outcome);
      }
      return done;
    });
  } catch (error) {
    if (error instanceof BatchFailed) return error.outcomes;
    throw error;
  }
}

function runBulk(
  account: Account,
  context: ItemContext,
  call: Call,
  operations: readonly JsonObject[],
): readonly Outcome[] {
  const range = header(call, "x-ms-documentdb-partitionkeyrangeid");
  const keys = operations.map((operation) => operationKey(context.container, operation));
  // One range per request: when a key lies elsewhere the client's view of the ranges is old, and nothing is done.
  for (const key of keys) {
    if (range === undefined || typeof key !== "string") continue;
    if (rangeOf(context.container, key).id !== range) throw rangeGone(range);
  }
  const goOn = header(call, "x-ms-cosmos-batch-continue-on-error")?.toLowerCase() !== "false";
  let failed = false;
  return operations.map((operation, index) => {
    if (failed) return { status: 424, charge: 0 };
    const outcome = one(operation, keys[index]);
    failed = !goOn && outcome.status >= 400;
    return outcome;
  });

  function one(operation: JsonObject, epk: string | CosmosError | undefined): Outcome {
    if (typeof epk !== "string") return { status: 400, subStatus: epk?.subStatus, charge: 0 };
    try {
      const task = () => standAlone(account, context, epk, operation);
      return account.throughput.metered(context.container, task, ({ charge }) => charge);
    } catch (error) {
      if (!(error instanceof CosmosError)) throw error;
      const { status, subStatus, retryAfter } = error;
      return { status, subStatus, retryAfter, charge: throttledCharge };
    }
  }
}

/** One operation of a bulk request; when it fails nothing of it is kept. */
function standAlone(account: Account, context: ItemContext, epk: string, operation: JsonObject): Outcome {
  try {
    return account.nested(context.container, () => {
      const outcome = attempt(context, epk, operation);
      if (outcome.status >= 400) throw new BatchFailed([outcome]);
      return outcome;
    });
  } catch (error) {
    if (error instanceof BatchFailed) return error.outcomes[0] ?? { status: 500, charge: 0 };
    throw error;
  }
}

const total = (outcomes: readonly Outcome[]): number => outcomes.reduce((sum, { charge }) => sum + charge, 0);

/** The key an operation names itself, or has in its body; the fault when the two disagree or make no key. */
function operationKey(container: Container, operation: JsonObject): string | CosmosError | undefined {
  const { partitionKey, resourceBody, operationType } = operation;
  const carriesItem = carriers.has(operationType) && isObject(resourceBody);
  try {
    const stated = typeof partitionKey === "string" ? readKeyHeader(partitionKey) : undefined;
    if (stated === undefined && !carriesItem) return undefined;
    return resolveKey(container, stated, carriesItem ? resourceBody : undefined);
  } catch (error) {
    if (error instanceof CosmosError) return error;
    throw error;
  }
}

/** Operations whose body is the item. */
const carriers: ReadonlySet<unknown> = new Set(["Create", "Upsert", "Replace"]);

function attempt(context: ItemContext, epk: string, operation: JsonObject): Outcome {
  try {
    return perform(context, epk, operation);
  } catch (error) {
    if (!(error instanceof CosmosError)) throw error;
    return { status: error.status, subStatus: error.subStatus, charge: 1 };
  }
}

function perform(context: ItemContext, epk: string, operation: JsonObject): Outcome {
  const { container } = context;
  const when: Preconditions = { ifMatch: text(operation["ifMatch"]), ifNoneMatch: text(operation["ifNoneMatch"]) };
  const id = text(operation["id"]) ?? "";
  const body = operation["resourceBody"];
  switch (operation["operationType"]) {
    case "Read": {
      const item = readItem(context, epk, id);
      const etag = etagOf(container, item.version);
      if (when.ifNoneMatch === etag) return { status: 304, charge: 1, etag };
      return { status: 200, charge: readCharge(item.body.length), etag, body: renderDocument(container, item) };
    }
    case "Delete":
      return { status: 204, charge: deleteItem(context, epk, id, when).charge };
    case "Create":
    case "Upsert":
    case "Replace":
    case "Patch": {
      const { status, item, charge } = change(context, epk, id, operation["operationType"], body, when);
      return { status, charge, etag: etagOf(container, item.version), body: renderDocument(container, item) };
    }
    default:
      throw badRequest(`${JSON.stringify(operation["operationType"])} is not a batch operation.`);
  }
}

function change(context: ItemContext, epk: string, id: string, type: string, body: unknown, when: Preconditions) {
  if (type === "Patch") return patchItem(context, epk, id, readPatch(body), when);
  if (!isObject(body)) throw badRequest(`${type} needs a resourceBody.`);
  if (type === "Create") return createItem(context, epk, body);
  return type === "Upsert" ? upsertItem(context, epk, body, when) : replaceItem(context, epk, id, body, when);
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

function renderOutcome({ status, subStatus, charge, etag, body, retryAfter }: Outcome, minimal: boolean): string {
  const head = JSON.stringify({
    statusCode: status,
    ...(subStatus === undefined ? {} : { subStatusCode: subStatus }),
    requestCharge: charge,
    ...(etag === undefined ? {} : { eTag: etag }),
    ...(retryAfter === undefined ? {} : { retryAfterMilliseconds: retryAfter }),
  });
  return body === undefined || minimal ? head : `${head.slice(0, -1)},"resourceBody":${body}}`;
}
