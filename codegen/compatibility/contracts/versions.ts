import type { Location } from "../../diagnostics/diagnostic.ts";
import { pointer } from "../../json/pointer.ts";
import type { Message } from "../../model/contract.ts";
import type { Findings, Subject } from "./finding.ts";

/** One version of a message, its newest one or an earlier one. */
export interface MessageVersion {
  readonly version: number;
  readonly at: Location;
  /** Name of the payload's schema. */
  readonly payload: string;
  readonly isNewest: boolean;
  readonly visibility: "public" | "private";
  readonly sunset: string | undefined;
  readonly personalData: readonly string[];
}

/** All versions of a message that a contract knows, ascending. */
export function versionsOf(message: Message): readonly MessageVersion[] {
  const { version, at, payload, visibility, personalData } = message;
  const earlier = message.earlier.map((each) => ({ ...each, isNewest: false }));
  return [...earlier, { version, at, payload, visibility, personalData, sunset: undefined, isNewest: true }];
}

/** Whether outsiders may send or get a version: the newest, or one that ends on a day to come. Without a day all are to come. */
export function isOffered(message: Message, version: MessageVersion, today: string): boolean {
  if (message.visibility === "private" || version.visibility === "private") return false;
  return version.isNewest || (version.sunset !== undefined && version.sunset >= today);
}

/** Where a word of a message's block stands. */
export function wordAt({ file, pointer: at }: Location, word: string): Location {
  return { file, pointer: pointer(at, "x-eventwright", word) };
}

/** A message, or one version of it, as the subject of a finding. */
export function subjectOf({ name, kind, visibility }: Message, version?: number): Subject {
  const isPrivate = visibility === "private";
  return { group: "message", name, kind, isPrivate, ...(version === undefined ? {} : { version }) };
}

/** Tells that what is stored in a version is not understood any more. */
export function lost(findings: Findings, message: Message, version: number, at: Location): void {
  const what = `Version ${version} of ${message.name} is neither the newest nor among the earlier ones.`;
  findings.gone("version-lost", at, { subject: subjectOf(message, version), what });
}
