import type { Runtime } from "../../app/runtime.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { HandlerError } from "../handler-error.ts";

/**
 * Checks a payload against the schema of its message as the contract has it now.
 * @throws HandlerError when it is invalid, or the contract does not know the message
 */
export async function checkPayload(runtime: Pick<Runtime, "catalog">, { type, data }: Envelope): Promise<void> {
  const message = runtime.catalog.byType.get(type);
  if (message === undefined) throw new HandlerError(`The contract does not know the message ${type} any more.`);
  const parsed = await message.parse(data);
  if (parsed.ok) return;
  const said = parsed.faults.map((fault) => `${fault.pointer || "/"} ${fault.message}`).join("; ");
  throw new HandlerError(`The payload is not valid against ${message.schemaId}: ${said}.`, { faults: parsed.faults });
}
