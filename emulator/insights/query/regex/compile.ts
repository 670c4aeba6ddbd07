import { match, type Work } from "./machine.ts";
import { parseRegex } from "./parse.ts";
import { programOf } from "./program.ts";

/** A pattern that is ready to be looked for. */
export interface Regex {
  test(text: string): boolean;
  /** The first match: the whole and its groups (undefined: not taken part), and where it begins. */
  exec(text: string): { readonly groups: readonly (string | undefined)[]; readonly at: number } | undefined;
}

const unlimited: Work = { step() {} };

/**
 * Makes a pattern in the syntax of RE2 ready.
 * @param at where it stands in the query
 * @param work is told of each text that is looked through
 * @throws {KqlError} `bad-regex`
 */
export function compileRegex(pattern: string, at: number, work: Work = unlimited): Regex {
  const { node, groups } = parseRegex(pattern, at);
  const program = programOf(node, at);
  const slots = (groups + 1) * 2;
  return {
    test(text) {
      return match(program, slots, text, false, work) !== undefined;
    },
    exec(text) {
      const places = match(program, slots, text, true, work);
      if (!places) return undefined;
      const group = (index: number) => {
        const [from, to] = [places[index * 2] as number, places[index * 2 + 1] as number];
        return from < 0 || to < 0 ? undefined : text.slice(from, to);
      };
      return { groups: Array.from({ length: groups + 1 }, (_, index) => group(index)), at: places[0] as number };
    },
  };
}
