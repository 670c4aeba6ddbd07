import { useState } from "preact/hooks";
import { parseWithPlaces } from "../json/places.ts";
import { type Json, valueAt, withValueAt } from "../json/pointer.ts";
import { choiceText, type Field, type Input, textOf, typed } from "./fields.ts";
import { Faults, type FormParts, Help } from "./parts.tsx";

/** One input with its label, help and faults. */
export function Leaf({ field, value, onChange, faults, id: base }: FormParts & { readonly field: Field }) {
  const { pointer, name, required, nullable, input } = field;
  const id = `${base}${pointer}`;
  const there = valueAt(value, pointer);
  const own = faults.filter((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
  const described = [(field.help ?? field.hint) !== undefined && `${id}-help`, own.length > 0 && `${id}-fault`].filter(
    (one) => one !== false,
  );
  const set = (other: Json) => onChange(withValueAt(value, pointer, other));
  const attributes = {
    id,
    ...(described.length > 0 && { "aria-describedby": described.join(" ") }),
    ...(own.length > 0 && { "aria-invalid": true }),
    ...(required && { "aria-required": true }),
  };
  return (
    <div class={own.length > 0 ? "field invalid" : "field"}>
      <label for={id}>
        {name} {!required && <span class="needs">optional</span>}
      </label>
      <div class="line">
        <Control input={input} value={there} required={required} onChange={set} attributes={attributes} />
        <Make input={input} name={name} onMake={set} />
        {nullable && (
          <button
            type="button"
            class="quiet"
            aria-pressed={there === null}
            onClick={() => set(there === null ? undefined : null)}
          >
            null
          </button>
        )}
      </div>
      <Help field={field} id={`${id}-help`} />
      <Faults faults={own} id={`${id}-fault`} />
    </div>
  );
}

interface ControlParts {
  readonly input: Input;
  readonly value: Json;
  readonly required: boolean;
  readonly onChange: (value: Json) => void;
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

function Control({ input, value, required, onChange, attributes }: ControlParts) {
  const take = (event: { readonly currentTarget: { readonly value: string } }) =>
    onChange(typed(event.currentTarget.value, input, required));
  if (input.kind === "json") return <JsonControl value={value} onChange={onChange} attributes={attributes} />;
  if (input.kind === "constant") return <input {...attributes} value={textOf(input.value)} readOnly />;
  if (input.kind === "boolean" || input.kind === "choice") {
    const choices = input.kind === "boolean" ? ["true", "false"] : input.choices.map(choiceText);
    const chosen = value === undefined ? "" : input.kind === "choice" ? choiceText(value) : textOf(value);
    return (
      <select {...attributes} value={chosen} onInput={take}>
        {(!required || !choices.includes(chosen)) && <option value="">–</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  const common = {
    ...attributes,
    value: textOf(value),
    spellcheck: false,
    autocomplete: "off" as const,
    onInput: take,
  };
  if (input.kind === "text" && input.multiline) return <textarea {...common} rows={3} />;
  return <input {...common} {...(input.kind === "number" && { inputMode: input.integer ? "numeric" : "decimal" })} />;
}

/** Anything, as JSON. While it is none, the value stays as it was. */
function JsonControl({ value, onChange, attributes }: Pick<ControlParts, "value" | "onChange" | "attributes">) {
  const [text, setText] = useState(value === undefined ? "" : JSON.stringify(value, undefined, 2));
  const read = text.trim() === "" ? { value: undefined } : parseWithPlaces(text);
  return (
    <div class="stack">
      <textarea
        {...attributes}
        class="code"
        rows={4}
        spellcheck={false}
        value={text}
        {...("fault" in read && { "aria-invalid": true })}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          const parsed = next.trim() === "" ? { value: undefined } : parseWithPlaces(next);
          if (!("fault" in parsed)) onChange(parsed.value);
        }}
      />
      {"fault" in read && <p class="fault">{read.fault}</p>}
    </div>
  );
}

/** Makes what nobody types: a new id, the time. */
function Make({
  input,
  name,
  onMake,
}: {
  readonly input: Input;
  readonly name: string;
  readonly onMake: (text: string) => void;
}) {
  if (input.kind !== "text") return null;
  if (input.format === "uuid") {
    return (
      <button type="button" class="plain" aria-label={`New ${name}`} onClick={() => onMake(crypto.randomUUID())}>
        New
      </button>
    );
  }
  if (input.format !== "date-time") return null;
  return (
    <button type="button" class="plain" aria-label={`${name}: now`} onClick={() => onMake(new Date().toISOString())}>
      Now
    </button>
  );
}
