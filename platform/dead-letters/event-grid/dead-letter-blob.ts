/** One event of a dead-letter blob: as it was to be delivered, and what became of that. */
export interface DeadEvent {
  /** Without what Event Grid has added. */
  readonly event: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly type: string;
  readonly reason: string;
  readonly attempts: number;
  readonly outcome: string;
  /** RFC 3339, UTC. */
  readonly published: string | undefined;
  readonly lastAttempt: string | undefined;
}

/** What a blob holds, and what in it cannot be read. */
export interface DeadLetterBlob {
  readonly events: readonly DeadEvent[];
  /** A sentence for each thing that is no dead letter. */
  readonly faults: readonly string[];
}

/** As much of what somebody else wrote as goes into a letter or a log. */
const mostShown = 200;

/**
 * The subscription that a blob is about, in lower case: the first part of its name (`CREDIT-MERCHANT/2026/11/26/15/….json`).
 * @returns undefined when Event Grid gives no such names
 */
export function subscriptionOfBlob(name: string): string | undefined {
  const match = /^([A-Za-z0-9-]{1,64})\/\d{4}\/\d{1,2}\/\d{1,2}\/\d{1,2}\/[^/]{1,100}\.json$/.exec(name);
  return match?.[1]?.toLowerCase();
}

/** Reads what Event Grid wrote: an array of events in either schema. Never throws: anybody may have put the blob there. */
export function readDeadLetterBlob(bytes: Uint8Array): DeadLetterBlob {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    return { events: [], faults: [`It is not JSON in UTF-8: ${shown((error as Error).message)}.`] };
  }
  if (!Array.isArray(content)) return { events: [], faults: ["It is not an array of events."] };
  const events: DeadEvent[] = [];
  const faults: string[] = [];
  for (const [index, item] of content.entries()) {
    const read = readEvent(item);
    if (typeof read === "string") faults.push(`Event ${index} ${read}`);
    else events.push(read);
  }
  if (content.length === 0) faults.push("It holds no event.");
  return { events, faults };
}

/** What Event Grid adds; in CloudEvents in lower case. */
const added = new Set([
  "deadletterreason",
  "deliveryattempts",
  "lastdeliveryoutcome",
  "publishtime",
  "lastdeliveryattempttime",
]);

function readEvent(item: unknown): DeadEvent | string {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return "is not an object.";
  const entries = Object.entries(item);
  const said = new Map(entries.map(([name, value]) => [name.toLowerCase(), value] as const));
  const event = Object.fromEntries(entries.filter(([name]) => !added.has(name.toLowerCase())));
  const { id } = event;
  const type = event["type"] ?? event["eventType"];
  if (typeof id !== "string" || id === "") return "has no id.";
  if (typeof type !== "string" || type === "") return "has no type.";
  const reason = said.get("deadletterreason");
  if (typeof reason !== "string") return "does not say why it is a dead letter.";
  const attempts = Number(said.get("deliveryattempts"));
  return {
    event,
    id,
    type,
    reason: shown(reason),
    attempts: Number.isSafeInteger(attempts) && attempts >= 0 ? attempts : 0,
    outcome: shown(String(said.get("lastdeliveryoutcome") ?? "unknown")),
    published: instantOf(said.get("publishtime")),
    lastAttempt: instantOf(said.get("lastdeliveryattempttime")),
  };
}

function instantOf(value: unknown): string | undefined {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function shown(text: string): string {
  return text.toWellFormed().slice(0, mostShown);
}
