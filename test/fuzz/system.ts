import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { dataReader } from "../../emulator/cosmos/rbac/roles.ts";
import { startCosmos } from "../../emulator/cosmos/server.ts";
import { localCertificate } from "../../emulator/identity/certificate.ts";
import { newDirectory, trustIn } from "../../emulator/identity/directory.ts";
import { startIdentity } from "../../emulator/identity/server.ts";
import { signToken } from "../../emulator/identity/sign.ts";
import openapi from "../../generated/openapi.json" with { type: "json" };
import { keysOf, type System, temporaryFolder } from "../e2e/support/system.ts";
import { Accepted, appTarget } from "./targets/app.ts";
import { approvalsTarget } from "./targets/approvals.ts";
import { callerFacts, callersTarget } from "./targets/callers.ts";
import { cosmosTarget, database, signed } from "./targets/cosmos.ts";
import { durableTarget } from "./targets/durable.ts";
import { eventGridTarget, isDeliveredMark } from "./targets/eventgrid.ts";
import { hostTarget } from "./targets/host.ts";
import { type IdentityFacts, identityTarget, tokensTarget } from "./targets/identity.ts";
import type { Target } from "./targets/target.ts";
import { Client } from "./wire/client.ts";

/** Names that can be asked for with `--against`. */
export const targetNames = [
  "app",
  "host",
  "durable",
  "cosmos",
  "eventgrid",
  "approvals",
  "identity",
  "tokens",
] as const;
export type TargetName = (typeof targetNames)[number];

const contract = fileURLToPath(new URL("../../generated/contract.json", import.meta.url));

/** Targets over a running system, and what was started beside it for them. */
export interface Targets {
  readonly targets: readonly Target[];
  stop(): Promise<void>;
}

/**
 * Makes what the targets need (a database, topics, a subscriber, a session, tokens) and the targets.
 * @param secure whether the system runs with `--secure`
 */
export async function targetsOf(
  system: System,
  seed: number,
  lanes: number,
  chosen: readonly TargetName[],
  secure = false,
): Promise<Targets> {
  const keys = keysOf(system.dataDir);
  const { functions } = keys as unknown as { functions: { master: string; eventgrid: string; durabletask: string } };
  const stops: (() => Promise<void>)[] = [];
  const accepted = new Accepted();
  const builders: Readonly<Record<TargetName, () => Promise<Target> | Target>> = {
    app: async () => {
      const conclude = () => compareCommands(system, keys.cosmos, accepted);
      const app = appTarget(system.api, seed, { accepted, conclude });
      return secure ? callersTarget(app, await callerFacts(system.dataDir, contract, keys.functions)) : app;
    },
    host: async () =>
      hostTarget(system.api, seed, { keys: functions, functions: await triggered(system, functions.master) }),
    durable: async () => {
      const orchestrators = (await triggered(system, functions.master)).filter((name) => /^run/.test(name));
      return durableTarget(system.api, { key: functions.durabletask, orchestrators });
    },
    cosmos: async () => {
      await makeContainers(system, keys.cosmos, lanes);
      return cosmosTarget(system.cosmos, { key: keys.cosmos, lanes });
    },
    eventgrid: async () => {
      const receiver = await startReceiver();
      stops.push(receiver.stop);
      return eventGridTarget(system.eventgrid, await makeTopics(system, keys.eventgrid, receiver));
    },
    approvals: async () => approvalsTarget(system.approvals, seed, await signIn(system, keys.eventgrid)),
    identity: async () => {
      const { identity, facts } = await tenantOf();
      return identityTarget(identity, facts);
    },
    tokens: async () => {
      const { account, facts } = await tenantOf();
      return tokensTarget(account, facts);
    },
  };
  let tenant: ReturnType<typeof startTenant> | undefined;
  const tenantOf = () => {
    tenant ??= startTenant(stops);
    return tenant;
  };
  const targets: Target[] = [];
  for (const name of chosen) targets.push(await builders[name]());
  return { targets, stop: async () => void (await Promise.all(stops.map((stop) => stop()))) };
}

/** Functions that are no HTTP functions. */
async function triggered(system: System, master: string): Promise<readonly string[]> {
  const response = await fetch(`${system.api}/admin/functions`, { headers: { "x-functions-key": master } });
  const all = (await response.json()) as readonly { name: string; config: { bindings: readonly { type: string }[] } }[];
  return all
    .filter(({ config }) => !config.bindings.some(({ type }) => type === "httpTrigger"))
    .map(({ name }) => name);
}

async function must(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text.slice(0, 300)}`);
  return text === "" ? undefined : JSON.parse(text);
}

async function makeContainers(system: System, key: string, lanes: number): Promise<void> {
  const client = new Client(system.cosmos);
  const create = async (target: string, value: unknown) => {
    const body = Buffer.from(JSON.stringify(value));
    const { status } = await client.send(signed({ method: "POST", target, headers: [], body, framing: "length" }, key));
    if (status !== 201 && status !== 409) throw new Error(`POST ${target} answered ${status}`);
  };
  await create("/dbs", { id: database });
  for (let lane = 0; lane < lanes; lane++) {
    const partitionKey = { paths: ["/pk"], kind: "Hash", version: 2 };
    await create(`/dbs/${database}/colls`, { id: `lane-${lane}`, partitionKey });
  }
  client.close();
}

/** The token endpoint, and an account that takes its tokens. */
async function startTenant(stops: (() => Promise<void>)[]) {
  const directory = await newDirectory();
  const [app] = directory.identities;
  const folder = temporaryFolder();
  const identity = await startIdentity({ port: 0, directory });
  const roles = {
    definitions: [],
    assignments: [{ principalId: app.principalId, roleDefinitionId: dataReader, scope: "/" }],
  };
  const key = Buffer.from("nobody shows this key").toString("base64");
  const entra = { trust: trustIn(directory), roles };
  const tls = await localCertificate(folder.path);
  const cosmos = await startCosmos({ port: 0, dataDir: folder.path, key, entra, tls });
  stops.push(async () => {
    await identity.stop();
    await cosmos.stop();
    folder.remove();
  });
  const token = (resource: string) => signToken(directory, app, resource, Math.floor(Date.now() / 1000));
  const facts: IdentityFacts = {
    header: directory.header,
    clientId: app.clientId,
    reader: await token("https://cosmos.azure.com"),
    elsewhere: await token("https://eventgrid.azure.net"),
  };
  return { identity: identity.url, account: cosmos.url, facts };
}

interface Receiver {
  readonly url: string;
  readonly delivered: Set<string>;
  readonly stop: () => Promise<void>;
}

/** A subscriber that consents, and notes the marks of what it is sent. */
async function startReceiver(): Promise<Receiver> {
  const delivered = new Set<string>();
  const server = createServer((request, response) => {
    response.setHeader("webhook-allowed-origin", "*");
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      isDeliveredMark(body, (mark) => delivered.add(mark));
      const code = /"validationCode":"([^"]+)"/.exec(body)?.[1];
      response.end(code === undefined ? "" : JSON.stringify({ validationResponse: code }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, delivered, stop };
}

async function makeTopics(system: System, key: string, { url, delivered }: Receiver) {
  const [cloudTopic, gridTopic] = ["fuzz-cloud", "fuzz-grid"];
  const put = async (path: string, properties: unknown) =>
    must(
      await fetch(`${system.eventgrid}/topics/${path}`, {
        method: "PUT",
        headers: { "aeg-sas-key": key },
        body: JSON.stringify({ properties }),
      }),
    );
  await put(cloudTopic, { inputSchema: "CloudEventSchemaV1_0" });
  await put(gridTopic, { inputSchema: "EventGridSchema" });
  const destination = { endpointType: "WebHook", properties: { endpointUrl: url } };
  for (const topic of [cloudTopic, gridTopic]) await put(`${topic}/eventSubscriptions/witness`, { destination });
  return { key, cloudTopic, gridTopic, receiverUrl: url, delivered };
}

async function signIn(system: System, key: string) {
  const arm = `${system.eventgrid}/subscriptions/local/resourceGroups/local/providers/Microsoft.EventGrid/topics`;
  const scope = (await must(
    await fetch(`${system.eventgrid}/topics/${system.topic}`, { headers: { "aeg-sas-key": key } }),
  )) as { id: string };
  const path = `${scope.id ?? arm}/eventSubscriptions/approvals/getFullUrl?api-version=2022-06-15`;
  const full = (await must(
    await fetch(system.eventgrid + path, { method: "POST", headers: { "aeg-sas-key": key } }),
  )) as { endpointUrl: string };
  const response = await fetch(`${system.approvals}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "rita" }),
  });
  const [cookie = ""] = (response.headers.get("set-cookie") ?? "").split(";");
  const { csrf } = (await must(response)) as { csrf: string };
  return { code: new URL(full.endpointUrl).searchParams.get("code") ?? "", cookie, csrf };
}

/** Whether the commands that clients can send are in the store exactly when the API took them. */
async function compareCommands(system: System, key: string, accepted: Accepted): Promise<string | undefined> {
  const client = new Client(system.cosmos);
  const stored = new Set<string>();
  const names = Object.keys(openapi.components.schemas).filter((name) => name.endsWith("Data"));
  for (const range of ["0", "1"]) {
    for (let token: string | undefined = ""; token !== undefined; ) {
      const headers: [string, string][] = [
        ["x-ms-documentdb-isquery", "true"],
        ["content-type", "application/query+json"],
        ["x-ms-documentdb-partitionkeyrangeid", range],
        ["x-ms-max-item-count", "1000"],
      ];
      if (token !== "") headers.push(["x-ms-continuation", token]);
      const body = Buffer.from(
        JSON.stringify({ query: "SELECT VALUE {id: c.envelope.id, type: c.envelope.type} FROM c", parameters: [] }),
      );
      const target = `/dbs/credits/colls/commands/docs`;
      const answer = await client.send(signed({ method: "POST", target, headers, body, framing: "length" }, key));
      if (answer.status !== 200) return `the commands cannot be read: ${answer.status}`;
      const page = JSON.parse(answer.body) as { Documents: readonly { id: string; type: string }[] };
      for (const { id, type } of page.Documents) {
        const isPublic = names.some((name) => type.includes(name.slice(0, -"Data".length)));
        // Reviewers decide over the approvals application too.
        if (isPublic && !/ApproveTransfer|RejectTransfer/.test(type)) stored.add(id);
      }
      token = answer.headers.get("x-ms-continuation");
    }
  }
  client.close();
  const extra = [...stored].filter((id) => !accepted.ids.has(id));
  if (extra.length > 0) return `${extra.length} commands are stored that were not accepted, such as ${extra[0]}`;
  return stored.size > 0 || accepted.ids.size === 0 ? undefined : "no accepted command is stored";
}
