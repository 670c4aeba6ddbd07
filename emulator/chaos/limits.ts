import { type Part, rates } from "./rates.ts";

/** Faults that may happen: all of a part or one kind, with any number or with those from `from` to `to`. */
export interface Limit {
  readonly part: Part;
  readonly kind?: string;
  readonly from?: number;
  readonly to?: number;
}

/** A word as it is written: `cosmos`, `cosmos/slow`, `cosmos/slow:100-200`, `trigger:7`. */
const word = /^([a-z]+)(?:[/.]([a-z-]+))?(?::(\d{1,9})(?:-(\d{1,9}))?)?$/;

/**
 * Reads a list of faults such as `trigger,cosmos/throttled:1-200`; `none` is the empty one.
 * @throws RangeError naming the word that is wrong, and what there is
 */
export function parseLimits(text: string): Limit[] {
  return text === "none" ? [] : text.split(",").map(parseLimit);
}

function parseLimit(text: string): Limit {
  const [, part = "", kind, from, to = from] = word.exec(text.trim()) ?? [];
  const kinds: Readonly<Record<string, number>> | undefined = isPart(part) ? rates.usual[part] : undefined;
  if (!isPart(part) || kinds === undefined) {
    throw new RangeError(
      `"${text}" names no part. Write PART, PART/KIND or PART/KIND:FROM-TO; parts are ${Object.keys(rates.usual).join(", ")}.`,
    );
  }
  if (kind !== undefined && !(kind in kinds)) {
    throw new RangeError(`"${text}": the kinds of ${part} are ${Object.keys(kinds).join(", ")}.`);
  }
  return {
    part,
    ...(kind !== undefined && { kind }),
    ...(from !== undefined && { from: Number(from), to: Number(to) }),
  };
}

function isPart(text: string): text is Part {
  return Object.hasOwn(rates.usual, text);
}

/** The list as it is written. */
export function limitsText(limits: readonly Limit[]): string {
  if (limits.length === 0) return "none";
  return limits
    .map(({ part, kind, from, to }) => {
      const name = kind === undefined ? part : `${part}/${kind}`;
      return from === undefined ? name : `${name}:${from}-${to}`;
    })
    .join(",");
}

/** Whether a fault may happen; without limits every one may. */
export function isAllowed(limits: readonly Limit[] | undefined, part: Part, kind: string, number: number): boolean {
  if (limits === undefined) return true;
  return limits.some(
    (limit) =>
      limit.part === part &&
      (limit.kind ?? kind) === kind &&
      number >= (limit.from ?? 0) &&
      number <= (limit.to ?? Number.POSITIVE_INFINITY),
  );
}
