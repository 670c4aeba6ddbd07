import { type Clock, sleep } from "../../../../platform/clock/clock.ts";
import type { HostChaos } from "../../../chaos/functions.ts";
import type { Log } from "../../../service.ts";
import type { Settings } from "../../config/settings.ts";
import type { Dispatcher } from "../../dispatcher.ts";
import type { FunctionInfo } from "../../function-info.ts";
import { jsonText } from "../../rpc/typed-data.ts";
import { runWithRetry } from "../retry.ts";
import type { Trigger } from "../trigger.ts";
import { cosmosAccount } from "./connection.ts";
import type { BatchResult } from "./feed.ts";
import { type CosmosTriggerOptions, readCosmosOptions } from "./options.ts";
import { ChangeFeedProcessor } from "./processor.ts";
import { CosmosError, CosmosRest } from "./rest.ts";
import { restLeases } from "./rest-leases.ts";
import { restSource } from "./rest-source.ts";

/** What a Cosmos DB trigger needs. */
export interface CosmosTriggerContext {
  readonly settings: Settings;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Name of this host in the leases. */
  readonly owner: string;
  readonly chaos?: HostChaos | undefined;
}

interface Resource {
  readonly _rid: string;
  readonly partitionKey?: { readonly paths: readonly string[] };
}

/** Pause before the account is tried again when it cannot be reached at start-up, ms. */
const startPause = 1_000;

/**
 * Prepares the trigger of one function; nothing is asked of the account yet.
 * @throws when options or connection settings are wrong
 */
export function cosmosTrigger(info: FunctionInfo, context: CosmosTriggerContext): Trigger {
  const options = readCosmosOptions(info);
  const { clock, settings } = context;
  const log: Log = (level, message, fields) => context.log(level, message, { function: info.name, ...fields });
  const rest = new CosmosRest(cosmosAccount(settings, options.connection, info.name), clock);
  const leaseRest = new CosmosRest(cosmosAccount(settings, options.leaseConnection, info.name), clock);
  const stop = new AbortController();
  let processor: ChangeFeedProcessor | undefined;
  let starting: Promise<void> = Promise.resolve();

  const begin = async () => {
    const made = await makeProcessor(info, options, context, rest, leaseRest, log);
    if (stop.signal.aborted) return;
    processor = made;
    await made.start();
  };
  const keepTrying = async () => {
    for (let told = ""; ; ) {
      await sleep(clock, startPause, stop.signal);
      if (stop.signal.aborted) return;
      try {
        await begin();
        log("info", "The trigger has started.");
        return;
      } catch (error) {
        if (String(error) !== told) log("warn", `The trigger cannot start yet: ${String(error)}`);
        told = String(error);
        await processor?.stop();
      }
    }
  };
  return {
    async start() {
      try {
        await begin();
      } catch (error) {
        // A wrong name stays wrong; an account that cannot be reached may come up later, and a role be granted, as on Azure.
        if (error instanceof CosmosError ? isForGood(error) : !isNetworkError(error)) throw error;
        log("warn", `The trigger cannot start yet: ${String(error)}`);
        starting = keepTrying();
      }
    },
    async stop() {
      stop.abort();
      await starting;
      await processor?.stop();
      rest.close();
      leaseRest.close();
    },
  };
}

async function makeProcessor(
  info: FunctionInfo,
  options: CosmosTriggerOptions,
  context: CosmosTriggerContext,
  rest: CosmosRest,
  leaseRest: CosmosRest,
  log: Log,
): Promise<ChangeFeedProcessor> {
  const { clock, owner, dispatcher } = context;
  const { database, container, leaseDatabase, leaseContainer } = options;
  if (database === leaseDatabase && container === leaseContainer && options.connection === options.leaseConnection) {
    throw new Error(`Function "${info.name}": the lease container must not be the monitored container "${container}".`);
  }
  const monitored = await resource(rest, info, `dbs/${database}/colls/${container}`);
  const home = await resource(rest, info, `dbs/${database}`);
  const leases = await leaseContainerOf(leaseRest, info, options);
  const [partitionKeyPath = ""] = leases.partitionKey?.paths ?? [];
  if (partitionKeyPath !== "/id" && partitionKeyPath !== "/partitionKey") {
    throw new Error(
      `Function "${info.name}": the lease container "${leaseContainer}" has the partition key ${partitionKeyPath}; it must be /id.`,
    );
  }
  const host = new URL(rest.account.endpoint).hostname;
  const idPrefix = `${options.leasePrefix}${host}_${home._rid}_${monitored._rid}`;
  const store = restLeases(
    leaseRest,
    { database: leaseDatabase, container: leaseContainer, partitionKeyPath, idPrefix, owner },
    clock,
  );
  return new ChangeFeedProcessor({
    ...options,
    source: restSource(rest, database, container),
    store,
    clock,
    owner,
    log,
    ready: () => dispatcher.ready(),
    ...(context.chaos?.broken === "checkpoint-first" && { checkpointFirst: true }),
    async handle(range, documents, continuation, signal) {
      const handleOnce = () => handleBatch(info, context, log, { range, documents, continuation, signal });
      const result = await handleOnce();
      const fault =
        result === "handled" ? context.chaos?.trigger.next(`${info.name} ${range} ${continuation}`) : undefined;
      return fault === undefined ? result : handleOnce();
    },
  });
}

interface Batch {
  readonly range: string;
  readonly documents: readonly unknown[];
  readonly continuation: string;
  readonly signal: AbortSignal;
}

async function handleBatch(
  info: FunctionInfo,
  context: CosmosTriggerContext,
  log: Log,
  batch: Batch,
): Promise<BatchResult> {
  const { dispatcher, clock, random } = context;
  const { range, documents, continuation, signal } = batch;
  const data = jsonText(documents);
  const outcome = await runWithRetry(
    info.retry,
    (retryContext) => dispatcher.run(info, { data, ...(retryContext !== undefined && { retryContext }) }),
    {
      clock,
      random,
      signal,
      onRetry: (attempt, delay) => log("warn", "The batch will be tried again.", { range, attempt, inMs: delay }),
    },
  );
  if (outcome.kind === "succeeded") return "handled";
  if (outcome.kind === "lost") return "interrupted";
  const ids = documents.map((document) => (document as { id?: unknown }).id);
  log(
    "error",
    `BATCH LOST: the function failed and has no retry left, so the feed moves on without these ${documents.length} documents, exactly as on Azure. Give the function a retry policy with maxRetryCount -1, or catch and park what cannot succeed.`,
    { range, upTo: continuation, ids: ids.slice(0, 20), ...(ids.length > 20 && { more: ids.length - 20 }) },
  );
  return "handled";
}

async function leaseContainerOf(
  rest: CosmosRest,
  info: FunctionInfo,
  options: CosmosTriggerOptions,
): Promise<Resource> {
  const { leaseDatabase, leaseContainer, createLeaseContainer, leaseThroughput } = options;
  const link = `dbs/${leaseDatabase}/colls/${leaseContainer}`;
  // Looked for first, as the extension does: an identity may read what it may not create.
  if (createLeaseContainer && !(await exists(rest, link))) {
    const definition = { id: leaseContainer, partitionKey: { paths: ["/id"], kind: "Hash", version: 2 } };
    const headers = leaseThroughput === undefined ? {} : { "x-ms-offer-throughput": String(leaseThroughput) };
    try {
      const parent = `dbs/${leaseDatabase}`;
      await rest.send({
        method: "POST",
        type: "colls",
        link: parent,
        path: `${parent}/colls`,
        body: definition,
        headers,
      });
    } catch (error) {
      if (!(error instanceof CosmosError && error.status === 409)) throw error;
    }
  }
  const hint = "Create it with the partition key /id, or set createLeaseContainerIfNotExists: true.";
  return resource(rest, info, link, hint);
}

async function exists(rest: CosmosRest, link: string): Promise<boolean> {
  try {
    await rest.send({ method: "GET", type: "colls", link });
    return true;
  } catch (error) {
    if (error instanceof CosmosError && error.status === 404) return false;
    throw error;
  }
}

async function resource(
  rest: CosmosRest,
  info: FunctionInfo,
  link: string,
  hint = "Create it first.",
): Promise<Resource> {
  try {
    const type = link.includes("/colls/") ? "colls" : "dbs";
    return (await rest.send({ method: "GET", type, link })).body as Resource;
  } catch (error) {
    if (!(error instanceof CosmosError && error.status === 404)) throw error;
    const message = `Function "${info.name}": ${link} does not exist on ${rest.account.endpoint}. ${hint}`;
    throw new CosmosError(404, 0, message);
  }
}

/** A token without a role (5301) is told from a request that no token may make (5300). */
const isForGood = ({ status, substatus }: CosmosError): boolean =>
  status < 429 && status !== 410 && !(status === 403 && substatus === 5301);

function isNetworkError(error: unknown): boolean {
  return (
    typeof (error as NodeJS.ErrnoException)?.code === "string" && (error as NodeJS.ErrnoException).syscall !== undefined
  );
}
