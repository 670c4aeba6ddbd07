import { useMemo, useState } from "preact/hooks";
import { Copy } from "./copy.tsx";
import { type JsonLine, jsonLines } from "./json-lines.ts";

/** More lines are shown only when somebody asks. */
const usualLines = 400;

/**
 * A JSON value that can be folded and copied.
 * @param label what it is, for the copy button and for screen readers
 * @param marks JSON pointers of lines to stand out, such as differences
 */
export function Json({
  value,
  label,
  marks,
  folded: begin = [],
}: {
  readonly value: unknown;
  readonly label: string;
  readonly marks?: ReadonlySet<string>;
  readonly folded?: readonly string[];
}) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(begin));
  const [all, showAll] = useState(false);
  const lines = useMemo(() => jsonLines(value, folded), [value, folded]);
  const fold = (pointer: string) => {
    const next = new Set(folded);
    if (!next.delete(pointer)) next.add(pointer);
    setFolded(next);
  };
  const shown = all ? lines : lines.slice(0, usualLines);
  return (
    <figure class="json" aria-label={label}>
      <Copy text={() => JSON.stringify(value, null, 2) ?? ""} label={label} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          {shown.map((line) => (
            <Line
              key={`${line.pointer}${line.kind === "close" ? "}" : ""}`}
              line={line}
              isFolded={folded.has(line.pointer)}
              isMarked={line.kind !== "close" && marks?.has(line.pointer) === true}
              onFold={fold}
            />
          ))}
        </pre>
      </section>
      {shown.length < lines.length && (
        <button type="button" class="plain" onClick={() => showAll(true)}>
          Show all {lines.length.toLocaleString()} lines
        </button>
      )}
    </figure>
  );
}

function Line({
  line,
  isFolded,
  isMarked,
  onFold,
}: {
  readonly line: JsonLine;
  readonly isFolded: boolean;
  readonly isMarked: boolean;
  readonly onFold: (pointer: string) => void;
}) {
  const { depth, key, kind, text, comma, foldable, pointer } = line;
  return (
    <div class={isMarked ? "line marked" : "line"} style={{ paddingInlineStart: `${depth * 1.1 + 1.2}em` }}>
      {foldable && (
        <button
          type="button"
          class="fold"
          aria-expanded={!isFolded}
          aria-label={`${isFolded ? "Unfold" : "Fold"} ${pointer === "" ? "all" : pointer}`}
          style={{ insetInlineStart: `${depth * 1.1}em` }}
          onClick={() => onFold(pointer)}
        >
          {isFolded ? "▸" : "▾"}
        </button>
      )}
      {key !== undefined && (
        <>
          <span class="key">{JSON.stringify(key)}</span>:{" "}
        </>
      )}
      <span class={kind}>{text}</span>
      {comma && ","}
      {"\n"}
    </div>
  );
}
