const units = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000] as const;
const shape = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/**
 * Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as `PT72H` or `P1DT12H`.
 * @returns undefined when the text is none, or names years or months, whose length is not fixed
 */
export function parseIsoDuration(text: string): number | undefined {
  const match = shape.exec(text);
  if (match === null || text.endsWith("T")) return undefined;
  const parts = match.slice(1);
  if (parts.every((part) => part === undefined)) return undefined;
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (units[index] ?? 0), 0);
}
