import { characters, formats } from "../../assets/runtime.js";
import { type JsonObject, own, stringAt, stringsAt } from "../../json/json.ts";
import type { Random } from "../random.ts";
import { edgesOf, hasFormat, usualOf } from "./format.ts";
import { decide, type Making } from "./making.ts";
import { nameOf } from "./number.ts";
import { regularExpression, wordFor } from "./pattern.ts";
import { textOfLength, usualTexts } from "./words.ts";

/** Texts are not made longer than this, whatever a schema allows. */
const longest = 20_000;

interface TextRules {
  readonly least: number;
  readonly most: number;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
  /** Texts that the schemas themselves give as examples. */
  readonly examples: readonly string[];
  readonly fits: (text: string) => boolean;
}

/** Makes a text that fits all the schemas. */
export function makeText(making: Making, conjuncts: readonly JsonObject[], path: string): unknown {
  const rules = rulesOf(conjuncts);
  if (rules.least > Math.min(rules.most, longest)) return undefined;
  const name = nameOf(path);
  const format = rules.formats.find(hasFormat);
  const edges = format === undefined ? [] : edgesOf(format).filter(rules.fits);
  const options = ["usual", ...edges.map((edge) => `text ${JSON.stringify(edge)}`)];
  if (format === undefined) {
    options.push("shortest text");
    if (rules.most <= longest || rules.patterns.length > 0) options.push("longest text");
    if (making.isWild) options.push("odd text");
  }
  const index = decide(making, "text", path, 0, options);
  const random = making.randomAt(path);
  const option = options[index] ?? "usual";
  if (format !== undefined) return index > 0 ? edges[index - 1] : formatted(rules, format, name, random);
  if (option === "usual") return usual(rules, name, random);
  if (option === "odd text") return random.shuffle(odd).find(rules.fits) ?? usual(rules, name, random);
  return edge(rules, option === "shortest text", name, random);
}

/** Texts that programs have stumbled over. */
const odd = ["", " ", "0", "null", "a\nb", "😀", "é", "\u0000", "__proto__", "ß".repeat(3), "A", "a".repeat(40)];

function rulesOf(conjuncts: readonly JsonObject[]): TextRules {
  const numbers = (word: string) =>
    conjuncts.map((schema) => own(schema, word)).filter((value) => typeof value === "number");
  const least = Math.max(0, ...numbers("minLength"));
  const most = Math.min(Number.POSITIVE_INFINITY, ...numbers("maxLength"));
  const patterns = [...new Set(conjuncts.flatMap((schema) => stringAt(schema, "pattern") ?? []))];
  const named = [...new Set(conjuncts.flatMap((schema) => stringAt(schema, "format") ?? []))];
  const expressions = patterns.map(regularExpression);
  const checks = named.map((name) => formats[name]).filter((format) => format?.type === "string");
  const fits = (text: string) => {
    const length = characters(text);
    if (length < least || length > most) return false;
    return expressions.every((pattern) => pattern?.test(text)) && checks.every((format) => format.validate(text));
  };
  const examples = conjuncts.flatMap((schema) => stringsAt(schema, "examples"));
  return { least, most, patterns, formats: named, examples, fits };
}

function formatted(rules: TextRules, format: string, name: string, random: Random): string | undefined {
  const shown = rules.examples.filter(rules.fits);
  if (shown.length > 0) return random.pick(shown);
  for (let attempt = 0; attempt < 10; attempt++) {
    const text = usualOf(format, random);
    if (rules.fits(text)) return text;
  }
  return edgesOf(format).find(rules.fits) ?? usual(rules, name, random);
}

function usual(rules: TextRules, name: string, random: Random): string | undefined {
  const shown = rules.examples.filter(rules.fits);
  if (shown.length > 0) return random.pick(shown);
  const known = usualTexts(name, random).find(rules.fits);
  if (known !== undefined) return known;
  if (rules.patterns.length === 0) {
    const [start = ""] = usualTexts(name, random);
    const text = textOfLength(Math.min(rules.most, Math.max(rules.least, start.length)), start);
    return rules.fits(text) ? text : undefined;
  }
  return patterned(rules, random, "usual");
}

function edge(rules: TextRules, isShort: boolean, name: string, random: Random): string | undefined {
  const [start = ""] = usualTexts(name, random);
  const text = textOfLength(isShort ? rules.least : Math.min(rules.most, longest), isShort ? start : "");
  if (rules.fits(text) && (rules.patterns.length === 0 || rules.most <= longest)) return text;
  return rules.patterns.length === 0 ? undefined : patterned(rules, random, isShort ? "shortest" : "longest");
}

/** A word of one of the patterns that fits the others too. */
function patterned(rules: TextRules, random: Random, length: "usual" | "shortest" | "longest"): string | undefined {
  for (let attempt = 0; attempt < 24; attempt++) {
    const pattern = rules.patterns[attempt % rules.patterns.length] ?? "";
    const text = wordFor(pattern, random, attempt < 12 ? length : "usual", rules);
    if (text !== undefined && rules.fits(text)) return text;
  }
  return undefined;
}
