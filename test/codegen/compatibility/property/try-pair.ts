import { proveSubset } from "../../../../codegen/compatibility/schemas/prove-subset.ts";
import { Random } from "../../../../codegen/samples/random.ts";
import { attack, type Effort } from "./attack.ts";
import { type Pair, pairOf } from "./pairs.ts";
import { plainAjv } from "./plain-ajv.ts";

/** What came out for one pair. */
export interface Tried {
  readonly pair: Pair;
  readonly verdict: "breaking" | "compatible" | "unknown";
  /** Rules of the findings that left the pair undecided. */
  readonly undecided: readonly string[];
  readonly documents: number;
  /** Whether chance found the breach that the comparison left open. */
  readonly isFoundByChance: boolean;
  /** Sentences about what must never be. */
  readonly contradictions: readonly string[];
}

/** Judges the pair of a number and tries to contradict the judgement; undefined when one schema cannot be compiled. */
export function tryPair(seed: number, number: number, effort: Effort): Tried | undefined {
  const pair = pairOf(seed, number);
  const { from, to } = pair;
  const [fitsFrom, fitsTo] = [plainAjv(from), plainAjv(to)];
  if (fitsFrom(null) === undefined || fitsTo(null) === undefined) return undefined;
  const findings = proveSubset(from, to);
  const contradictions: string[] = [];
  const breaking = findings.filter(({ verdict }) => verdict === "breaking");
  for (const { rule, witness } of breaking) {
    const document = JSON.stringify(witness);
    if (witness === undefined) contradictions.push(`${rule} is breaking without a witness.`);
    else if (fitsFrom(witness) === false)
      contradictions.push(`The witness ${document} of ${rule} does not fit \`from\`.`);
    else if (fitsTo(witness) === true) contradictions.push(`The witness ${document} of ${rule} fits \`to\`.`);
  }
  const verdict = findings.length === 0 ? "compatible" : breaking.length > 0 ? "breaking" : "unknown";
  const base = {
    pair,
    verdict,
    undecided: [] as string[],
    documents: breaking.length,
    isFoundByChance: false,
  } as const;
  if (verdict === "breaking") return { ...base, contradictions };
  const { tried, refutation } = attack(pair, fitsFrom, fitsTo, new Random(`attack ${seed} ${number}`), effort);
  const isRefuted = refutation !== undefined;
  if (verdict === "unknown") {
    const undecided = [...new Set(findings.map(({ rule }) => rule))];
    return { ...base, undecided, documents: tried, isFoundByChance: isRefuted, contradictions };
  }
  if (isRefuted) contradictions.push(`Compatible, but ${JSON.stringify(refutation)} fits \`from\` and not \`to\`.`);
  return { ...base, documents: tried, contradictions };
}

/** A pair for people: as it is pasted into a test. */
export function printPair({ from, to, edits }: Pair): string {
  const schemas = (side: Pair["from"]) =>
    JSON.stringify(Object.fromEntries(side.schemas.map(({ name, schema }) => [name, schema])));
  return `edits: ${edits.join(", ")}\nfrom: ${schemas(from)}\nto:   ${schemas(to)}`;
}
