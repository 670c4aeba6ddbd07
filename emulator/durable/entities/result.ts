import type { DurableOutcome } from "../protocol/port.ts";
import type { EntityRow, Message } from "../store/rows.ts";
import { type EntityMessage, entityParts } from "./messages.ts";

/** What a batch of operations came to. */
export interface EntityResult {
  readonly present: boolean;
  /** JSON text. */
  readonly state: string | null;
  /** One per operation, in order. */
  readonly results: readonly OperationResult[];
  readonly signals: readonly EntitySignal[];
}

/** How one operation ended. */
export interface OperationResult {
  readonly isError: boolean;
  /** JSON text. */
  readonly result?: string | undefined;
}

/** A signal that an operation sent. */
export interface EntitySignal {
  readonly target: { readonly name: string; readonly key: string };
  readonly name: string;
  /** JSON text, or empty. */
  readonly input?: string;
  readonly requestId?: string;
}

/** What an entity function is called with. */
export function entityPayload(entity: EntityRow, messages: readonly Message<EntityMessage>[]): string {
  return JSON.stringify({
    self: entityParts(entity.id),
    exists: entity.present,
    state: entity.state,
    batch: messages.map(({ body: { request } }) => ({
      name: request.op ?? "",
      input: request.input ?? null,
      isSignal: request.signal === true,
    })),
  });
}

/** Reads what an entity function gave back. When it failed as a whole, every operation has failed and nothing changed. */
export function readEntityResult(
  entity: EntityRow,
  count: number,
  outcome: Exclude<DurableOutcome, { kind: "lost" }>,
): EntityResult {
  const message = outcome.kind === "failed" ? outcome.message : undefined;
  const state = outcome.kind === "succeeded" ? parse(outcome.result) : undefined;
  if (state === undefined) return failedBatch(entity, count, message ?? "The entity function returned no state.");
  const results = Array.from({ length: count }, (_, index): OperationResult => {
    return state.results?.[index] ?? { isError: true, result: JSON.stringify("The operation has no result.") };
  });
  return {
    present: state.entityExists === true,
    state: state.entityExists === true ? (state.entityState ?? null) : null,
    results,
    signals: state.signals ?? [],
  };
}

/** A batch in which every operation failed with the same message. */
export function failedBatch(entity: EntityRow, count: number, message: string): EntityResult {
  const result = { isError: true, result: JSON.stringify(message) };
  return { present: entity.present, state: entity.state, results: Array(count).fill(result), signals: [] };
}

interface ReturnedState {
  readonly entityExists?: boolean;
  readonly entityState?: string;
  readonly results?: readonly OperationResult[];
  readonly signals?: readonly EntitySignal[];
}

function parse(text: string | null): ReturnedState | undefined {
  try {
    const value = JSON.parse(text ?? "null") as unknown;
    return typeof value === "object" && value !== null ? (value as ReturnedState) : undefined;
  } catch {
    return undefined;
  }
}
