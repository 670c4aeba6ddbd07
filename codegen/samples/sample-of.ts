import type { SchemaSide } from "../compatibility/schemas/side.ts";
import { make } from "./make/make.ts";
import { type Choice, type Making, usualEffort } from "./make/making.ts";
import { prepare } from "./prepare.ts";
import type { Random } from "./random.ts";

/** How often a document is tried that does not turn out valid. */
const attempts = 20;
/** Most levels of a document, as far as its schema leaves that open. */
const deepest = 5;

/** How documents are made. */
export interface SampleOptions {
  /**
   * Whether values at the edges, values that hardly anyone would write, and fields that nobody described are wanted too:
   * for tests, not for people to read. Not when left out.
   */
  readonly isWild?: boolean;
}

/**
 * One valid document, made by chance; the same numbers give the same document on every machine. Undefined when none was
 * found: there is none, or the schema is too hard (such as several patterns that exclude almost everything).
 */
export function sampleOf(
  side: SchemaSide,
  random: Random,
  { isWild = false }: SampleOptions = {},
): unknown | undefined {
  const prepared = prepare(side);
  const root = prepared.resolve(`#/$defs/${side.name}`);
  if (root === undefined) return undefined;
  const decide = (choice: Choice) => byChance(choice, random, isWild);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const effort = { left: usualEffort };
    const making: Making = { side: prepared, deepest, decide, randomAt: () => random, effort, isWild };
    const document = make(making, [root], "", 0);
    if (document !== undefined && prepared.isValid(side.name, document)) return document;
    if (effort.left === 0) break;
  }
  return undefined;
}

/** Documents for people hold usual values; in wild ones edges are taken now and then. */
function byChance({ kind, options }: Choice, random: Random, isWild: boolean): number {
  if (kind === "extra") return random.chance(0.3) ? 1 : 0;
  const hasEdges = kind === "number" || kind === "text" || kind === "items";
  if (hasEdges && !(isWild && random.chance(0.3))) return 0;
  return random.integer(0, options.length - 1);
}
