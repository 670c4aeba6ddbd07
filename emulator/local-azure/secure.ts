import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataContributor, type Roles } from "../cosmos/rbac/roles.ts";
import { type LocalCertificate, localCertificate, trustCertificate } from "../identity/certificate.ts";
import { directoryOf, type ManagedIdentity, type TokenTrust, trustIn } from "../identity/directory.ts";
import { type IdentityService, startIdentity } from "../identity/server.ts";
import type { Log } from "../service.ts";

/** What makes a local Azure one that is reached over https, by identities. */
export interface Secure {
  readonly tls: LocalCertificate;
  readonly trust: TokenTrust;
  /** Roles of Cosmos DB's data plane. */
  readonly roles: Roles;
  /** Principals that may publish to every topic. */
  readonly dataSenders: readonly string[];
  readonly identity: IdentityService;
  /** App settings from which the SDKs take their tokens, and Node whom to trust. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Name of the file in the data folder that says who may do what in Cosmos DB; people may edit it. */
export const rolesFile = "cosmos-roles.json";

/**
 * Starts the token endpoint of a data folder, over its certificate, tenant and roles, making at first use what is missing. This process
 * and those that it starts trust the certificate from then on.
 * @throws Error when a file is there and cannot be read
 */
export async function startSecure(dataDir: string, log: Log): Promise<Secure> {
  const tls = await localCertificate(dataDir);
  trustCertificate(tls.cert);
  const directory = await directoryOf(dataDir);
  const [app] = directory.identities;
  const roles = rolesOf(join(dataDir, rolesFile), app);
  const identity = await startIdentity({ port: 0, directory, log });
  const trusted = withOwnCertificates(tls, join(dataDir, "tls"));
  // For the parts that run in processes of their own, such as the approvals application.
  process.env["NODE_EXTRA_CA_CERTS"] = trusted;
  const settings = {
    ...identity.settings,
    // Whoever has signed in on this machine, or has a secret in the environment, stays out of it.
    AZURE_TOKEN_CREDENTIALS: "ManagedIdentityCredential",
    AZURE_CLIENT_ID: app.clientId,
    NODE_EXTRA_CA_CERTS: trusted,
  };
  return { tls, trust: trustIn(directory), roles, dataSenders: [app.principalId], identity, settings };
}

function rolesOf(file: string, app: ManagedIdentity): Roles {
  if (!existsSync(file)) {
    const roles: Roles = {
      definitions: [],
      assignments: [{ principalId: app.principalId, roleDefinitionId: dataContributor, scope: "/" }],
    };
    writeFileSync(file, `${JSON.stringify(roles, null, 2)}\n`);
    return roles;
  }
  try {
    const { definitions, assignments } = JSON.parse(readFileSync(file, "utf8")) as Roles;
    if (Array.isArray(definitions) && Array.isArray(assignments)) return { definitions, assignments };
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error}`);
  }
  throw new Error(`${file} must hold {"definitions": […], "assignments": […]}. Delete it to begin anew.`);
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
