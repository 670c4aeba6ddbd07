import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JWK } from "jose";
import { newSigningKey, publicPart } from "./signing-key.ts";

/** A managed identity. */
export interface ManagedIdentity {
  readonly name: string;
  readonly clientId: string;
  /** What roles are assigned to: the object id of its service principal. */
  readonly principalId: string;
}

/** A local stand-in for a Microsoft Entra tenant: its key, and the identities that it knows. */
export interface Directory {
  readonly tenantId: string;
  /** What a caller of the token endpoint shows as `X-IDENTITY-HEADER`. */
  readonly header: string;
  /** The signing key, private. */
  readonly key: JWK;
  /** The first one is the app's system-assigned identity; the topic has one too, for its dead letters. */
  readonly identities: readonly [ManagedIdentity, ...ManagedIdentity[]];
}

/** Who signed a token, and with what: all that a service needs to check one. */
export interface TokenTrust {
  readonly issuer: string;
  /** Public keys. */
  readonly keys: readonly JWK[];
}

/** Name of the file in the data folder. */
export const directoryFile = "identity.json";

/** Name of the identity by which Event Grid writes dead letters. */
export const topicIdentity = "topic";

/**
 * The directory of a data folder, made at first use.
 * @throws Error when the file is there and cannot be read
 */
export async function directoryOf(dataDir: string): Promise<Directory> {
  const file = join(dataDir, directoryFile);
  try {
    const known = JSON.parse(readFileSync(file, "utf8")) as Directory;
    if (known.identities.some(({ name }) => name === topicIdentity)) return known;
    // Written before topics had one.
    const completed: Directory = { ...known, identities: [...known.identities, newIdentity(topicIdentity)] };
    write(dataDir, file, completed);
    return completed;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw new Error(`${file} cannot be read: ${error}`);
  }
  const directory = await newDirectory();
  write(dataDir, file, directory);
  return directory;
}

function write(dataDir: string, file: string, directory: Directory): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(directory, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

const newIdentity = (name: string): ManagedIdentity => ({
  name,
  clientId: randomUUID(),
  principalId: randomUUID(),
});

/** A tenant with two identities: `app`, and `topic` for Event Grid. */
export async function newDirectory(): Promise<Directory> {
  return {
    tenantId: randomUUID(),
    header: randomBytes(32).toString("base64url"),
    key: await newSigningKey(),
    identities: [newIdentity("app"), newIdentity(topicIdentity)],
  };
}

/** What services check the tokens of a directory with. Holds no secret. */
export function trustIn({ tenantId, key }: Directory): TokenTrust {
  return { issuer: issuerOf(tenantId), keys: [publicPart(key)] };
}

/** The `iss` of a tenant's tokens. A name that nobody can own: such a token is worth nothing outside of this machine. */
export const issuerOf = (tenantId: string): string => `https://sts.eventwright.invalid/${tenantId}/`;
