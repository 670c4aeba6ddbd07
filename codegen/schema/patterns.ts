import { type AST, RegExpParser } from "@eslint-community/regexpp";

/**
 * A regular expression as validators run it: with Unicode rules. One that is only valid without them, such as `[\w-\.]`, is
 * written again so that it means the same; undefined when that cannot be done.
 */
export function unicodePattern(pattern: string): string | undefined {
  if (compiles(pattern, "u")) return pattern;
  if (!compiles(pattern, "")) return undefined;
  try {
    const parsed = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(pattern, undefined, undefined, false);
    const printed = parsed.alternatives.map(printAlternative).join("|");
    return compiles(printed, "u") ? printed : undefined;
  } catch {
    return undefined;
  }
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

function printAlternative({ elements }: AST.Alternative): string {
  return elements.map(printElement).join("");
}

function printElement(element: AST.Element): string {
  switch (element.type) {
    case "Quantifier":
      return printElement(element.element) + element.raw.slice(element.element.raw.length);
    case "Character":
      return printCharacter(element, "\\^$.*+?()[]{}|/");
    case "CharacterClass":
      return printClass(element);
    case "Group":
    case "CapturingGroup":
    case "Assertion": {
      if (!("alternatives" in element)) return element.raw;
      const body = element.alternatives;
      const [first, last] = [body[0], body.at(-1)];
      if (first === undefined || last === undefined) return element.raw;
      // What stands before and after the alternatives, such as `(?:` and `)`, stays as it is.
      const head = element.raw.slice(0, first.start - element.start);
      return `${head}${body.map(printAlternative).join("|")}${element.raw.slice(last.end - element.start)}`;
    }
    default:
      return element.raw;
  }
}

function printClass(element: AST.CharacterClass | AST.ExpressionCharacterClass): string {
  if (element.type !== "CharacterClass") return element.raw;
  const parts = element.elements.map((part) => {
    if (part.type === "Character") return printCharacter(part, "\\]^-[");
    if (part.type === "CharacterClassRange")
      return `${printCharacter(part.min, "\\]^-[")}-${printCharacter(part.max, "\\]^-[")}`;
    return part.raw;
  });
  return `[${element.negate ? "^" : ""}${parts.join("")}]`;
}

/** One character: as it was written where that is allowed, else plain, with a backslash where it needs one. */
function printCharacter({ raw, value }: AST.Character, special: string): string {
  const isNeedless = raw.length === 2 && raw.startsWith("\\") && !/[\\0-9A-Za-z]/.test(raw[1] ?? "");
  if (raw.length === 1 || isNeedless) {
    const character = raw.at(-1) ?? "";
    return special.includes(character) ? `\\${character}` : character;
  }
  if (raw.length === 2 && /^\\[A-Za-z]$/.test(raw) && !compiles(raw, "u")) return String.fromCodePoint(value);
  return raw;
}
