import type { Fact, Thread, TransferCore } from "./facts.ts";

/** The types that this application subscribes to. */
export const eventTypes = [
  "credits.TransferHeld.v1",
  "credits.TransferApproved.v1",
  "credits.TransferRejected.v1",
  "credits.TransferExpired.v1",
  "credits.TransferSettled.v1",
  "credits.TransferReleased.v1",
] as const;

/** Where the platform's events come from: its contract's CloudEvents `source`. Nobody else's word about a transfer counts. */
const eventSource = "/credits";

/** A delivered event, read: its identity and what it says, or nothing when it does not concern reviewers. */
export interface ReadEvent {
  /** CloudEvents identity: source and id together. */
  readonly id: string;
  readonly fact?: Fact;
}

/** An event that cannot be read. The message names what is wrong with it. */
export class UnreadableEvent extends Error {
  override readonly name = "UnreadableEvent";
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads a CloudEvent in structured JSON. Types and members that are not known here are passed over, so that the platform may
 * add to its events.
 * @throws UnreadableEvent
 */
export function readEvent(value: unknown): ReadEvent {
  if (!isObject(value)) throw new UnreadableEvent("An event must be a JSON object.");
  if (value["specversion"] !== "1.0") throw new UnreadableEvent("`specversion` must be 1.0.");
  const id = `${text(value, "source", 2_048)} ${text(value, "id", 512)}`;
  const type = text(value, "type", 256);
  if (!(eventTypes as readonly string[]).includes(type)) return { id };
  if (value["source"] !== eventSource) throw new UnreadableEvent(`\`source\` of ${type} must be ${eventSource}.`);
  const at = instant(value, "time");
  const data = value["data"];
  if (!isObject(data)) throw new UnreadableEvent(`\`data\` of ${type} must be an object.`);
  const fact = factOf(type as (typeof eventTypes)[number], at, data, threadOf(value));
  return fact === undefined ? { id } : { id, fact };
}

function factOf(
  type: (typeof eventTypes)[number],
  at: string,
  data: Members,
  thread: Thread | undefined,
): Fact | undefined {
  const transfer = coreOf(data);
  switch (type) {
    case "credits.TransferHeld.v1":
      return { transfer, held: { at, until: instant(data, "until"), ...(thread && { thread }) } };
    case "credits.TransferApproved.v1":
      return { transfer, decision: { verdict: "approved", at, ...decider(data) } };
    case "credits.TransferRejected.v1":
      return { transfer, decision: { verdict: "rejected", at, ...decider(data) } };
    case "credits.TransferExpired.v1":
      // A transfer that waited in vain for a guardian never came to a reviewer.
      return data["stage"] === "guardian" ? undefined : { transfer, decision: { verdict: "expired", at } };
    case "credits.TransferSettled.v1":
      return { transfer, ending: { kind: "settled", at } };
    case "credits.TransferReleased.v1":
      return { transfer, ending: { kind: "released", at, ...optional(data, "reason") } };
  }
}

/** What is not as it should be is passed over: an event is worth more than its trace. */
function threadOf(event: Members): Thread | undefined {
  const matching = (name: string, shape: RegExp) => {
    const value = event[name];
    return typeof value === "string" && shape.test(value) ? value : undefined;
  };
  const correlationId = matching("correlationid", /^[A-Za-z0-9._:-]{1,128}$/);
  const traceparent = matching("traceparent", /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
  const tracestate = traceparent && matching("tracestate", /^[\x20-\x7e]{1,512}$/);
  if (correlationId === undefined && traceparent === undefined) return undefined;
  return {
    ...(correlationId && { correlationId }),
    ...(traceparent && { traceparent }),
    ...(tracestate && { tracestate }),
  };
}

function coreOf(data: Members): TransferCore {
  const amount = data["amount"];
  if (typeof amount !== "number" || !Number.isSafeInteger(amount) || amount <= 0)
    throw new UnreadableEvent("`amount` must be a positive whole number.");
  const currency = text(data, "currency", 3);
  if (!/^[A-Z]{3}$/.test(currency)) throw new UnreadableEvent("`currency` must be an ISO 4217 code.");
  return {
    transferId: id(data, "transferId"),
    fromAccountId: id(data, "fromAccountId"),
    toAccountId: id(data, "toAccountId"),
    amount,
    currency,
  };
}

const decider = (data: Members) => ({ reviewer: text(data, "reviewer", 512), ...optional(data, "reason") });

function optional(data: Members, name: "reason"): { readonly reason?: string } {
  return data[name] === undefined || data[name] === "" ? {} : { [name]: text(data, name, 4_096) };
}

function text(data: Members, name: string, most: number): string {
  const value = data[name];
  if (typeof value !== "string" || value === "" || value.length > most)
    throw new UnreadableEvent(`\`${name}\` must be a text of 1 to ${most} characters.`);
  return value.toWellFormed();
}

/** Ids become parts of addresses here, so only what is safe there is taken; the contract has UUIDs. */
function id(data: Members, name: string): string {
  const value = text(data, name, 64);
  if (!/^[A-Za-z0-9_-]+$/.test(value)) throw new UnreadableEvent(`\`${name}\` must be an id.`);
  return value;
}

/** In UTC with milliseconds, so that instants can be compared as texts. */
function instant(data: Members, name: string): string {
  const value = Date.parse(text(data, name, 64));
  if (Number.isNaN(value)) throw new UnreadableEvent(`\`${name}\` must be an RFC 3339 instant.`);
  return new Date(value).toISOString();
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
