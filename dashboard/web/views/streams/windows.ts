/** Steps of a fold that are asked for at once. A step needs the one before it, so windows overlap by one. */
export const windowSize = 50;

/** The window of a fold that has the state at a version and the one before it. */
export function windowOf(version: number): { readonly from: number; readonly to: number } {
  const from = Math.floor(Math.max(0, version - 1) / windowSize) * windowSize;
  return { from, to: from + windowSize };
}

/** A version as it was typed or stands in an address; what is none is the newest. */
export function versionIn(text: string, newest: number): number {
  const version = Number(text);
  if (text === "" || !Number.isInteger(version) || version < 0) return newest;
  return Math.min(version, newest);
}
