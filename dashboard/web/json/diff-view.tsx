import { useMemo, useState } from "preact/hooks";
import { type DiffLine, diffLines } from "./diff.ts";
import { hunksOf } from "./hunks.ts";
import "./json-tools.css";

const words = { same: "", added: "added: ", removed: "removed: " } as const;
const signs = { same: "", added: "+", removed: "−" } as const;

/**
 * Two JSON values as one text: what only the first has is marked −, what only the second has +. Long stretches that are alike are
 * folded. `undefined` stands for "there is none".
 */
export function DiffView({
  before,
  after,
  label,
  names = ["before", "after"],
}: {
  readonly before: unknown;
  readonly after: unknown;
  /** What is compared, for screen readers. */
  readonly label: string;
  /** What the two sides are. */
  readonly names?: readonly [before: string, after: string];
}) {
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  const hunks = useMemo(() => hunksOf(lines), [lines]);
  const differs = lines.some(({ change }) => change !== "same");
  return (
    <figure class="diff" aria-label={label}>
      <figcaption>
        {differs ? (
          <>
            <span>− {names[0]}</span>
            <span>+ {names[1]}</span>
          </>
        ) : (
          <span>Nothing differs.</span>
        )}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          {hunks.map((hunk, at) =>
            "lines" in hunk ? <Lines key={at} lines={hunk.lines} /> : <Skipped key={at} lines={hunk.skipped} />,
          )}
        </pre>
      </section>
    </figure>
  );
}

function Lines({ lines }: { readonly lines: readonly DiffLine[] }) {
  return (
    <>
      {lines.map(({ depth, text, change }, at) => (
        <div key={at} class={`line ${change}`}>
          <span class="sign">
            <span aria-hidden="true">{signs[change]}</span>
            <span class="for-ears">{words[change]}</span>
          </span>
          <span>
            {"  ".repeat(depth)}
            {text}
            {"\n"}
          </span>
        </div>
      ))}
    </>
  );
}

function Skipped({ lines }: { readonly lines: readonly DiffLine[] }) {
  const [open, setOpen] = useState(false);
  if (open) return <Lines lines={lines} />;
  return (
    <button type="button" class="skipped" onClick={() => setOpen(true)}>
      ⋯ {lines.length} lines that are alike
    </button>
  );
}
