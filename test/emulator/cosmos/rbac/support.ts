import { after, type TestContext } from "node:test";
import { CosmosClient, type CosmosClientOptions } from "@azure/cosmos";
import { ManagedIdentityCredential } from "@azure/identity";
import { dataContributor, type Roles } from "../../../../emulator/cosmos/rbac/roles.ts";
import { type CosmosOptions, type CosmosService, startCosmos } from "../../../../emulator/cosmos/server.ts";
import { localCertificate, trustCertificate } from "../../../../emulator/identity/certificate.ts";
import { type Directory, newDirectory, trustIn } from "../../../../emulator/identity/directory.ts";
import { startIdentity } from "../../../../emulator/identity/server.ts";
import { key, temporaryFolder } from "../support.ts";

/** A local Cosmos DB over https, with a tenant that its tokens come from. */
export interface SecureFixture {
  readonly service: CosmosService;
  readonly directory: Directory;
  /** With the account's key. */
  readonly owner: CosmosClient;
  /** With the managed identity, as an app on Azure has it. */
  readonly app: CosmosClient;
  /** A client that ends with the test. */
  client(options: Omit<CosmosClientOptions, "endpoint">): CosmosClient;
}

// One for all tests of a file: the credential looks for its endpoint once in the life of a process.
const directory = await newDirectory();
const identity = await startIdentity({ port: 0, directory });
Object.assign(process.env, identity.settings);
after(() => identity.stop());

/** Starts the account; `roles` makes the roles from the id of the app's principal, by default the contributor's. */
export async function startSecure(
  t: TestContext,
  roles: (principalId: string) => Roles = (principalId) => ({
    definitions: [],
    assignments: [{ principalId, roleDefinitionId: dataContributor, scope: "/" }],
  }),
  options: Partial<CosmosOptions> = {},
): Promise<SecureFixture> {
  const dataDir = await temporaryFolder(t);
  const tls = await localCertificate(dataDir);
  trustCertificate(tls.cert);
  const entra = { trust: trustIn(directory), roles: roles(directory.identities[0].principalId) };
  const service = await startCosmos({ port: 0, key, dataDir, tls, entra, ...options });
  const clients: CosmosClient[] = [];
  const client = (given: Omit<CosmosClientOptions, "endpoint">) => {
    const made = new CosmosClient({ endpoint: service.url, ...given });
    clients.push(made);
    return made;
  };
  t.after(async () => {
    for (const open of clients) open.dispose();
    await service.stop();
  });
  const owner = client({ key });
  const { database } = await owner.databases.createIfNotExists({ id: "db" });
  await database.containers.createIfNotExists({ id: "c", partitionKey: { paths: ["/pk"], version: 2 } });
  const app = client({ aadCredentials: new ManagedIdentityCredential() });
  return { service, directory, owner, app, client };
}
