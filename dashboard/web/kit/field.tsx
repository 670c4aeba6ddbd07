import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

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

/**
 * What an input shows, and what it does with what is typed. Without `settle` the owner's value is all there is: whoever presses
 * Enter right after typing sends all that was typed. With it the text is kept here until nobody types for that many ms.
 */
function useSettled(value: string, onInput: (value: string) => void, settle: number | undefined) {
  const [own, setOwn] = useState(value);
  const told = useRef(value);
  const owner = useRef(onInput);
  owner.current = onInput;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What was told last comes back as the value, maybe after more was typed: only another value replaces that.
  // A layout effect, since one that runs later than the rendering would compare an old value with a newer text.
  useLayoutEffect(() => {
    if (value === told.current) return;
    told.current = value;
    clearTimeout(timer.current);
    setOwn(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (settle === undefined) return [value, onInput] as const;
  const onTyped = (text: string) => {
    setOwn(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      told.current = text;
      owner.current(text);
    }, settle);
  };
  return [own, onTyped] as const;
}

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
  const [shown, onTyped] = useSettled(value, onInput, settle);
  return (
    <Field id={id} {...words}>
      <input
        id={id}
        type={type as "text"}
        value={shown}
        autocomplete="off"
        spellcheck={false}
        {...(placeholder !== undefined && { placeholder })}
        {...(required && { required })}
        {...(autofocus && { autofocus })}
        {...described(id, words)}
        onInput={(event) => onTyped(event.currentTarget.value)}
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
