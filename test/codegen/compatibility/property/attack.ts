import { boundarySamplesOf } from "../../../../codegen/samples/boundary-samples.ts";
import { mutantsOf } from "../../../../codegen/samples/mutants.ts";
import { Random } from "../../../../codegen/samples/random.ts";
import { sampleOf } from "../../../../codegen/samples/sample-of.ts";
import type { Pair } from "./pairs.ts";
import type { Fits } from "./plain-ajv.ts";

/** How hard a verdict is tried. */
export interface Effort {
  readonly samples: number;
  readonly boundaries: number;
  readonly mutants: number;
}

/** What trying has found: a document of one side that is none of the other, if any. */
export interface Attack {
  /** Documents of `from` that were tried. */
  readonly tried: number;
  readonly refutation: unknown | undefined;
}

/** Looks for a document of `from` that is none of `to`: made from both sides, and near misses of all. */
export function attack({ from, to }: Pair, fitsFrom: Fits, fitsTo: Fits, random: Random, effort: Effort): Attack {
  let tried = 0;
  for (const document of documents({ from, to, edits: [] }, random, effort)) {
    if (fitsFrom(document) !== true) continue;
    tried++;
    if (fitsTo(document) === false) return { tried, refutation: document };
  }
  return { tried, refutation: undefined };
}

function* documents({ from, to }: Pair, random: Random, { samples, boundaries, mutants }: Effort): Generator<unknown> {
  const seeds: unknown[] = [];
  for (const side of [from, to]) {
    for (let count = 0; count < samples; count++) {
      const document = sampleOf(side, random, { isWild: count % 4 !== 0 });
      if (document === undefined) break;
      yield document;
      if (count < 2) seeds.push(document);
    }
    for (const { document } of boundarySamplesOf(side, { most: boundaries })) yield document;
  }
  // What lies close to the words of one side, whichever side it came from.
  for (const document of seeds) {
    for (const side of [from, to]) {
      for (const mutant of mutantsOf(side, document, new Random(random.next()), { most: mutants }))
        yield mutant.document;
    }
  }
}
