import type { IssuerKey } from "./issuer.ts";

/** A text or a value as JSON, in base64url. */
export function encoded(part: unknown): string {
  return Buffer.from(typeof part === "string" ? part : JSON.stringify(part)).toString("base64url");
}

/** Signs whatever a header and a payload are, as RS256 does: what no library would sign. */
export async function rawToken({ privateKey }: IssuerKey, header: unknown, payload: unknown): Promise<string> {
  const input = `${encoded(header)}.${encoded(payload)}`;
  const signature = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString("base64url")}`;
}
