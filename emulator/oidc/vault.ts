import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JWK } from "jose";
import { newSigningKey } from "../identity/signing-key.ts";

/** An application that gets tokens with its own name and secret. */
export interface OidcClient {
  readonly id: string;
  readonly secret: string;
  /** Scopes that it may have; `*`: whatever it asks for. */
  readonly scopes: readonly string[];
  /** Whether it may get tokens of other subjects: it plays many people. */
  readonly actsForOthers?: boolean;
}

/** A key that signs no more, and counts until the last token that it signed is over. */
export interface RetiredKey {
  readonly key: JWK;
  /** ms since 1970 */
  readonly until: number;
}

/** What an issuer keeps secret. */
export interface Vault {
  /** The key that signs, private. */
  readonly key: JWK;
  /** The key that signs after the next rotation, private: published already, since APIs do not ask for keys with each token. */
  readonly next: JWK;
  readonly retired: readonly RetiredKey[];
  readonly clients: readonly OidcClient[];
}

/** Name of the file in the data folder. */
export const vaultFile = "oidc.json";

/** How long a token is good, seconds. */
export const lifetime = 3600;

/**
 * The vault of a data folder, with these clients: at first use it is made, and clients that it lacks are added.
 * @throws Error when the file is there and cannot be read
 */
export async function vaultOf(dataDir: string, clients: readonly Omit<OidcClient, "secret">[]): Promise<Vault> {
  const found = readVault(dataDir);
  const known = found?.clients ?? [];
  const missing = clients.filter(({ id }) => known.every((client) => client.id !== id));
  if (found !== undefined && missing.length === 0) return found;
  const made = missing.map((client) => ({ ...client, secret: randomBytes(32).toString("base64url") }));
  const keys = found ?? { key: await newSigningKey(), next: await newSigningKey(), retired: [] };
  return write(dataDir, { ...keys, clients: [...known, ...made] });
}

/**
 * The vault of a data folder; undefined: it has none yet.
 * @throws Error when the file is there and cannot be read
 */
export function readVault(dataDir: string): Vault | undefined {
  const file = join(dataDir, vaultFile);
  try {
    const vault = JSON.parse(readFileSync(file, "utf8")) as Partial<Vault>;
    if (vault.key && vault.next && Array.isArray(vault.retired) && Array.isArray(vault.clients)) return vault as Vault;
    throw new Error("it must hold key, next, retired and clients");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${file} cannot be read: ${(error as Error).message}. Delete it to begin anew.`);
  }
}

/**
 * Lets the next key sign from now on. The old one stays among the issuer's keys until its tokens are over.
 * @param now ms since 1970
 * @throws Error when the folder has no vault
 */
export async function rotateKey(dataDir: string, now: number): Promise<Vault> {
  const vault = readVault(dataDir);
  if (vault === undefined)
    throw new Error(`${join(dataDir, vaultFile)} is not there: no issuer has run on this folder.`);
  const retired = [{ key: vault.key, until: now + lifetime * 1000 }, ...stillGood(vault, now)];
  return write(dataDir, { ...vault, key: vault.next, next: await newSigningKey(), retired });
}

/** Retired keys that may still have signed a token that is good. */
export function stillGood({ retired }: Vault, now: number): readonly RetiredKey[] {
  return retired.filter(({ until }) => until > now);
}

function write(dataDir: string, vault: Vault): Vault {
  const file = join(dataDir, vaultFile);
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(vault, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return vault;
}
