import { type Bound, constantValue, derived } from "../bind/bound.ts";
import { textOf } from "../bind/text-operators.ts";
import { semanticError } from "../error.ts";
import { compileRegex } from "../regex/compile.ts";
import type { Type, Value } from "../types.ts";
import { convert, toText } from "../values/convert.ts";
import { mustFit } from "../values/size.ts";
import { bindAll, type Call, type Functions, type ScalarFunction } from "./function.ts";

const plain = (
  parameters: ScalarFunction["parameters"],
  result: Type,
  of: (...args: never[]) => Value,
  more: Partial<ScalarFunction> = {},
): ScalarFunction => ({
  kind: "plain",
  parameters,
  result,
  ...more,
  of: (args) => (of as (...args: readonly Value[]) => Value)(...args),
});

function substring(text: string, start: number, length?: number): string {
  const from = start < 0 ? Math.max(0, text.length + start) : start;
  if (length === undefined) return text.slice(from);
  return length < 0 ? "" : text.slice(from, from + length);
}

function indexOf(text: string, wanted: string, start = 0, length = -1, occurrence = 1): number | null {
  if (occurrence < 0 || (length < 0 && length !== -1)) return null;
  const from = start < 0 ? Math.max(0, text.length + start) : start;
  const end = length === -1 ? text.length : from + length;
  let at = from - 1;
  for (let count = 0; count < occurrence; count++) {
    at = text.indexOf(wanted, at + 1);
    if (at < 0 || at >= end) return -1;
  }
  return at;
}

/** As .NET encodes forms: small hexadecimal digits, a plus for a space. */
function urlEncode(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed()).replaceAll("~", "%7e").replaceAll("'", "%27");
  return encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()).replaceAll("%20", "+");
}

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function countOf(text: string, wanted: string): number {
  if (wanted === "") return 0;
  let count = 0;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) count++;
  return count;
}

/** A pattern that is the same for every row. */
function patternOf(bound: Bound, call: Call) {
  if (!bound.isConstant || bound.type !== "string") {
    throw semanticError("not-constant", `'${call.name}' wants a pattern that is the same for all rows`, bound.at);
  }
  return compileRegex(constantValue(bound) as string, bound.at, call.binder.env.budget);
}

/** `extract(regex, group, text [, typeof(type)])` */
function bindExtract(call: Call): Bound {
  const [pattern, group, text] = call.args.slice(0, 3).map((each) => call.binder.expression(each.of, call.scope)) as [
    Bound,
    Bound,
    Bound,
  ];
  const regex = patternOf(pattern, call);
  const type = call.args[3] ? typeLiteral(call.args[3].of, call.name) : "string";
  const of = textOf(text, call.name);
  return derived(
    type,
    [pattern, group, text],
    (row) => {
      const found = regex.exec(of(row))?.groups[group.value(row) as number];
      return convert(found ?? "", "string", type);
    },
    call.at,
  );
}

/** `typeof(type)` */
export function typeLiteral(expression: Call["args"][number]["of"], who: string): Type {
  const inside = expression.kind === "call" && expression.name === "typeof" ? expression.args[0]?.of : undefined;
  const name = inside?.kind === "name" ? inside.name : undefined;
  const types: readonly Type[] = ["bool", "int", "long", "real", "string", "datetime", "timespan", "guid", "dynamic"];
  const type = types.find((each) => each === name);
  if (type === undefined) throw semanticError("bad-types", `'${who}' wants typeof(a type) here`, expression.at);
  return type;
}

/** `\1` in a rewrite is the first group. */
function rewrite(text: string, groups: readonly (string | undefined)[]): string {
  return text.replace(/\\([0-9\\])/g, (_, which: string) => (which === "\\" ? "\\" : (groups[Number(which)] ?? "")));
}

function bindReplaceRegex(call: Call): Bound {
  const [text, pattern, by] = bindAll(call) as [Bound, Bound, Bound];
  const regex = patternOf(pattern, call);
  const [of, rewritten] = [textOf(text, call.name), textOf(by, call.name)];
  return derived(
    "string",
    [text, pattern, by],
    (row) => {
      let rest = of(row);
      let made = "";
      const as = rewritten(row);
      for (let found = regex.exec(rest); found; found = regex.exec(rest)) {
        const whole = found.groups[0] as string;
        made += rest.slice(0, found.at) + rewrite(as, found.groups);
        // An empty match takes the next character along, so that the search goes on.
        const next = found.at + (whole === "" ? 1 : whole.length);
        if (whole === "") made += rest.slice(found.at, next);
        rest = rest.slice(next);
        mustFit(made.length, call.at);
        if (next > found.at && rest === "") break;
      }
      return made + rest;
    },
    call.at,
  );
}

const trimmer = (sides: "both" | "start" | "end"): Functions[string] => ({
  kind: "special",
  count: [2, 2],
  bind(call) {
    const [pattern, text] = bindAll(call) as [Bound, Bound];
    if (!pattern.isConstant || pattern.type !== "string")
      throw semanticError("not-constant", `'${call.name}' wants a pattern that is the same for all rows`, pattern.at);
    const source = constantValue(pattern) as string;
    const start = sides === "end" ? undefined : compileRegex(`^(?:${source})`, pattern.at, call.binder.env.budget);
    const end = sides === "start" ? undefined : compileRegex(`(?:${source})$`, pattern.at, call.binder.env.budget);
    const of = textOf(text, call.name);
    return derived(
      "string",
      [pattern, text],
      (row) => {
        let left = of(row);
        left = left.slice(start?.exec(left)?.groups[0]?.length ?? 0);
        const tail = end?.exec(left);
        return tail ? left.slice(0, tail.at) : left;
      },
      call.at,
    );
  },
});

const strings = (args: readonly Value[], types: readonly Type[]) =>
  args.map((arg, index) => toText(arg, types[index] as Type));

/** Functions of text. */
export const text: Functions = {
  strcat: {
    kind: "plain",
    parameters: ["any"],
    repeats: true,
    required: 1,
    result: "string",
    takesNull: true,
    of: (args, types) => strings(args, types).join(""),
  },
  strcat_delim: {
    kind: "plain",
    parameters: ["text", "any"],
    repeats: true,
    required: 2,
    result: "string",
    takesNull: true,
    of: ([delimiter, ...args], [, ...types]) => strings(args, types).join(delimiter as string),
  },
  strlen: plain(["text"], "long", (value: string) => [...value].length, { names: "name-first" }),
  substring: plain(["text", "whole", "whole"], "string", substring, { required: 2 }),
  indexof: {
    kind: "plain",
    parameters: ["any", "any", "whole", "whole", "whole"],
    required: 2,
    result: "long",
    of: ([value, wanted, ...more], types) => {
      const [text, part] = strings([value as Value, wanted as Value], types) as [string, string];
      return indexOf(text, part, ...(more as number[]));
    },
  },
  countof: {
    kind: "special",
    count: [2, 3],
    bind(call) {
      const [of, wanted, kind] = bindAll(call) as [Bound, Bound, Bound?];
      const mode = kind ? constantValue(kind) : "normal";
      const [a, b] = [textOf(of, call.name), textOf(wanted, call.name)];
      if (mode === "normal") return derived("long", [of, wanted], (row) => countOf(a(row), b(row)), call.at);
      if (mode !== "regex") throw semanticError("bad-argument", "'countof' is normal or regex", call.at);
      const regex = patternOf(wanted, call);
      return derived(
        "long",
        [of, wanted],
        (row) => {
          let count = 0;
          let rest = a(row);
          for (let found = regex.exec(rest); found && rest !== ""; found = regex.exec(rest)) {
            count++;
            rest = rest.slice(found.at + Math.max(1, (found.groups[0] as string).length));
          }
          return count;
        },
        call.at,
      );
    },
  },
  tolower: plain(["text"], "string", (value: string) => value.toLowerCase()),
  toupper: plain(["text"], "string", (value: string) => value.toUpperCase()),
  reverse: {
    kind: "plain",
    parameters: ["any"],
    result: "string",
    of: ([value], [type]) => [...toText(value as Value, type as Type)].reverse().join(""),
  },
  strcmp: plain(["text", "text"], "long", (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)),
  strrep: {
    kind: "plain",
    parameters: ["any", "whole", "text"],
    required: 2,
    result: "string",
    of: ([value, count, delimiter = ""], [type]) =>
      Array.from({ length: Math.min(1024, count as number) }, () => toText(value as Value, type as Type)).join(
        delimiter as string,
      ),
  },
  replace_string: plain(["text", "text", "text"], "string", (value: string, from: string, by: string) =>
    from === "" ? value : value.replaceAll(from, () => by),
  ),
  replace_regex: { kind: "special", count: [3, 3], bind: bindReplaceRegex },
  extract: { kind: "special", count: [3, 4], bind: bindExtract },
  trim: trimmer("both"),
  trim_start: trimmer("start"),
  trim_end: trimmer("end"),
  split: {
    kind: "plain",
    parameters: ["text", "text", "whole"],
    required: 2,
    result: "dynamic",
    names: "first",
    of: ([value, delimiter, index]) => {
      const parts = delimiter === "" ? [...(value as string)] : (value as string).split(delimiter as string);
      if (index === undefined) return parts;
      const part = parts[index as number];
      return part === undefined ? null : [part];
    },
  },
  url_encode: plain(["text"], "string", urlEncode),
  url_decode: plain(["text"], "string", urlDecode),
};
