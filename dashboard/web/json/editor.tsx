import { useId, useMemo, useRef } from "preact/hooks";
import type { Fault } from "../form/check.ts";
import { lineOf, parseWithPlaces, type Span } from "./places.ts";
import { parentOf } from "./pointer.ts";
import "./json-tools.css";

/** What stands in an editor: the value, or why it is none. */
export type Edited = { readonly value: unknown } | { readonly fault: string };

/** A fault with its place in the text. */
interface Placed extends Fault {
  readonly span: Span;
  readonly line: number;
}

/**
 * A JSON text that is edited, with the numbers of its lines. Faults stand below it with their line, and lead to it.
 * @param check says what is wrong with a value that is JSON; what a server says of the same value comes in `faults`
 */
export function JsonEditor({
  label,
  text,
  onInput,
  check,
  faults = [],
  rows = 14,
}: {
  readonly label: string;
  readonly text: string;
  readonly onInput: (text: string) => void;
  readonly check?: (value: unknown) => readonly Fault[];
  readonly faults?: readonly Fault[];
  readonly rows?: number;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const found = useMemo(() => placed(text, check, faults), [text, check, faults]);
  const lines = text.split("\n").length;
  const bad = new Set(found.map(({ line }) => line));
  const go = ({ start, end }: Span) => {
    area.current?.focus();
    area.current?.setSelectionRange(start, end);
  };
  return (
    <div class="editor">
      <label for={id}>{label}</label>
      <div class="text">
        <div class="numbers" aria-hidden="true" ref={numbers} style={{ height: `calc(${rows * 1.5}em + 1rem)` }}>
          {Array.from({ length: lines }, (_, at) => (
            <div key={at} class={bad.has(at + 1) ? "bad" : ""}>
              {bad.has(at + 1) ? `! ${at + 1}` : at + 1}
            </div>
          ))}
        </div>
        <textarea
          id={id}
          ref={area}
          rows={rows}
          spellcheck={false}
          autocomplete="off"
          value={text}
          aria-describedby={`${id}-faults`}
          {...(found.length > 0 && { "aria-invalid": true })}
          style={{ height: `calc(${rows * 1.5}em + 1rem)` }}
          onInput={(event) => onInput(event.currentTarget.value)}
          onScroll={(event) => numbers.current?.scrollTo(0, event.currentTarget.scrollTop)}
        />
      </div>
      <div id={`${id}-faults`} aria-live="polite">
        {found.length === 0 ? (
          <p class="fine small">{check === undefined ? "It is JSON." : "It fits its schema."}</p>
        ) : (
          <ul class="faults small" aria-label="Faults">
            {found.map((fault) => (
              <li key={fault.pointer + fault.message}>
                <button type="button" class="quiet" onClick={() => go(fault.span)}>
                  <span aria-hidden="true">! </span>
                  Line {fault.line}: {fault.pointer !== "" && <code>{fault.pointer}</code>} {fault.message}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** What a text is as a value. */
export function editedOf(text: string): Edited {
  const read = parseWithPlaces(text);
  return "fault" in read ? { fault: read.fault } : { value: read.value };
}

/** Faults at their places; what is missing stands where it should be. */
function placed(
  text: string,
  check: ((value: unknown) => readonly Fault[]) | undefined,
  more: readonly Fault[],
): Placed[] {
  const read = parseWithPlaces(text);
  if ("fault" in read) {
    const span = { start: read.at, end: Math.min(text.length, read.at + 1) };
    return [{ pointer: "", message: read.fault, span, line: lineOf(text, read.at).line }];
  }
  const own = check?.(read.value) ?? [];
  const known = new Set(own.map(({ pointer }) => pointer));
  return [...own, ...more.filter(({ pointer }) => !known.has(pointer))].map((fault) => {
    const place = read.places.get(fault.pointer);
    // Of what is missing the opening bracket of its place is marked.
    const around = read.places.get(parentOf(fault.pointer)) ?? { start: 0, end: 1 };
    const span = place ?? { start: around.start, end: around.start + 1 };
    return { ...fault, span, line: lineOf(text, span.start).line };
  });
}
