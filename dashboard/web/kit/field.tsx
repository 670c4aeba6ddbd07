import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

interface Labelled {
  readonly label: string;
  /** Said below it. */
  readonly hint?: string;
  readonly fault?: string | undefined;
}

function Field({
  label,
  hint,
  fault,
  id,
  children,
}: Labelled & { readonly id: string; readonly children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

const described = (id: string, { hint, fault }: Labelled) => {
  const ids = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`].filter((one) => one !== false);
  return {
    ...(ids.length > 0 && { "aria-describedby": ids.join(" ") }),
    ...(fault !== undefined && { "aria-invalid": true }),
  };
};

/** A labelled line of text. `onInput` has every change; with `settle` ms it waits until nobody types any more. */
export function TextField({
  value,
  onInput,
  settle,
  type = "text",
  placeholder,
  required,
  autofocus,
  ...words
}: Labelled & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly settle?: number;
  readonly type?: "text" | "search" | "password" | "number" | "datetime-local";
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly autofocus?: boolean;
}) {
  const id = useId();
  const [own, setOwn] = useState(value);
  // What was told last comes back as the value, maybe after more was typed: only another value replaces that.
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setOwn(value);
  }, [value]);
  const tell = (text: string) => {
    told.current = text;
    onInput(text);
  };
  // Only what was typed counts.
  useEffect(() => {
    if (own === told.current) return;
    const timer = setTimeout(() => tell(own), settle ?? 0);
    return () => clearTimeout(timer);
  }, [own]);
  return (
    <Field id={id} {...words}>
      <input
        id={id}
        type={type as "text"}
        value={own}
        autocomplete="off"
        spellcheck={false}
        {...(placeholder !== undefined && { placeholder })}
        {...(required && { required })}
        {...(autofocus && { autofocus })}
        {...described(id, words)}
        onInput={(event) => {
          setOwn(event.currentTarget.value);
          // Whoever presses Enter right after typing sends all that was typed.
          if (settle === undefined) tell(event.currentTarget.value);
        }}
      />
    </Field>
  );
}

/** A labelled choice. An option is a value, or a value with its words. */
export function SelectField({
  value,
  onInput,
  options,
  ...words
}: Labelled & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly options: readonly (string | readonly [value: string, words: string])[];
}) {
  const id = useId();
  return (
    <Field id={id} {...words}>
      <select id={id} value={value} {...described(id, words)} onInput={(event) => onInput(event.currentTarget.value)}>
        {options.map((option) => {
          const [one, said] = typeof option === "string" ? [option, option] : option;
          return (
            <option key={one} value={one} selected={one === value}>
              {said}
            </option>
          );
        })}
      </select>
    </Field>
  );
}

/** A labelled text of many lines. */
export function TextArea({
  value,
  onInput,
  rows = 8,
  code = false,
  ...words
}: Labelled & {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly rows?: number;
  readonly code?: boolean;
}) {
  const id = useId();
  return (
    <Field id={id} {...words}>
      <textarea
        id={id}
        rows={rows}
        class={code ? "code" : ""}
        spellcheck={!code}
        value={value}
        {...described(id, words)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Field>
  );
}

/** A labelled switch. */
export function CheckField({
  label,
  value,
  onInput,
}: {
  readonly label: string;
  readonly value: boolean;
  readonly onInput: (value: boolean) => void;
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={value} onInput={(event) => onInput(event.currentTarget.checked)} /> {label}
    </label>
  );
}
