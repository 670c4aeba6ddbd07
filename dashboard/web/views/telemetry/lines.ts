/** The largest of all values; 0 when there is none. */
export function largest(series: readonly (readonly (number | null)[])[]): number {
  let most = 0;
  for (const values of series) for (const value of values) if (value !== null && value > most) most = value;
  return most;
}

/** So many steps without a value are drawn through: not everything is measured at every step. */
const bridged = 6;

/** The points of lines through the values; where nothing was measured for long a line ends. A lone value is a short one. */
export function linesOf(
  values: readonly (number | null)[],
  { width, height, top }: { readonly width: number; readonly height: number; readonly top: number },
): readonly string[] {
  const step = width / Math.max(1, values.length - 1);
  const lines: string[][] = [];
  let line: string[] | undefined;
  let last = 0;
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    if (at - last > bridged) line = undefined;
    last = at;
    if (line === undefined) {
      line = [];
      lines.push(line);
    }
    line.push(`${(at * step).toFixed(1)},${(height - (value / top) * (height - 4)).toFixed(1)}`);
  }
  return lines.map((points) => {
    const [x = "0", y = "0"] = points[0]?.split(",") ?? [];
    return points.length > 1 ? points.join(" ") : `${x},${y} ${Number(x) + 2},${y}`;
  });
}
