import type { Json } from "../json/pointer.ts";
import type { Fault } from "./check.ts";
import type { Field } from "./fields.ts";

/** What all parts of a form share. */
export interface FormParts {
  /** The whole value. */
  readonly value: Json;
  readonly onChange: (value: Json) => void;
  readonly faults: readonly Fault[];
  /** Begins the ids of its elements; {@link focusFault} finds them by it. */
  readonly id: string;
}

/** What the schema says of a field. */
export function Help({ field, id }: { readonly field: Field; readonly id?: string }) {
  const words = [field.help, field.hint].filter((word) => word !== undefined);
  if (words.length === 0) return null;
  return (
    <p class="hint" {...(id !== undefined && { id })}>
      {field.help}
      {field.hint !== undefined && <span class="muted"> ({field.hint})</span>}
    </p>
  );
}

/** Faults of a field. */
export function Faults({ faults, id }: { readonly faults: readonly Fault[]; readonly id?: string }) {
  if (faults.length === 0) return null;
  return (
    <p class="fault" {...(id !== undefined && { id })}>
      <span aria-hidden="true">! </span>
      {faults.map(({ message, pointer }) => `${pointer.slice(pointer.lastIndexOf("/") + 1)} ${message}`).join("; ")}
    </p>
  );
}
