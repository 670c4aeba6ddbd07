import { characters, formats } from "../../assets/runtime.js";
import { type Answer, type Doubt, none, some, type Theory } from "./answer.ts";
import { matches } from "./evaluate.ts";
import { formatLanguages, formatSamples, implies } from "./formats.ts";
import type { Fact } from "./formula.ts";
import { intersectionOf, languageOf, shortestText, withoutTexts } from "./languages.ts";

interface Texts {
  readonly min: number;
  readonly max: number;
  readonly patterns: readonly { readonly text: string; readonly holds: boolean }[];
  readonly formats: readonly { readonly text: string; readonly holds: boolean }[];
  readonly excluded: readonly string[];
}

/** Texts: lengths, patterns as automata, formats as names with bounds. */
export const checkStrings: Theory = (facts) => {
  const texts = textsOf(facts);
  if (texts.min > texts.max || isContradiction(texts)) return none;
  const isPlain = texts.patterns.length === 0 && texts.formats.length === 0;
  return isPlain ? plainText(texts) : inLanguage(texts);
};

function textsOf(facts: readonly Fact[]): Texts {
  let [min, max] = [0, Number.POSITIVE_INFINITY];
  const texts = { patterns: [] as Mutable[], formats: [] as Mutable[], excluded: [] as string[] };
  for (const fact of facts) {
    if (fact.word === "size") [min, max] = [Math.max(min, fact.min), Math.min(max, fact.max)];
    else if (fact.word === "pattern") texts.patterns.push(fact);
    else if (fact.word === "format") texts.formats.push(fact);
    else if (fact.word === "excluded") texts.excluded.push(...(fact.values as string[]));
  }
  return { min, max, ...texts };
}
type Mutable = { readonly text: string; readonly holds: boolean };

function isContradiction({ patterns, formats: names }: Texts): boolean {
  const [is, isNot] = [names.filter(({ holds }) => holds), names.filter(({ holds }) => !holds)];
  return (
    isNot.some((other) => is.some((name) => implies(name.text, other.text))) ||
    patterns.some((one) => one.holds && patterns.some((other) => !other.holds && other.text === one.text))
  );
}

function plainText({ min, max, excluded }: Texts): Answer {
  // The empty text is the only one of its length; of any other length there are more than anybody lists.
  const taken = new Set(excluded);
  if (max === 0) return taken.has("") ? none : some(() => "");
  const start = min === 0 && !taken.has("") ? 0 : Math.max(1, min);
  return some(() => {
    if (start === 0) return "";
    if (start > 100_000) return undefined;
    for (let number = 0; number <= taken.size; number++) {
      const tail = number === 0 ? "" : number.toString(36);
      const text = tail.length > start ? tail : "a".repeat(start - tail.length) + tail;
      if (!taken.has(text) && text.length <= max) return text;
    }
    return undefined;
  });
}

function inLanguage(texts: Texts): Answer {
  const { min, max, patterns, formats: names, excluded } = texts;
  let doubt: Doubt | undefined;
  const languages = [];
  for (const { text, holds } of patterns) {
    const language = languageOf(text, holds);
    if (language?.isExact !== true) doubt = "pattern";
    if (language !== undefined) languages.push(language.automaton);
  }
  for (const { text, holds } of names) {
    const bounds = formatLanguages[text];
    const bound = holds ? bounds?.atMost : bounds?.atLeast;
    const language = bound === undefined ? undefined : languageOf(bound, holds)?.automaton;
    if (language !== undefined) languages.push(language);
    if (language === undefined || bounds?.atMost !== bounds?.atLeast) doubt ??= "format";
  }
  if (excluded.length > 0 && excluded.length <= 50) languages.push(withoutTexts(excluded));
  const common = languages.length === 0 ? undefined : intersectionOf(languages);
  const shortest = common === undefined ? undefined : shortestText(common, min, max);
  if (shortest === "none") return none;
  if (shortest === undefined && languages.length > 0) doubt ??= "pattern";
  const isGood = (text: string) => isOneOf(texts, text);
  const samples = candidates(texts, shortest?.text);
  const found = samples.find(isGood);
  // A text that was tried is better than any doubt.
  if (found !== undefined) return some(() => found);
  return some(() => undefined, doubt ?? "pattern");
}

/** Whether a text fulfils all facts, tried with the patterns and formats themselves. */
function isOneOf({ min, max, patterns, formats: names, excluded }: Texts, text: string): boolean {
  const length = characters(text);
  return (
    length >= min &&
    length <= max &&
    !excluded.includes(text) &&
    patterns.every((pattern) => matches(pattern.text, text) === pattern.holds) &&
    names.every(({ text: name, holds }) => {
      const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
      return format === undefined || format.type !== "string" || format.validate(text) === holds;
    })
  );
}

function candidates({ min, max, patterns, formats: names }: Texts, shortest: string | undefined): readonly string[] {
  const ofFormats = names.filter(({ holds }) => holds).flatMap(({ text }) => formatSamples[text] ?? []);
  const literal = patterns.flatMap(({ text }) => [text.replace(/^\^|\$$/g, "").replaceAll("\\", ""), ...text]);
  const simple = ["", "a", "A", "0", " ", "ab", "a b", "é", "abc", "ABC", "123", "x".repeat(Math.min(1000, min))];
  const long = max < 1000 ? ["a".repeat(max), "0".repeat(max)] : ["a".repeat(min + 1)];
  return [...(shortest === undefined ? [] : [shortest]), ...ofFormats, ...simple, ...literal, ...long];
}
