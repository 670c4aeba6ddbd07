import { randomBytes, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** A certificate for this machine's loopback names, and its private key. */
export interface LocalCertificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  /** File of the certificate: what `NODE_EXTRA_CA_CERTS` of a client names. */
  readonly certFile: string;
}

const day = 86_400_000;
const validity = 365 * day;
/** One that ends sooner than this is replaced. */
const leastLeft = 7 * day;

/**
 * The certificate of a data folder, made at first use and again shortly before it ends. It is no certificate authority: who
 * trusts it trusts servers on 127.0.0.1, ::1 and localhost that have its key, and nothing else.
 * @param now ms since 1970
 */
export async function localCertificate(dataDir: string, now = Date.now()): Promise<LocalCertificate> {
  const folder = join(dataDir, "tls");
  const certFile = join(folder, "cert.pem");
  const keyFile = join(folder, "key.pem");
  if (existsSync(certFile) && existsSync(keyFile)) {
    const [cert, key] = [readFileSync(certFile, "utf8"), readFileSync(keyFile, "utf8")];
    if (endOf(cert) - now > leastLeft) return { cert, key, certFile };
  }
  const { generate } = await import("selfsigned");
  // Two of the same name could not both be trusted: the first one found would be taken for the other's issuer.
  const name = `Eventwright local ${randomBytes(8).toString("hex")}`;
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now - day),
    notAfterDate: new Date(now + validity),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          { type: 2, value: "localhost" },
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The key first: whoever finds the certificate finds its key beside it.
  writeWhole(keyFile, made.private, 0o600);
  writeWhole(certFile, made.cert, 0o644);
  return { cert: made.cert, key: made.private, certFile };
}

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Makes this process trust the certificates in a PEM text, beside those that it trusts already. Idempotent. */
export function trustCertificate(certs: string): void {
  const trusted = getCACertificates("default");
  const known = new Set(trusted.map(fingerprint));
  const added = (certs.match(pem) ?? []).filter((cert) => !known.has(fingerprint(cert)));
  if (added.length > 0) setDefaultCACertificates([...trusted, ...added]);
}

const fingerprint = (cert: string): string => new X509Certificate(cert).fingerprint256;

/**
 * Makes this process trust what a program started with these settings would: Node reads `NODE_EXTRA_CA_CERTS` when it
 * starts, so a process that learns of it from a file comes too late.
 * @throws Error when the file cannot be read
 */
export function trustExtraCertificates(settings: Readonly<Record<string, string | undefined>>): void {
  const file = settings["NODE_EXTRA_CA_CERTS"];
  if (file === undefined || file === process.env["NODE_EXTRA_CA_CERTS"]) return;
  trustCertificate(readFileSync(file, "utf8"));
}

const endOf = (cert: string): number => new X509Certificate(cert).validToDate.getTime();

function writeWhole(file: string, text: string, mode: number): void {
  writeFileSync(`${file}.new`, text, { mode });
  renameSync(`${file}.new`, file);
}
