const units = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const;

/**
 * Milliseconds of an ISO 8601 duration such as `PT72H` or `P3DT12H`; undefined when it is none. Years and months are not
 * taken: how long they are depends on when they begin.
 */
export function durationOf(text: string): number | undefined {
  const match =
    /^P(?:(?<W>\d+)W)?(?:(?<D>\d+)D)?(?:T(?:(?<H>\d+)H)?(?:(?<M>\d+)M)?(?:(?<S>\d+(?:\.\d{1,3})?)S)?)?$/.exec(text);
  if (match === null || !/\d[WDHMS]$/.test(text)) return undefined;
  const given = Object.entries(match.groups ?? {}).filter(([, amount]) => amount !== undefined);
  return Math.round(given.reduce((sum, [unit, amount]) => sum + Number(amount) * units[unit as keyof typeof units], 0));
}
