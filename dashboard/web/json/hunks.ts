import type { DiffLine } from "./diff.ts";

/** Lines that are shown, or so many that are alike and left out until somebody asks. */
export type Hunk = { readonly lines: readonly DiffLine[] } | { readonly skipped: readonly DiffLine[] };

/** Fewer lines than this are not worth leaving out. */
const fewest = 4;

/** Cuts lines so that what differs stands among `around` lines that do not; all of them when nothing differs. */
export function hunksOf(lines: readonly DiffLine[], around = 3): Hunk[] {
  const shown = lines.map(() => false);
  lines.forEach(({ change }, at) => {
    if (change === "same") return;
    for (let near = Math.max(0, at - around); near <= Math.min(lines.length - 1, at + around); near++)
      shown[near] = true;
  });
  if (!shown.includes(true)) return [{ lines }];
  const hunks: Hunk[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from;
    while (to < lines.length && shown[to] === shown[from]) to++;
    const part = lines.slice(from, to);
    hunks.push(shown[from] === true || part.length < fewest ? { lines: part } : { skipped: part });
    from = to;
  }
  return hunks;
}
