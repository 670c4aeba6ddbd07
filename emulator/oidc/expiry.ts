const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads a time from now on, such as `10m`, `-5m` for one that is over, `2h`: seconds. Undefined: it is none. */
export function parseExpiry(text: string): number | undefined {
  const [, sign, number, unit = ""] = /^([+-]?)(\d{1,7})([smhd])$/.exec(text) ?? [];
  const factor = units[unit];
  return factor === undefined ? undefined : (sign === "-" ? -1 : 1) * Number(number) * factor;
}
