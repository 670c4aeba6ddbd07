import type { FaultSource } from "../../../emulator/chaos/faults.ts";
import type { Kinds, Part } from "../../../emulator/chaos/rates.ts";

/** A source that does what it is told: one entry for each thing that the part does; after the last, nothing goes wrong. */
export function scripted<P extends Part>(
  _part: P,
  kinds: readonly (Kinds[P] | undefined)[],
  size = 0.5,
): FaultSource<P> & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    next(what) {
      asked.push(what);
      const number = asked.length;
      const kind = kinds[number - 1];
      return kind === undefined ? undefined : { kind, number, size };
    },
  };
}
