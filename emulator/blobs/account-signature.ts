import { createHmac } from "node:crypto";

/** Long enough for everything that runs here, ms. */
const validity = 30 * 86_400_000;
const version = "2019-12-12";

/**
 * The query parameters of an account SAS that allows everything with the blobs of an account.
 * Source: https://learn.microsoft.com/rest/api/storageservices/create-account-sas
 * @param now ms since 1970
 */
export function accountSignature(account: string, key: string, now: number): URLSearchParams {
  const [services, types, permissions, protocol] = ["b", "sco", "rwdlacup", "https,http"];
  const end = `${new Date(now + validity).toISOString().slice(0, 19)}Z`;
  const signed = [account, permissions, services, types, "", end, "", protocol, version, ""].join("\n");
  const sig = createHmac("sha256", Buffer.from(key, "base64")).update(signed).digest("base64");
  return new URLSearchParams({ sv: version, ss: services, srt: types, sp: permissions, se: end, spr: protocol, sig });
}
