/** `npm run token`: prints an access token for the running local system. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { newSigningKey } from "../emulator/identity/signing-key.ts";
import { contractScopes } from "../emulator/oidc/contract-scopes.ts";
import { parseExpiry } from "../emulator/oidc/expiry.ts";
import { signAccessToken } from "../emulator/oidc/sign.ts";
import { lifetime, readVault, rotateKey, type Vault } from "../emulator/oidc/vault.ts";

interface Options {
  readonly as: string;
  readonly scope?: string;
  readonly audience?: string;
  readonly issuer?: string;
  /** Seconds from now. */
  readonly expires: number;
  readonly forged: boolean;
  readonly rotateKeys: boolean;
  readonly data: string;
  readonly json: boolean;
}

const examples = `
Examples (npm run -s prints the token alone; the system runs by npm start -- --secure):
  TOKEN=$(npm run -s token -- --as anna)
  KEY=$(node -p 'JSON.parse(fs.readFileSync(".eventwright/data/keys.json")).functions.host')
  curl -H "x-functions-key: $KEY" -H "authorization: Bearer $TOKEN" "http://127.0.0.1:7071/api/notifications?recipient=anna"

What is refused, and with which code:
  npm run token -- --as anna --expires -5m            401 token-expired
  npm run token -- --as anna --audience api://other   401 token-invalid (so are --issuer and --forged)
  npm run token -- --as anna --scope ""               403 scope-missing
  npm run token -- --rotate-keys                      another key signs from now on; tokens of the old one go on counting`;

const options = new Command("npm run token --")
  .description(
    "Prints an access token for the local system that asks for tokens (npm start -- --secure), signed with the key in its data\n" +
      "folder. It says who calls (--as) and what they may do (--scope).",
  )
  .option("--as <subject>", "who calls", subject, "me")
  .option("--scope <scopes>", "what they may do, with spaces between (default: all that the contract knows)")
  .option("--audience <name>", "whom it is for (default: the local system)")
  .option("--issuer <address>", "who is said to have made it (default: the local issuer)")
  .option("--expires <time>", "when it ends: 10m from now, or -5m for one that is over", expiry, lifetime)
  .option("--forged", "sign it with a key that nobody knows", false)
  .option("--rotate-keys", "let a new key sign from now on, then print a token of it", false)
  .option("--data <folder>", "data folder of npm start", ".eventwright/data")
  .option("--json", "print the token with what it says, as JSON", false)
  .addHelpText("after", examples)
  .allowExcessArguments(false)
  .parse()
  .opts<Options>();

function subject(text: string): string {
  if (text !== "" && text.length <= 255) return text;
  throw new InvalidArgumentError("A subject has 1 to 255 characters.");
}

function expiry(text: string): number {
  const seconds = parseExpiry(text);
  if (seconds !== undefined) return seconds;
  throw new InvalidArgumentError("Write it like 10m, 2h, or -5m for one that is over.");
}

/** What `npm start -- --secure` left in its data folder. */
function running(folder: string): { readonly issuer: string; readonly audience: string; readonly vault: Vault } {
  const file = join(folder, "addresses.json");
  let addresses: { readonly issuer?: string; readonly audience?: string };
  try {
    addresses = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new Error(
      `There is no ${file}: is \`npm start -- --secure\` running? Else name its data folder with --data.`,
    );
  }
  const { issuer, audience } = addresses;
  const vault = readVault(folder);
  if (issuer === undefined || audience === undefined || vault === undefined) {
    throw new Error("The local system asks for no tokens. Start it with `npm start -- --secure` for one that does.");
  }
  return { issuer, audience, vault };
}

try {
  const folder = resolve(options.data);
  const { issuer, audience, vault } = running(folder);
  const { key } = options.rotateKeys ? await rotateKey(folder, Date.now()) : vault;
  const project = process.env["EVENTWRIGHT_PROJECT"] ?? join(import.meta.dirname, "..");
  const scopes =
    options.scope?.split(" ").filter((scope) => scope !== "") ??
    contractScopes(join(project, "generated", "contract.json")).scopes;
  const now = Math.floor(Date.now() / 1000);
  const expires = now + options.expires;
  const says = {
    issuer: options.issuer ?? issuer,
    subject: options.as,
    audience: options.audience ?? audience,
    clientId: "token",
    scopes,
    // One that is over was good once.
    issuedAt: Math.min(now, expires - lifetime),
    expires,
  };
  const token = await signAccessToken(
    options.forged ? { ...(await newSigningKey()), kid: String(key.kid) } : key,
    says,
  );
  process.stdout.write(`${options.json ? JSON.stringify({ token, ...says }) : token}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
