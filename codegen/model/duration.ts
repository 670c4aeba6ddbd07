const unit = { D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 };

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds; undefined when it is none. */
export function millisecondsOf(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/.exec(text);
  if (match === null || text === "P") return undefined;
  const [, days = "0", hours = "0", minutes = "0", seconds = "0"] = match;
  return Math.round(
    Number(days) * unit.D + Number(hours) * unit.H + Number(minutes) * unit.M + Number(seconds) * unit.S,
  );
}
