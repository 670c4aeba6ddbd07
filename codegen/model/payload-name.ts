import { own, stringAt } from "../json/json.ts";

/** The message that a component says it is an earlier version of; undefined for the newest versions. */
export function newestOf(value: unknown): string | undefined {
  return stringAt(own(value, "x-eventwright"), "of");
}

/** The version that a component says it is; 1 when it says nothing. */
export function versionOf(value: unknown): number {
  const version = own(own(value, "x-eventwright"), "version");
  return typeof version === "number" ? version : 1;
}

/** Name of a message's payload in the schema table: `CreditsReservedData`, and `CreditsReservedV1Data` of an earlier version. */
export function payloadNameOf(key: string, value: unknown): string {
  const of = newestOf(value);
  return of === undefined ? `${key}Data` : `${of}V${versionOf(value)}Data`;
}
