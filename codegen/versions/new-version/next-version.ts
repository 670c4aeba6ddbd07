import { isObject } from "../../json/json.ts";
import type { Message } from "../../model/contract.ts";

/** What the document of a contract says after a new version was made. */
export interface NextVersion {
  readonly message: string;
  readonly kind: Message["kind"];
  /** The version that becomes an earlier one; the new one is one higher. */
  readonly version: number;
  /** Key of the earlier version, such as `CreditsReserved.v1`. */
  readonly earlier: string;
  /** The new `$ref` of the newest version's payload. */
  readonly payload: string;
  /** Last day on which outsiders may use the earlier version; undefined: they may not. */
  readonly sunset: string | undefined;
  readonly visibility: "public" | "private";
  /** Day (UTC) since when nobody shall build on the earlier version any more, or that it is so; undefined: not said. */
  readonly deprecated: string | true | undefined;
  readonly personalData: readonly string[];
}

/** The `x-eventwright` block of the version that becomes an earlier one. */
export function blockOf(next: NextVersion): Readonly<Record<string, unknown>> {
  const { kind, version, message, sunset, visibility, deprecated, personalData } = next;
  return {
    kind,
    version,
    of: message,
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(sunset === undefined ? {} : { sunset }),
    ...(visibility === "private" ? { visibility } : {}),
    ...(personalData.length === 0 ? {} : { personalData }),
  };
}

/** The reference to the earlier version that shall stand beside one to the message; undefined when it is to another one. */
export function earlierRef(entry: unknown, { message, earlier }: NextVersion, pattern: RegExp): string | undefined {
  const ref = isObject(entry) ? entry["$ref"] : undefined;
  if (typeof ref !== "string" || pattern.exec(ref)?.[1] !== message) return undefined;
  return `${ref.slice(0, -message.length)}${earlier}`;
}
