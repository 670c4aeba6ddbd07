import { durationText } from "../time.tsx";
import type { TimeScale } from "./time-scale.ts";

/** The marks of an axis of time. */
export function TimeAxis({ scale }: { readonly scale: TimeScale }) {
  return (
    <div class="time-axis" aria-hidden="true">
      {scale.ticks.map(({ at, ms }) => (
        <span key={at} class="tick" style={{ left: `${at * 100}%` }}>
          {ms === 0 ? "0" : `+${durationText(ms)}`}
        </span>
      ))}
    </div>
  );
}

/** Where waits were made short, with how long they were. */
export function Folds({ scale }: { readonly scale: TimeScale }) {
  return (
    <>
      {scale.folds.map(({ at, ms }) => (
        <span
          key={at}
          class="fold-mark"
          style={{ left: `${at * 100}%` }}
          title={`${durationText(ms)} in which nothing happened`}
        />
      ))}
    </>
  );
}

/** A bar from one place to another. */
export function Bar({
  from,
  to,
  tone,
  title,
}: {
  readonly from: number;
  readonly to: number;
  readonly tone: string;
  readonly title: string;
}) {
  return (
    <span
      class={`bar ${tone}`}
      title={title}
      style={{ left: `${from * 100}%`, width: `max(${Math.max(0, to - from) * 100}%, 4px)` }}
    />
  );
}
