import { useMemo } from "preact/hooks";
import { Badge, Bar, durationText, Folds, Status, TimeAxis, timeScale } from "../../kit/index.ts";
import type { StoryRow } from "./story-rows.ts";

/** The messages of a story on an axis of time, effects below their causes. */
export function Timeline({
  rows,
  fold,
  selected,
  onSelect,
}: {
  readonly rows: readonly StoryRow[];
  readonly fold: boolean;
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}) {
  const scale = useMemo(() => timeScale(rows, fold), [rows, fold]);
  return (
    <div class="story-timeline card">
      <div class="story-row head">
        <span>Message</span>
        <TimeAxis scale={scale} />
      </div>
      <ol>
        {rows.map((row) => {
          const { entry, depth, from, to, handlings } = row;
          const failed = entry.failures.some(({ closed }) => closed === undefined);
          return (
            <li key={`${entry.kind} ${entry.id}`}>
              <button
                type="button"
                class="story-row"
                aria-current={entry.id === selected ? "true" : undefined}
                aria-label={wordsFor(row, scale.from)}
                onClick={() => onSelect(entry.id)}
              >
                <span class="label" style={{ paddingInlineStart: `${Math.min(depth, 10) * 1.1}rem` }}>
                  {depth > 0 && <span class="branch">└</span>}
                  <span class={`dot ${entry.kind}`} />
                  <span class="name">{entry.name}</span>
                  {entry.version > 1 && <Badge title="Version of the message">v{entry.version}</Badge>}
                  {entry.status !== undefined && entry.status !== "succeeded" && (
                    <Status of={entry.status} {...(entry.reason !== undefined && { title: entry.reason })} />
                  )}
                  {failed && <Badge tone="bad">dead letter</Badge>}
                  {entry.failures.length > 0 && !failed && <Badge tone="warn">was redriven</Badge>}
                </span>
                <span class="track">
                  <Folds scale={scale} />
                  <Bar
                    from={scale.at(from)}
                    to={scale.at(to)}
                    tone={
                      failed || entry.status === "failed"
                        ? "failed"
                        : entry.status === "rejected"
                          ? "rejected"
                          : entry.kind
                    }
                    title={to > from ? `decided after ${durationText(to - from)}` : entry.time}
                  />
                </span>
                <span class="took">+{durationText(from - scale.from)}</span>
                {handlings.length > 0 && (
                  <span class="handlings" style={{ paddingInlineStart: `${Math.min(depth, 10) * 1.1 + 1.6}rem` }}>
                    {handlings.map(({ name, duration, tries, failed: bad }) => (
                      <span key={name} class={bad ? "fault" : ""}>
                        {name} <b>{durationText(duration)}</b>
                        {tries > 1 && ` in ${tries} tries`}
                      </span>
                    ))}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function wordsFor({ entry, from, depth, handlings }: StoryRow, start: number): string {
  const { kind, name, status, reason, failures } = entry;
  return [
    `${kind} ${name}`,
    status,
    reason,
    failures.length > 0 && "dead letter",
    `after ${durationText(from - start)}`,
    `level ${depth + 1}`,
    ...handlings.map((one) => `${one.name} took ${durationText(one.duration)}`),
  ]
    .filter((word) => typeof word === "string")
    .join(", ");
}
