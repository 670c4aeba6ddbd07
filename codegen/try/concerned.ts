import type { Location } from "../diagnostics/diagnostic.ts";
import type { Contract } from "../model/contract.ts";
import { reachable } from "../render/documents/reachable.ts";

/** Names of the messages that a place concerns: it stands in one, or in a schema that they need. */
export function concernedBy(contract: Contract, at: Location): readonly string[] {
  const inMessages = contract.messages.filter((message) => isInside(at, message.at)).map(({ name }) => name);
  const schemas = contract.schemas.filter((schema) => isInside(at, schema.at)).map(({ name }) => name);
  if (schemas.length === 0) return inMessages;
  const byPayload = contract.messages.filter(({ payload }) =>
    reachable([payload], contract.schemas).some(({ name }) => schemas.includes(name)),
  );
  return [...new Set([...inMessages, ...byPayload.map(({ name }) => name)])].sort();
}

function isInside(at: Location, around: Location): boolean {
  return at.file === around.file && (at.pointer === around.pointer || at.pointer.startsWith(`${around.pointer}/`));
}
