import { semanticError } from "../error.ts";

/** A pattern that is ready to be looked for. */
export interface Regex {
  test(text: string): boolean;
  /** The first match: the whole and its groups, and where it begins. */
  exec(text: string): { readonly groups: readonly (string | undefined)[]; readonly at: number } | undefined;
}

export function compileRegex(pattern: string, at: number): Regex {
  try {
    const regex = new RegExp(pattern, "u");
    return {
      test: (text) => regex.test(text),
      exec: (text) => {
        const found = regex.exec(text);
        return found ? { groups: [...found], at: found.index } : undefined;
      },
    };
  } catch {
    throw semanticError("bad-regex", `'${pattern}' is no regular expression`, at);
  }
}
