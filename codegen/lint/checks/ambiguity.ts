import { type Element, JS, type NoParent } from "refa";

type Part = { readonly first: readonly number[]; readonly last: readonly number[]; readonly isEmpty: boolean };
interface Letters {
  isDisjointWith(other: Letters): boolean;
}

/** More places than this a pattern of a contract does not have; larger ones are not looked at. */
const mostPlaces = 120;

/**
 * Whether some texts can be matched in exponentially many ways, so that matching one of some dozen letters takes minutes.
 * A pattern is taken apart into its places (the letters that it can stand at); it is dangerous when from one place the same
 * text leads back to it on two ways. Assertions are passed over, which at worst says "dangerous" where one of them helps.
 */
export function isAmbiguous(source: string): boolean {
  const automaton = automatonOf(source);
  if (automaton === undefined) return false;
  const { letters, follows } = automaton;
  const overlap = (a: number, b: number) => letters[a]?.isDisjointWith(letters[b] as Letters) === false;
  // A pair of places that one text leads to at once; exponential when a pair of one place with itself leads apart and back.
  const pairsAfter = (a: number, b: number): (readonly [number, number])[] => {
    const found: (readonly [number, number])[] = [];
    for (const x of follows[a] ?? []) for (const y of follows[b] ?? []) if (overlap(x, y)) found.push([x, y]);
    return found;
  };
  const count = letters.length;
  for (let start = 0; start < count; start++) {
    // From (start, start) apart, then to (start, start) again.
    const seen = new Set<number>();
    const waiting = pairsAfter(start, start).filter(([a, b]) => a !== b || isDoubled(automaton, start, a));
    while (waiting.length > 0) {
      const [a, b] = waiting.pop() ?? [0, 0];
      if (a === start && b === start) return true;
      const key = a * count + b;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const next of pairsAfter(a, b)) waiting.push(next);
    }
  }
  return false;
}

interface Automaton {
  readonly letters: readonly Letters[];
  readonly follows: readonly ReadonlySet<number>[];
  /** Pairs `from to` that are joined by two loops, one within the other. */
  readonly doubled: ReadonlySet<string>;
}

function isDoubled({ doubled }: Automaton, from: number, to: number): boolean {
  return doubled.has(`${from} ${to}`);
}

/** The places of a pattern, and which can come after which (Glushkov's construction). Undefined when it is too large. */
function automatonOf(source: string): Automaton | undefined {
  const letters: Letters[] = [];
  const follows: Set<number>[] = [];
  const doubled = new Set<string>();
  const join = (from: readonly number[], to: readonly number[], isLoop: boolean): void => {
    for (const a of from) {
      for (const b of to) {
        if (isLoop && follows[a]?.has(b)) doubled.add(`${a} ${b}`);
        follows[a]?.add(b);
      }
    }
  };
  const inOrder = (parts: readonly Part[]): Part =>
    parts.reduce<Part>(
      (before, part) => {
        join(before.last, part.first, false);
        return {
          first: before.isEmpty ? [...before.first, ...part.first] : before.first,
          last: part.isEmpty ? [...before.last, ...part.last] : part.last,
          isEmpty: before.isEmpty && part.isEmpty,
        };
      },
      { first: [], last: [], isEmpty: true },
    );
  const choice = (parts: readonly Part[]): Part => ({
    first: parts.flatMap(({ first }) => first),
    last: parts.flatMap(({ last }) => last),
    isEmpty: parts.some(({ isEmpty }) => isEmpty),
  });
  const visit = (node: NoParent<Element>): Part => {
    switch (node.type) {
      case "CharacterClass": {
        const place = letters.length;
        if (place >= mostPlaces) throw new RangeError("The pattern has too many places.");
        letters.push(node.characters as unknown as Letters);
        follows.push(new Set());
        return { first: [place], last: [place], isEmpty: false };
      }
      case "Alternation":
        return choice(node.alternatives.map((item) => inOrder(item.elements.map((each) => visit(each)))));
      case "Quantifier": {
        const once = () =>
          choice(node.alternatives.map(({ elements }) => inOrder(elements.map((each) => visit(each)))));
        // A small count is written out; a large one is as bad as one without end.
        if (node.max > 1 && node.max <= 8) {
          const copies = Array.from({ length: node.max }, (_, index) => {
            const copy = once();
            return { ...copy, isEmpty: copy.isEmpty || index >= node.min };
          });
          return inOrder(copies);
        }
        const inner = once();
        if (node.max > 8) join(inner.last, inner.first, true);
        return { ...inner, isEmpty: inner.isEmpty || node.min === 0 };
      }
      default:
        return { first: [], last: [], isEmpty: true };
    }
  };
  try {
    const { expression } = JS.Parser.fromLiteral({ source, flags: "u" }).parse({
      assertions: "parse",
      maxNodes: 2_000,
    });
    choice(expression.alternatives.map(({ elements }) => inOrder(elements.map((each) => visit(each)))));
    return { letters, follows, doubled };
  } catch {
    return undefined;
  }
}
