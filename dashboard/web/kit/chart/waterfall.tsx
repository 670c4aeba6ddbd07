import { useMemo, useState } from "preact/hooks";
import type { SpanView } from "../../../shapes.ts";
import { CheckField } from "../field.tsx";
import { durationText } from "../time.tsx";
import { Bar, Folds, TimeAxis } from "./axis.tsx";
import { spanTree } from "./span-tree.ts";
import { timeScale } from "./time-scale.ts";

/** Rows that are drawn before somebody asks for all. */
const usualRows = 300;

/** Spans as bars on one axis, children below parents. */
export function Waterfall({
  spans,
  own,
  selected,
  onSelect,
}: {
  readonly spans: readonly SpanView[];
  readonly own: readonly string[];
  readonly selected?: string;
  readonly onSelect: (span: SpanView) => void;
}) {
  const [fold, setFold] = useState(true);
  const [clients, setClients] = useState(true);
  const [all, showAll] = useState(false);
  const placed = useMemo(() => {
    const shown = clients ? spans : spans.filter(({ attributes }) => attributes["db.system.name"] === undefined);
    return spanTree(shown, new Set(own));
  }, [spans, own.join(), clients]);
  const scale = useMemo(
    () =>
      timeScale(
        placed.map(({ span: { start, duration } }) => ({ from: start, to: start + duration })),
        fold,
      ),
    [placed, fold],
  );
  const rows = all ? placed : placed.slice(0, usualRows);
  return (
    <div class="waterfall">
      <div class="row small">
        <CheckField label="Shorten waits" value={fold} onInput={setFold} />
        <CheckField label="Requests to the database" value={clients} onInput={setClients} />
        <span class="muted">{placed.length.toLocaleString()} spans</span>
      </div>
      <div class="spans card">
        <div class="span-row head">
          <span>Span</span>
          <TimeAxis scale={scale} />
        </div>
        <ol>
          {rows.map(({ span, depth, linked }) => (
            <li key={`${span.trace}${span.span}`}>
              <button
                type="button"
                class="span-row"
                aria-current={span.span === selected ? "true" : undefined}
                onClick={() => onSelect(span)}
              >
                <span class="label" style={{ paddingInlineStart: `${Math.min(depth, 12) * 0.9}rem` }} title={span.name}>
                  {span.name}
                  {linked && <span class="muted"> linked</span>}
                </span>
                <span class="track">
                  <Folds scale={scale} />
                  <Bar
                    from={scale.at(span.start)}
                    to={scale.at(span.start + span.duration)}
                    tone={span.failed ? "failed" : span.kind}
                    title={`${span.name}, ${durationText(span.duration)}`}
                  />
                </span>
                <span class="took">
                  {span.failed && <span class="fault">failed </span>}
                  {durationText(span.duration)}
                </span>
              </button>
            </li>
          ))}
        </ol>
        {rows.length < placed.length && (
          <button type="button" class="plain" onClick={() => showAll(true)}>
            Show all {placed.length.toLocaleString()} spans
          </button>
        )}
      </div>
    </div>
  );
}
