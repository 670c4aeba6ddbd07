import { timingSafeEqual } from "node:crypto";
import { unauthorized } from "../errors.ts";

/** Whoever changes how the local Cosmos DB behaves shows the account's key in this header, as base64. */
export const keyHeaderName = "x-eventwright-key";

/** Lets nobody through who does not show the key. @throws CosmosError 401 */
export function requireKey(key: Buffer, shown: unknown, doing: string): void {
  const given = Buffer.from(typeof shown === "string" ? shown : "", "base64");
  if (given.length !== key.length || !timingSafeEqual(given, key)) {
    throw unauthorized(`${doing} needs the account's key in the header ${keyHeaderName}.`);
  }
}
