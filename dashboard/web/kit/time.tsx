import { useEffect, useState } from "preact/hooks";

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", day: "numeric" });

/** An instant: its time of day, with the date where that is not today; as RFC 3339 for pointers and readers. */
export function Time({ at, relative = false }: { readonly at: string | number; readonly relative?: boolean }) {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return <>{String(at)}</>;
  const iso = instant.toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {relative ? <Ago at={instant.getTime()} /> : clockText(instant)}
    </time>
  );
}

/** An instant in words. */
export function clockText(instant: Date): string {
  const today = day.format(new Date()) === day.format(instant);
  return today ? clock.format(instant) : `${day.format(instant)}, ${clock.format(instant)}`;
}

function Ago({ at }: { readonly at: number }) {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const ms = now - at;
  return (
    <>{Math.abs(ms) < 1_500 ? "just now" : ms > 0 ? `${durationText(ms, 1)} ago` : `in ${durationText(-ms, 1)}`}</>
  );
}

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** A duration in words: `4.2 ms`, `1.25 s`, `3 min 4 s`. `parts`: how many units at most. */
export function durationText(ms: number, parts = 2): string {
  if (ms < 0) return `−${durationText(-ms, parts)}`;
  if (ms === 0) return "0 s";
  if (ms < 1) return `${Math.round(ms * 1_000)} µs`;
  if (ms < 1_000) return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  if (ms < 10_000 && parts > 1) return `${(ms / 1_000).toFixed(2)} s`;
  const words: string[] = [];
  let left = ms;
  for (const [unit, size] of units) {
    if (words.length === parts) break;
    const count = Math.floor(left / size);
    if (count === 0 && (words.length === 0 || unit !== "s")) continue;
    if (count > 0) words.push(`${count} ${unit}`);
    left -= count * size;
  }
  return words.join(" ");
}

/** A duration of so many ms. */
export function Duration({ ms }: { readonly ms: number }) {
  return <span title={`${ms} ms`}>{durationText(ms)}</span>;
}
