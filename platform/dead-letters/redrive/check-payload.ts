import { classOf, newestEnvelope } from "../../app/catalog.ts";
import type { Runtime } from "../../app/runtime.ts";
import type { Envelope } from "../../messages/envelope.ts";
import type { Fault } from "../../messages/message-class.ts";
import { earlierVersion, parseVersion } from "../../messages/versions.ts";
import { HandlerError } from "../handler-error.ts";

/**
 * Checks a payload against the schema of its message and version as the contract has it now; one of an earlier version is
 * brought up, too, and held against the newest.
 * @throws HandlerError when it is invalid, its upcaster throws, or the contract does not know the message or its version
 */
export async function checkPayload({ catalog }: Pick<Runtime, "catalog">, envelope: Envelope): Promise<void> {
  const message = classOf(catalog, envelope.type);
  if (message === undefined)
    throw new HandlerError(`The contract does not know the message ${envelope.type} any more.`);
  const parsed = await parseVersion(message, envelope);
  const schema = earlierVersion(message, envelope.type)?.schemaId ?? message.schemaId;
  if (!parsed.ok) throw invalid(`The payload is not valid against ${schema}`, parsed.faults);
  if (envelope.type === message.type) return;
  const newest = await message.parse(newestEnvelope(catalog, message, envelope).data);
  if (!newest.ok) throw invalid(`What the upcaster made is not valid against ${message.schemaId}`, newest.faults);
}

function invalid(what: string, faults: readonly Fault[]): HandlerError {
  const said = faults.map((fault) => `${fault.pointer || "/"} ${fault.message}`).join("; ");
  return new HandlerError(`${what}: ${said}.`, { faults });
}
