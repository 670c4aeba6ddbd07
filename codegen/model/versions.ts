import type { Contract, EarlierVersion, Message } from "./contract.ts";

/** A step between two neighbouring versions of a message; payloads are names in the schema table. */
export interface VersionStep {
  /** The earlier version of the two. */
  readonly version: number;
  readonly earlier: string;
  readonly later: string;
  /** The later version of the two. */
  readonly next: number;
}

/** The steps from the first known version of a message to the newest, ascending. */
export function upcastSteps({ earlier, payload, version }: Message): readonly VersionStep[] {
  return earlier.map((from, index) => {
    const to = earlier[index + 1] ?? { payload, version };
    return { version: from.version, earlier: from.payload, later: to.payload, next: to.version };
  });
}

/**
 * The steps from the newest version of a message down to the first that outsiders still get, descending. Commands have none:
 * outsiders send them.
 */
export function downcastSteps(message: Message): readonly VersionStep[] {
  if (message.kind === "command") return [];
  const first = message.earlier.find((version) => isForOutsiders(message, version));
  if (first === undefined) return [];
  return upcastSteps(message)
    .filter(({ version }) => version >= first.version)
    .toReversed();
}

/** Whether outsiders send or get a version until its sunset. */
export function isForOutsiders(message: Message, { sunset, visibility }: EarlierVersion): boolean {
  return sunset !== undefined && visibility === "public" && message.visibility === "public";
}

/** The messages of a contract that somebody must write upcasters for. */
export function upcastMessages({ messages }: Contract): readonly Message[] {
  return messages.filter(({ earlier }) => earlier.length > 0);
}

/** The messages of a contract that somebody must write down-conversions for. */
export function downcastMessages({ messages }: Contract): readonly Message[] {
  return messages.filter((message) => downcastSteps(message).length > 0);
}
