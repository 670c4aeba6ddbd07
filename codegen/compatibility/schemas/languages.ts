import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { DFA, JS, NFA, Words } from "refa";

/** States that an automaton may have; more make the question undecided. */
const mostStates = 4000;

const parser = new RegExpParser({ ecmaVersion: 2024 });
const known = new Map<string, Language | undefined>();

/** Texts as an automaton. */
export interface Language {
  readonly automaton: DFA;
  /** Whether it is exactly what the pattern says; else it holds more texts, never fewer. */
  readonly isExact: boolean;
}

/**
 * The texts that a pattern matches, or (`holds` false) does not match. Where a pattern looks ahead or back, the answer holds more
 * texts than that; undefined when the automaton becomes too large or the pattern repeats a group by reference.
 */
export function languageOf(pattern: string, holds: boolean): Language | undefined {
  const key = `${holds ? "+" : "-"}${pattern}`;
  if (known.has(key)) return known.get(key);
  const exact = attempt(() => build(pattern, "throw"));
  // Without its assertions a pattern matches more; without what depends on assertions it matches less.
  const automaton = exact ?? attempt(() => build(pattern, holds ? "ignore" : "disable"));
  if (automaton !== undefined && !holds) automaton.complement();
  const language = automaton && { automaton, isExact: exact !== undefined };
  known.set(key, language);
  return language;
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    // Assertions, back references, and automata above the limit: the question is undecided, nothing is broken.
    return undefined;
  }
}

function build(pattern: string, assertions: "disable" | "ignore" | "throw"): DFA {
  const source = wholeText(parser.parsePattern(pattern, 0, pattern.length, { unicode: true }));
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: "u" }).parse({
    assertions,
    backreferences: assertions === "disable" ? "disable" : "throw",
    maxNodes: mostStates,
  });
  const nfa = NFA.fromRegex(expression, { maxCharacter }, {}, new NFA.LimitedNodeFactory(mostStates));
  const dfa = DFA.fromFA(nfa, new DFA.LimitedNodeFactory(mostStates));
  dfa.minimize();
  return dfa;
}

/** Patterns match anywhere in a text: makes one that matches the whole text. */
function wholeText({ alternatives }: AST.Pattern): string {
  return alternatives
    .map(({ raw, elements }) => {
      const [first, last] = [elements[0], elements.at(-1)];
      const isAnchored = first?.type === "Assertion" && first.kind === "start";
      const isEnded = last?.type === "Assertion" && last.kind === "end";
      const body = raw.slice(isAnchored ? first.raw.length : 0, isEnded ? -last.raw.length : undefined);
      return `${isAnchored ? "" : "[^]*"}(?:${body})${isEnded ? "" : "[^]*"}`;
    })
    .join("|");
}

/** Texts that are in all languages; undefined when the automaton becomes too large. */
export function intersectionOf(languages: readonly DFA[]): DFA | undefined {
  return attempt(() =>
    languages.reduce((left, right) => DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(mostStates))),
  );
}

/** Everything but these texts. */
export function withoutTexts(texts: readonly string[]): DFA {
  const words = texts.map((text) => Words.fromStringToUnicode(text));
  const language = DFA.fromWords(words, { maxCharacter: 0x10ffff });
  language.complement();
  return language;
}

/** Work that looking for a text of a given length may take. */
const mostVisits = 200_000;

/** A shortest text of a language within limits of length; `none` when there is none, undefined when that took too long. */
export function shortestText(language: DFA, min: number, max: number): { readonly text: string } | "none" | undefined {
  const useful = usefulNodes(language);
  if (!useful.has(language.initial)) return "none";
  type Layer = ReadonlyMap<DFA.Node, { readonly from: DFA.Node; readonly character: number } | undefined>;
  const layers: Layer[] = [new Map([[language.initial, undefined]])];
  const ids = new Map<DFA.Node, number>();
  const idOf = (node: DFA.Node) => {
    const id = ids.get(node) ?? ids.size;
    ids.set(node, id);
    return id;
  };
  const seen = new Set<string>();
  let visits = 0;
  for (let length = 0; length <= max; length++) {
    const layer = layers[length]!;
    if (layer.size === 0) return "none";
    if (length >= min) {
      const end = [...layer.keys()].find((node) => language.finals.has(node));
      if (end !== undefined) return { text: textTo(end, layers.slice(0, length + 1)) };
      const key = [...layer.keys()].map(idOf).sort().join();
      if (seen.has(key)) return "none";
      seen.add(key);
    }
    const next = new Map<DFA.Node, { readonly from: DFA.Node; readonly character: number }>();
    for (const node of layer.keys()) {
      for (const [to, characters] of node.out.invert(language.maxCharacter)) {
        if (next.has(to) || !useful.has(to)) continue;
        next.set(to, { from: node, character: Words.pickMostReadableCharacter(characters)! });
      }
      visits += 1 + node.out.entryCount;
    }
    if (visits > mostVisits) return undefined;
    layers.push(next);
  }
  return "none";
}

function textTo(
  end: DFA.Node,
  layers: readonly ReadonlyMap<DFA.Node, { readonly from: DFA.Node; readonly character: number } | undefined>[],
): string {
  const characters: number[] = [];
  let node = end;
  for (const layer of layers.toReversed()) {
    const step = layer.get(node);
    if (step === undefined) break;
    characters.push(step.character);
    node = step.from;
  }
  return Words.fromUnicodeToString(characters.reverse());
}

/** Nodes from which the end can be reached. */
function usefulNodes(language: DFA): ReadonlySet<DFA.Node> {
  const before = new Map<DFA.Node, DFA.Node[]>();
  const nodes = [...language.nodes()];
  for (const node of nodes) {
    for (const to of new Set(node.out.values())) before.set(to, [...(before.get(to) ?? []), node]);
  }
  const useful = new Set(nodes.filter((node) => language.finals.has(node)));
  for (const node of useful) for (const from of before.get(node) ?? []) useful.add(from);
  return useful;
}
