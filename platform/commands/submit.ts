import { type Catalog, classOf, newestEnvelope } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { hashOf } from "../messages/hash.ts";
import type { CommandRecord } from "../stores/records.ts";
import { countSubmitted } from "../telemetry/meters.ts";
import { sendSpan } from "../telemetry/spans/command-spans.ts";
import { traced } from "../telemetry/spans/traced.ts";
import type { Attributes } from "../telemetry/telemetry.ts";
import { carriedOn, traceOf } from "../telemetry/trace-context.ts";

/** What became of a command at the door. `first` is the command that was stored before this one. */
export type Submitted =
  | { readonly status: "accepted"; readonly command: CommandRecord }
  | { readonly status: "replayed"; readonly first: CommandRecord }
  | { readonly status: "duplicate"; readonly first: CommandRecord }
  | { readonly status: "key-reused"; readonly first: CommandRecord };

/** How often a document that vanishes (its time to live ends) between a conflict and its reading is created anew. */
const races = 3;

/**
 * Stores a command unless its like is stored already: the dedupe hash is the document id. What is stored carries on the trace from
 * here; one that was stored before stays in the trace that it came with.
 * @param retrying tries again what is transient
 * @param attributes of the span that tells of it
 * @throws Error when the document appears and vanishes again and again
 */
export async function submitCommand(
  runtime: Runtime,
  command: CommandRecord,
  retrying: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
  attributes: Attributes = {},
): Promise<Submitted> {
  const { envelope } = command;
  return traced(
    runtime,
    envelope,
    () => sendSpan(runtime, envelope, attributes),
    async (span) => {
      const sent = { ...command, envelope: { ...envelope, ...carriedOn(runtime.telemetry, envelope) } };
      const submitted = await retrying(() => store(runtime, sent));
      countSubmitted(runtime, envelope, submitted.status === "accepted");
      const first = submitted.status === "accepted" ? undefined : traceOf(submitted.first.envelope);
      if (first !== undefined) span.link(first);
      span.set({ "eventwright.outcome": submitted.status === "accepted" ? "succeeded" : "duplicate" });
      return submitted;
    },
  );
}

async function store({ catalog, stores }: Runtime, command: CommandRecord): Promise<Submitted> {
  for (let race = 0; race < races; race++) {
    if ((await stores.commands.create(command)) === "created") return { status: "accepted", command };
    const first = await stores.commands.read(command.streamid, command.id);
    if (first === undefined) continue;
    if (!command.sentbykey) return { status: "duplicate", first };
    return { status: isSame(catalog, first, command) ? "replayed" : "key-reused", first };
  }
  throw new Error(`The command ${command.envelope.id} conflicts with a document that cannot be read.`);
}

/** Whether two commands say the same. What was sent in different versions is compared in the newest. */
function isSame(catalog: Catalog, first: CommandRecord, second: CommandRecord): boolean {
  if (first.payloadhash === second.payloadhash) return true;
  const { type } = first.envelope;
  const message = type === second.envelope.type ? undefined : classOf(catalog, type);
  if (message === undefined) return false;
  try {
    const [one, other] = [first, second].map(({ envelope }) => newestEnvelope(catalog, message, envelope).data);
    return hashOf(one) === hashOf(other);
  } catch (error) {
    if (error instanceof HandlerError) return false;
    throw error;
  }
}
