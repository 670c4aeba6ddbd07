import type { Tried } from "./try-pair.ts";

/** What came out for many pairs. */
export interface Figures {
  readonly pairs: number;
  readonly compatible: number;
  readonly breaking: number;
  readonly unknown: number;
  /** Pairs that could not be compiled, and were left out. */
  readonly skipped: number;
  /** Undecided pairs for which chance found a breach all the same. */
  readonly foundByChance: number;
  /** Documents that were tried on verdicts. */
  readonly documents: number;
  /** Rules that left pairs undecided, and how many. */
  readonly undecided: Readonly<Record<string, number>>;
  readonly contradictions: readonly string[];
}

/** Adds up what came out for single pairs. */
export function figuresOf(results: Iterable<Tried | undefined>, print: (tried: Tried) => string): Figures {
  const count = { pairs: 0, compatible: 0, breaking: 0, unknown: 0, skipped: 0, foundByChance: 0, documents: 0 };
  const undecided: Record<string, number> = {};
  const contradictions: string[] = [];
  for (const tried of results) {
    if (tried === undefined) {
      count.skipped++;
      continue;
    }
    count.pairs++;
    count[tried.verdict]++;
    count.documents += tried.documents;
    if (tried.isFoundByChance) count.foundByChance++;
    for (const rule of tried.undecided) undecided[rule] = (undecided[rule] ?? 0) + 1;
    for (const sentence of tried.contradictions) contradictions.push(`${sentence}\n${print(tried)}`);
  }
  return { ...count, undecided, contradictions };
}

/** The figures as a table for people. */
export function printFigures(figures: Figures): string {
  const { pairs, compatible, breaking, unknown, skipped, foundByChance, documents, undecided, contradictions } =
    figures;
  const share = (count: number) => `${String(count).padStart(7)}  ${((100 * count) / Math.max(1, pairs)).toFixed(1)} %`;
  return [
    `pairs          ${String(pairs).padStart(7)}  (${skipped} left out: a schema that refers to itself in place)`,
    `compatible     ${share(compatible)}`,
    `breaking       ${share(breaking)}`,
    `unknown        ${share(unknown)}  (chance found a breach in ${foundByChance} of them)`,
    ...Object.entries(undecided)
      .sort(([, a], [, b]) => b - a)
      .map(([rule, count]) => `  ${rule.padEnd(28)} ${count}`),
    `documents      ${String(documents).padStart(7)}  tried on the verdicts`,
    `contradictions ${String(contradictions.length).padStart(7)}`,
  ].join("\n");
}
