import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readMetadata } from "../cosmos/rbac/actions.ts";
import { dataContributor, type Roles, readRoles } from "../cosmos/rbac/roles.ts";
import { localScope, topicId } from "../eventgrid/topics/model.ts";
import { type AzureRoles, readAzureRoles } from "../identity/azure-roles.ts";
import { type LocalCertificate, localCertificate, trustCertificate } from "../identity/certificate.ts";
import { directoryOf, type ManagedIdentity, type TokenTrust, topicIdentity, trustIn } from "../identity/directory.ts";
import { containerId, insightsId, storageAccountId } from "../identity/resource-ids.ts";
import type { RoleFileOptions } from "../identity/role-file.ts";
import { type IdentityService, startIdentity } from "../identity/server.ts";
import type { Log } from "../service.ts";

/** What makes a local Azure one that is reached over https, by identities. */
export interface Secure {
  readonly tls: Pick<LocalCertificate, "cert" | "key">;
  readonly certFile: string;
  /** Who may do what in Cosmos DB. */
  readonly cosmos: { readonly trust: TokenTrust; readonly roles: RoleFileOptions };
  /** Who may do what everywhere else. */
  readonly azure: { readonly trust: TokenTrust; readonly roles: RoleFileOptions };
  readonly identity: IdentityService;
  /** App settings from which the SDKs take their tokens, and Node whom to trust. */
  readonly settings: Readonly<Record<string, string>>;
  /** By which Event Grid writes dead letters. */
  readonly topic: { readonly endpoint: string; readonly header: string; readonly clientId: string };
}

/** What roles are given for at first. */
export interface SecureOptions {
  readonly dataDir: string;
  readonly topic: string;
  readonly database: string;
  /** Of the local storage. */
  readonly account: string;
  /** Containers of dead letters. */
  readonly containers: readonly string[];
  /** How long a change of the roles takes to count, ms. */
  readonly roleDelay: number;
  /** Names under which the token endpoint may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly log: Log;
}

/** Name of the file in the data folder that says who may do what in Cosmos DB; people may edit it. */
export const cosmosRolesFile = "cosmos-roles.json";
/** The same for everything else. */
export const azureRolesFile = "azure-roles.json";

/**
 * Starts the token endpoint of a data folder, over its certificate, tenant and roles, making at first use what is missing. This process
 * and those that it starts trust the certificate from then on.
 * @throws Error when a file is there and cannot be read
 */
export async function startSecure(options: SecureOptions): Promise<Secure> {
  const { dataDir, roleDelay: delay, log, allowHosts } = options;
  const { certFile, ...tls } = await localCertificate(dataDir);
  trustCertificate(tls.cert);
  const directory = await directoryOf(dataDir);
  const [app] = directory.identities;
  const topic = directory.identities.find(({ name }) => name === topicIdentity) ?? app;
  const cosmosFile = madeFile(join(dataDir, cosmosRolesFile), cosmosRoles(app, options.database), readRoles);
  const azureFile = madeFile(join(dataDir, azureRolesFile), azureRoles(app, topic, options), readAzureRoles);
  const identity = await startIdentity({ port: 0, directory, log, allowHosts });
  const trusted = withOwnCertificates({ ...tls, certFile }, join(dataDir, "tls"));
  // For the parts that run in processes of their own, such as the approvals application.
  process.env["NODE_EXTRA_CA_CERTS"] = trusted;
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = identity.settings;
  const settings = {
    ...identity.settings,
    // Whoever has signed in on this machine, or has a secret in the environment, stays out of it.
    AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
    AZURE_CLIENT_ID: app.clientId,
    NODE_EXTRA_CA_CERTS: trusted,
  };
  const trust = trustIn(directory);
  return {
    tls,
    certFile,
    cosmos: { trust, roles: { file: cosmosFile, delay } },
    azure: { trust, roles: { file: azureFile, delay } },
    identity,
    settings,
    topic: { endpoint, header, clientId: topic.clientId },
  };
}

/** The data of the one database, and what an SDK asks of the account before anything else. */
const cosmosRoles = ({ principalId }: ManagedIdentity, database: string): Roles => ({
  definitions: [{ id: metadataReader, roleName: "Metadata Reader", permissions: [{ dataActions: [readMetadata] }] }],
  assignments: [
    { principalId, roleDefinitionId: dataContributor, scope: `/dbs/${database}` },
    { principalId, roleDefinitionId: metadataReader, scope: "/" },
  ],
});

const metadataReader = "00000000-0000-0000-0000-0000000000a1";

/** What the deployment gives the app's identity and the topic's: docs/identity.md has the reasons. */
function azureRoles(app: ManagedIdentity, topic: ManagedIdentity, options: SecureOptions): AzureRoles {
  const scope = topicId({ name: options.topic, ...localScope });
  const { principalId } = app;
  const letters = options.containers.map((container) => containerId(options.account, container));
  return {
    definitions: [],
    assignments: [
      { principalId, roleDefinitionName: "EventGrid Data Sender", scope },
      { principalId, roleDefinitionName: "EventGrid EventSubscription Contributor", scope },
      { principalId, roleDefinitionName: "Storage Blob Data Owner", scope: storageAccountId(options.account) },
      ...letters.map((container) => ({
        principalId: topic.principalId,
        roleDefinitionName: "Storage Blob Data Contributor",
        scope: container,
      })),
      { principalId, roleDefinitionName: "Monitoring Metrics Publisher", scope: insightsId },
    ],
  };
}

/** Reads a file once, or writes it, so that a mistake in it is told now. @returns its name */
function madeFile<T>(file: string, first: T, read: (text: string) => T): string {
  if (!existsSync(file)) {
    writeFileSync(file, `${JSON.stringify(first, null, 2)}\n`);
    return file;
  }
  try {
    read(readFileSync(file, "utf8"));
    return file;
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message} Delete it to begin anew.`);
  }
}

/** Node reads one file only: where the user has one already, both go into a third. */
function withOwnCertificates(tls: LocalCertificate, folder: string): string {
  const own = process.env["NODE_EXTRA_CA_CERTS"];
  if (own === undefined || own === "" || !existsSync(own)) return tls.certFile;
  const both = join(folder, "trusted.pem");
  if (own === tls.certFile || own === both) return own;
  writeFileSync(both, `${readFileSync(own, "utf8")}\n${tls.cert}`);
  return both;
}
