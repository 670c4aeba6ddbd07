const shape = /^(-?)(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2}(?:\.\d{1,9})?)$/;

/** Milliseconds of a .NET time span, `[days.]hh:mm:ss[.fffffff]`; undefined when it is none. */
export function millisecondsOf(span: string): number | undefined {
  const parts = shape.exec(span);
  if (parts === null) return undefined;
  const [, sign, days = "0", hours, minutes, seconds] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) >= 60) return undefined;
  const whole = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  // Ticks are 100 ns: what a number has behind them is noise.
  const milliseconds = Math.round((whole * 60 + Number(seconds)) * 10_000_000) / 10_000;
  return sign === "-" ? -milliseconds : milliseconds;
}

const buckets: readonly (readonly [number, string])[] = [
  [250, "<250ms"],
  [500, "250ms-500ms"],
  [1_000, "500ms-1sec"],
  [3_000, "1sec-3sec"],
  [7_000, "3sec-7sec"],
  [15_000, "7sec-15sec"],
  [30_000, "15sec-30sec"],
  [60_000, "30sec-1min"],
  [120_000, "1min-2min"],
  [300_000, "2min-5min"],
];

/** The coarse class of a duration that rows have as `performanceBucket`. */
export const performanceBucket = (duration: number): string =>
  buckets.find(([limit]) => duration < limit)?.[1] ?? ">=5min";
