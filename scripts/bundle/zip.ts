import { type Zippable, zipSync } from "fflate";

/**
 * Writes a zip whose bytes depend on nothing but names and contents: sorted, one date, one mode, and a deflate in plain JavaScript, since
 * that of Node changes with its version.
 */
export function zipOf(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  // The format holds local time, and the library takes it from the clock's zone: midnight here gives midnight everywhere.
  const mtime = new Date(1980, 0, 1, 0, 0, 0);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const zippable: Zippable = Object.fromEntries(
    sorted.map(([path, bytes]) => [path, [bytes, { level: 9, mtime, os: unix, attrs: readable << 16 }]]),
  );
  return zipSync(zippable);
}

const unix = 3;
/** A file that everybody may read and its owner may write. */
const readable = 0o100644;
