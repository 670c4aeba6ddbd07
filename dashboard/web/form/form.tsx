import { useState } from "preact/hooks";
import { isObject, type Json, valueAt, withValueAt } from "../json/pointer.ts";
import type { Fault } from "./check.ts";
import { blankOf, type Field } from "./fields.ts";
import { Leaf } from "./leaf.tsx";
import { Faults, type FormParts, Help } from "./parts.tsx";
import "./form.css";

/** A form of a schema. What it holds is the JSON value itself; what is not filled in is not in it. */
export function Form({ field, ...parts }: FormParts & { readonly field: Field }) {
  return (
    <div class="form">
      <Part field={field} {...parts} />
    </div>
  );
}

/** Moves the focus to the first field that has a fault, or to the nearest around it. */
export function focusFault(id: string, faults: readonly Fault[]): void {
  for (const { pointer } of faults) {
    const element = document.getElementById(`${id}${pointer}`);
    if (element === null) continue;
    element.focus();
    return;
  }
}

function Part({ field, ...parts }: FormParts & { readonly field: Field }) {
  const { input } = field;
  if (input.kind === "object") return <Group field={field} fields={input.fields} {...parts} />;
  if (input.kind === "list") return <List field={field} input={input} {...parts} />;
  if (input.kind === "variants") return <Variants field={field} input={input} {...parts} />;
  return <Leaf field={field} {...parts} />;
}

function Group({
  field,
  fields,
  ...parts
}: FormParts & { readonly field: Field; readonly fields: () => readonly Field[] }) {
  const { value, onChange, id, faults } = parts;
  const { pointer, name, required } = field;
  const there = valueAt(value, pointer);
  const isRoot = pointer === "";
  if (!isRoot && there === undefined && !required) return <Absent field={field} {...parts} />;
  const inner = fields().map((one) => <Part key={one.name} field={one} {...parts} />);
  const own = faults.filter((fault) => fault.pointer === pointer || !covers(field, fault.pointer, pointer));
  if (isRoot) {
    return (
      <>
        <Faults faults={own} />
        {inner}
      </>
    );
  }
  return (
    <fieldset id={`${id}${pointer}`} tabIndex={-1}>
      <legend>{name}</legend>
      <Help field={field} />
      <Faults faults={own} />
      {inner}
      {!required && (
        <button type="button" class="quiet" onClick={() => onChange(withValueAt(value, pointer, undefined))}>
          Leave {name} out
        </button>
      )}
    </fieldset>
  );
}

/** Whether a fault just below a group belongs to one of its fields; those of others the group must show itself. */
function covers({ input }: Field, fault: string, pointer: string): boolean {
  if (!fault.startsWith(`${pointer}/`)) return true;
  if (input.kind !== "object") return true;
  return input.fields().some((one) => fault === one.pointer || fault.startsWith(`${one.pointer}/`));
}

function List({
  field,
  input,
  ...parts
}: FormParts & { readonly field: Field; readonly input: Extract<Field["input"], { kind: "list" }> }) {
  const { value, onChange, id, faults } = parts;
  const { pointer, name, required } = field;
  const there = valueAt(value, pointer);
  if (there === undefined && !required) return <Absent field={field} {...parts} />;
  const items = Array.isArray(there) ? there : [];
  const set = (list: readonly Json[]) => onChange(withValueAt(value, pointer, list));
  return (
    <fieldset id={`${id}${pointer}`} tabIndex={-1}>
      <legend>{name}</legend>
      <Help field={field} />
      <Faults faults={faults.filter((fault) => fault.pointer === pointer)} />
      {items.map((_, index) => (
        <div class="line" key={index}>
          <Part field={{ ...input.item(index), name: `${name} ${index + 1}` }} {...parts} />
          <button
            type="button"
            class="quiet"
            aria-label={`Remove ${name} ${index + 1}`}
            onClick={() => set(items.toSpliced(index, 1))}
          >
            ✕
          </button>
        </div>
      ))}
      <div class="row">
        <button
          type="button"
          class="plain"
          disabled={items.length >= input.max}
          onClick={() => set([...items, blankOf(input.item(items.length)) ?? null])}
        >
          Add to {name}
        </button>
        {!required && (
          <button type="button" class="quiet" onClick={() => onChange(withValueAt(value, pointer, undefined))}>
            Leave {name} out
          </button>
        )}
      </div>
    </fieldset>
  );
}

function Variants({
  field,
  input,
  ...parts
}: FormParts & { readonly field: Field; readonly input: Extract<Field["input"], { kind: "variants" }> }) {
  const { value, onChange, id } = parts;
  const { pointer, name, required } = field;
  const there = valueAt(value, pointer);
  const fitting = input.variants.findIndex(({ fits }) => fits(there));
  const [chosen, choose] = useState(Math.max(0, fitting));
  if (there === undefined && !required) return <Absent field={field} {...parts} />;
  const variant = input.variants[chosen];
  return (
    <fieldset id={`${id}${pointer}`} tabIndex={-1}>
      <legend>{name === "" ? "Payload" : name}</legend>
      <Help field={field} />
      <select
        aria-label={`Kind of ${name === "" ? "payload" : name}`}
        value={String(chosen)}
        onInput={(event) => {
          const next = Number(event.currentTarget.value);
          choose(next);
          const other = input.variants[next];
          if (other !== undefined) onChange(withValueAt(value, pointer, blankOf(other.field)));
        }}
      >
        {input.variants.map(({ label }, index) => (
          <option key={label} value={String(index)}>
            {label}
          </option>
        ))}
      </select>
      {variant !== undefined && <Part field={{ ...variant.field, name, required: true }} {...parts} />}
    </fieldset>
  );
}

/** A group that may be left out, and is. */
function Absent({ field, value, onChange }: FormParts & { readonly field: Field }) {
  const { pointer, name, input } = field;
  const begin = input.kind === "list" || !isObject(blankOf(field)) ? (blankOf(field) ?? null) : blankOf(field);
  return (
    <div>
      <button type="button" class="plain" onClick={() => onChange(withValueAt(value, pointer, begin))}>
        Add {name}
      </button>
      <Help field={field} />
    </div>
  );
}
