import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../platform/clock/clock.ts";
import { blobAccount, startBlobs } from "../blobs/server.ts";
import { beginLife, byHand, chaosControl, faultsOf, setupOfTurn } from "../chaos/chaos.ts";
import type { BrokenPromise } from "../chaos/functions.ts";
import { hostChaos } from "../chaos/host-chaos.ts";
import { append } from "../chaos/ledger.ts";
import type { Limit } from "../chaos/limits.ts";
import type { Operator } from "../chaos/operator.ts";
import type { ChaosRate } from "../chaos/rates.ts";
import { startSystemFaults } from "../chaos/system.ts";
import { openOffsetClock } from "../clock/offset-clock.ts";
import { clockPath as cosmosClockPath } from "../cosmos/http/clock-endpoint.ts";
import { keyHeaderName } from "../cosmos/http/operator-key.ts";
import { throughputPath } from "../cosmos/http/throughput-endpoint.ts";
import type { Budget } from "../cosmos/throughput/budget.ts";
import { clockPath } from "../eventgrid/routes/clock.ts";
import { localSettings } from "../functions/durable/config.ts";
import { startFunctionsHost } from "../functions/host.ts";
import type { Cors } from "../functions/http/cors.ts";
import type { Log } from "../service.ts";
import type { FurtherHostOptions } from "./further-host.ts";
import { handsOf } from "./hands.ts";
import { startInsightsPart } from "./insights.ts";
import { keysOf } from "./keys.ts";
import { lockDataFolder } from "./lock.ts";
import { type MovablePart, moveParts } from "./move-clock.ts";
import { operatorOf } from "./operator.ts";
import { readResources } from "./resources.ts";
import { type ReturningChild, startReturning } from "./returning-child.ts";
import { startSecure } from "./secure.ts";
import { setUpCosmos, setUpTopic, subscribeFunctions } from "./set-up.ts";
import { appSettings } from "./settings.ts";
import { type ClientAccess, type ClientName, startTokens, withoutTokens } from "./tokens.ts";

/** What a local Azure is started with. Ports: 0 means any free one. */
export interface LocalAzureOptions {
  /** Folder of the function app, the one with package.json and host.json. */
  readonly appDir: string;
  /** Folder that holds `generated/`, which says what the app needs; default: `appDir`. A packaged app does not hold it. */
  readonly projectDir?: string;
  readonly dataDir: string;
  readonly fresh?: boolean;
  /** Whether subscribers of the topic may be on other machines. */
  readonly remoteWebhooks?: boolean;
  /** Whether the app's endpoints and the host's webhooks ask for their keys, as on Azure. Default: they do not. */
  readonly keys?: boolean;
  /** With a port: an OpenID Connect issuer, whose tokens the app then asks for. Default: none, and tokens are not asked for. */
  readonly tokens?: { readonly port: number } | undefined;
  /** Pages of other origins that may use the API, such as documentation that is opened as files. Default: none. */
  readonly cors?: Cors | undefined;
  /** Names under which the API and the stand-ins may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly ports: { readonly api: number; readonly cosmos: number; readonly eventgrid: number; readonly blobs: number };
  /** Functions hosts that share the work of the triggers. Default 1; HTTP, Event Grid and the task hub are the first one's. */
  readonly hosts?: number;
  /** Partition key ranges of a container that is made now; one that exists keeps its own. */
  readonly ranges?: number;
  /** Cosmos DB and Event Grid over https with a local certificate, and the app with a managed identity instead of their keys. */
  readonly https?: boolean;
  /** With https: how long a change of roles takes to count, ms. Default 0. */
  readonly roleDelay?: number;
  /** Request units a second of Cosmos DB; default: no limit. */
  readonly throughput?: Budget;
  readonly log: Log;
  /** Told what is being done, for people who wait. */
  readonly progress?: (step: string) => void;
  /** Told when a part ends that should not have. */
  readonly failed?: (part: string) => void;
  /** With a port: Application Insights, which the app then sends its telemetry to. Default: none. */
  readonly insights?: { readonly port: number } | undefined;
  /** Asked for further settings just before the app starts, such as where its telemetry goes. */
  readonly settings?: () => Promise<Readonly<Record<string, string>>>;
  /** Faults that begin once everything is up. Default: none. */
  readonly chaos?: ChaosStart | undefined;
}

/** Ranges of a container: enough for two hosts to share the work, as they would on a grown Azure account. */
export const usualRanges = 2;

/** Which faults a system is started with. */
export interface ChaosStart {
  readonly seed: string;
  readonly rate: ChaosRate;
  /** Only these faults happen. Default: all. */
  readonly only?: readonly Limit[] | undefined;
  readonly broken?: BrokenPromise | undefined;
}

/** A local Azure with the app on it. */
export interface LocalAzure {
  readonly api: string;
  readonly cosmos: string;
  readonly eventgrid: string;
  readonly blobs: string;
  readonly topic: string;
  /** Application Insights, where it was asked for. */
  readonly insights?: string;
  /** Where the use of request units can be read: requests, charges and 429s by container. */
  readonly throughput: string;
  /** The key that the app's endpoints ask for; undefined: they ask for none. */
  readonly key: string | undefined;
  /** With tokens: their issuer. */
  readonly issuer?: string;
  /** With tokens: what they have in `aud`. */
  readonly audience?: string;
  /** With https: where the managed identity endpoint is. */
  readonly identity?: string;
  /** With https: the file of the certificate, for `NODE_EXTRA_CA_CERTS` and `curl --cacert`. */
  readonly certificate?: string;
  /** With tokens: how the programs around the app get theirs. Not among the fields that are written as JSON. */
  clientAccess(name: ClientName): ClientAccess | undefined;
  stop(): Promise<void>;
}

/**
 * Starts the whole process tree over one data folder: Cosmos, blobs and Event Grid first, then what the contract needs in
 * them, then the app, then the subscriptions that call it. Resolves when `GET /api/health` answers 200.
 * @throws with the part's name when a part cannot start, a port is taken or the data folder is in use
 */
export async function startLocalAzure(options: LocalAzureOptions): Promise<LocalAzure> {
  const { appDir, dataDir, ports, log, allowHosts, progress = () => {} } = options;
  const unlock = lockDataFolder(dataDir);
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    // Last started, first stopped: the app must not lose its stores while it finishes what is in flight.
    for (const service of running.splice(0).reverse()) await service.stop();
    rmSync(join(dataDir, "addresses.json"), { force: true });
    unlock();
  };
  try {
    if (options.fresh)
      for (const part of ["cosmos", "eventgrid", "blobs", "functions", chaosFile])
        rmSync(join(dataDir, part), { recursive: true, force: true });
    const keys = keysOf(dataDir);
    const resources = readResources(join(options.projectDir ?? appDir, "generated", "resources.json"));
    const on = { log, exited: (name: string) => options.failed?.(name) };
    const folder = (name: string) => {
      const path = join(dataDir, name);
      mkdirSync(path, { recursive: true });
      return path;
    };

    const ledger = join(dataDir, chaosFile);
    const chaos = options.chaos === undefined ? byHand(ledger) : beginLife(options.chaos, ledger);

    if (options.https) progress("certificate and token endpoint");
    const secure = options.https
      ? await startSecure({
          ...{ dataDir, log, topic: resources.topic.name, database: resources.database },
          account: blobAccount,
          containers: [
            ...new Set(resources.subscriptions.flatMap(({ deadLetterContainer }) => deadLetterContainer ?? [])),
          ],
          roleDelay: options.roleDelay ?? 0,
          allowHosts,
        })
      : undefined;
    if (secure !== undefined) running.push(secure.identity);

    // The host says how late it is; a part that fell behind it catches up here.
    const clockOffset = () => openOffsetClock(systemClock, folder("functions")).offset;

    progress("Cosmos DB");
    const cosmosFile = new URL("../cosmos/main.ts", import.meta.url);
    const cosmosOptions = (turn: number, port = ports.cosmos) => ({
      port,
      dataDir: folder("cosmos"),
      key: keys.cosmos,
      partitionRanges: options.ranges ?? usualRanges,
      throughput: options.throughput ?? "unlimited",
      clockOffset: clockOffset(),
      tls: secure?.tls,
      entra: secure?.cosmos,
      allowHosts,
      chaos: setupOfTurn(chaos, turn),
    });
    const cosmos = await startReturning({ name: "cosmos", file: cosmosFile, options: cosmosOptions }, on);
    running.push(cosmos);

    progress("blob store");
    const blobs = await startBlobs({
      ...{ port: ports.blobs, dataDir: folder("blobs"), log, allowHosts },
      secure: secure && { tls: secure.tls, entra: secure.azure },
    });
    running.push(blobs);

    progress("Event Grid");
    const eventgridFile = new URL("../eventgrid/main.ts", import.meta.url);
    const deadLetterBlobs = secure
      ? { service: blobs.account, identity: secure.topic }
      : { connectionString: blobs.connectionString };
    const eventgridOptions = (turn: number, port = ports.eventgrid) => ({
      port,
      dataDir: folder("eventgrid"),
      key: keys.eventgrid,
      remoteWebhooks: options.remoteWebhooks ?? false,
      deadLetterBlobs,
      clockOffset: clockOffset(),
      tls: secure?.tls,
      entra: secure?.azure,
      allowHosts,
      chaos: setupOfTurn(chaos, turn),
    });
    const eventgrid = await startReturning({ name: "eventgrid", file: eventgridFile, options: eventgridOptions }, on);
    running.push(eventgrid);

    progress("containers and topic");
    await setUpCosmos(cosmos.url, keys.cosmos, resources);
    await setUpTopic(eventgrid.url, keys.eventgrid, resources);

    if (options.insights !== undefined) progress("Application Insights");
    const insights =
      options.insights &&
      (await startInsightsPart({ ...options.insights, instrumentationKey: keys.insights, allowHosts }, on, secure));
    if (insights !== undefined) running.push(insights);

    if (options.tokens !== undefined) progress("OpenID Connect issuer");
    const tokens =
      options.tokens &&
      (await startTokens({
        ...{ port: options.tokens.port, dataDir, log, allowHosts, app: resources.database },
        projectDir: options.projectDir ?? appDir,
      }));
    if (tokens !== undefined) running.push(tokens.service);

    progress("function app");
    const settings = {
      ...appSettings(
        { cosmos: cosmos.url, eventgrid: eventgrid.url, blobs },
        keys,
        resources.database,
        resources.topic.name,
        secure,
      ),
      ...(tokens?.settings ?? withoutTokens),
      ...insights?.settings,
      ...(await options.settings?.()),
    };
    const { promise: ready, resolve: open } = Promise.withResolvers<void>();
    const faults = faultsOf(chaos);
    const children: ReturningChild[] = [cosmos, eventgrid];
    const control = chaosControl(chaos, faults, (message) => children.map((child) => child.tell(message)));
    let operator: Operator | undefined;
    const movable: readonly MovablePart[] = [
      { name: "eventgrid", url: `${eventgrid.url}${clockPath}`, headers: { "aeg-sas-key": keys.eventgrid } },
      { name: "cosmos", url: `${cosmos.url}${cosmosClockPath}`, headers: { [keyHeaderName]: keys.cosmos } },
    ];
    const host = await startFunctionsHost({
      appDir,
      port: ports.api,
      settings,
      log,
      keys: keys.functions,
      authorization: options.keys ?? false,
      cors: options.cors,
      allowHosts,
      ready,
      // The same name after a restart, so that it takes its own leases up again at once.
      hostId: "local",
      dataDir: folder("functions"),
      moveOthers: (offset) => moveParts(movable, offset),
      chaos: hostChaos(faults, control, options.chaos?.broken, options.chaos !== undefined),
      operator: { key: keys.functions.master, operator: () => operator },
    });
    running.push(host);
    // For chores, and for a second host over the same stores: the task hub is this host's.
    const shared = { ...settings, [localSettings.hub]: host.url };
    writeFileSync(join(dataDir, "settings.json"), `${JSON.stringify(shared, null, 2)}\n`, { mode: 0o600 });

    progress("subscriptions");
    const app = { url: host.url, systemKey: keys.functions.eventgrid };
    await subscribeFunctions(eventgrid.url, keys.eventgrid, resources, app);
    open();
    const lacking = await healthy(host.url);
    if (lacking !== undefined) log("warn", `the app lacks roles, and goes on once it has them: ${lacking}`);
    const furtherFile = new URL("./further-host.ts", import.meta.url);
    const further: ReturningChild[] = [];
    for (let number = 2; number <= (options.hosts ?? 1); number++) {
      progress(`function app, host ${number}`);
      const hostOptions = (turn: number): FurtherHostOptions => ({
        appDir,
        port: 0,
        settings: shared,
        hostId: `local-${number}`,
        keys: keys.functions,
        authorization: options.keys ?? false,
        chaos: setupOfTurn(chaos, turn, `host-${number}`),
        broken: options.chaos?.broken,
      });
      const child = await startReturning({ name: `host-${number}`, file: furtherFile, options: hostOptions }, on);
      running.push(child);
      children.push(child);
      further.push(child);
    }
    const addresses = {
      api: host.url,
      cosmos: cosmos.url,
      eventgrid: eventgrid.url,
      blobs: blobs.url,
      ...(insights && { insights: insights.url }),
      topic: resources.topic.name,
      throughput: `${cosmos.url}${throughputPath}`,
      ...(tokens && { issuer: tokens.service.url, audience: tokens.audience }),
      ...(secure && { identity: secure.identity.url, certificate: secure.certFile }),
    };
    // For tools that talk to whatever runs here.
    writeFileSync(join(dataDir, "addresses.json"), `${JSON.stringify(addresses, null, 2)}\n`);
    const hands = handsOf({
      ...{ cosmos, eventgrid, further, keys, api: host.url },
      containers: ["commands", "events"].map((id) => `${resources.database}/${id}`),
    });
    running.push(startSystemFaults(faults, systemClock, hands, log));
    operator = operatorOf({
      ...{ faults, control, ledger, cosmos, eventgrid, keys, api: host.url },
      record: (fault) => append(ledger, fault),
      further: further.length > 0,
      appPid: () => host.workerPid,
    });
    if (options.chaos !== undefined) control.switch(true);
    return {
      ...addresses,
      key: options.keys === true ? keys.functions.host : undefined,
      clientAccess: (name) => tokens?.clients[name],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** File in the data folder that every fault is written to. */
export const chaosFile = "chaos.jsonl";

/** How often health is asked before start-up counts as failed; the first answer is nearly always 200. */
const healthTries = 300;

/**
 * Waits until the app can do its work.
 * @returns which roles it lacks, where that is why it cannot: as on Azure, it runs and waits for them
 */
async function healthy(api: string): Promise<string | undefined> {
  let last = "no answer";
  for (let attempt = 0; attempt < healthTries; attempt++) {
    try {
      const response = await fetch(`${api}/api/health`);
      const text = await response.text();
      last = `${response.status} ${text}`;
      if (response.ok) return undefined;
      if (text.includes('"missingRoles"')) return (JSON.parse(text) as { detail: string }).detail;
    } catch (error) {
      last = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The app started but is not healthy: ${last}`);
}

/** The version of the app, for the banner. */
export function appVersion(appDir: string): string {
  return (JSON.parse(readFileSync(join(appDir, "package.json"), "utf8")) as { version: string }).version;
}
