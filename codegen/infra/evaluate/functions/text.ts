import { isValueList, kindOf, textOf, type Value } from "../value.ts";
import { type FunctionTable, listAt, numberAt, refuse, takes, textAt, textsOf } from "./function.ts";
import { nameGuid } from "./name-guid.ts";
import { uniqueString } from "./unique-string.ts";

/** Functions that make texts. */
export const textFunctions: FunctionTable = {
  base64: takes(1, 1, (values, name) => Buffer.from(textAt(values, 0, name)).toString("base64")),
  base64tostring: takes(1, 1, (values, name) => Buffer.from(textAt(values, 0, name), "base64").toString("utf8")),
  concat: takes(1, undefined, (values, name) => {
    if (values.every(isValueList)) return values.flat() as Value;
    return textsOf(values, name).join("");
  }),
  endswith: takes(2, 2, (values, name) => lower(values, 0, name).endsWith(lower(values, 1, name))),
  format: takes(1, undefined, (values, name) => formatted(textAt(values, 0, name), values.slice(1), name)),
  guid: takes(1, undefined, (values, name) => nameGuid(textsOf(values, name))),
  indexof: takes(2, 2, (values, name) => lower(values, 0, name).indexOf(lower(values, 1, name))),
  join: takes(2, 2, (values, name) => textsOf(listAt(values, 0, name), name).join(textAt(values, 1, name))),
  json: takes(1, 1, (values, name) => parsed(textAt(values, 0, name), name)),
  lastindexof: takes(2, 2, (values, name) => lower(values, 0, name).lastIndexOf(lower(values, 1, name))),
  padleft: takes(2, 3, (values, name) => {
    const [text = ""] = textsOf(values.slice(0, 1), name);
    return text.padStart(numberAt(values, 1, name), values[2] === undefined ? " " : textAt(values, 2, name));
  }),
  replace: takes(3, 3, (values, name) =>
    textAt(values, 0, name).replaceAll(textAt(values, 1, name), () => textAt(values, 2, name)),
  ),
  split: takes(2, 2, (values, name) => {
    const [text, by] = [textAt(values, 0, name), values[1] ?? null];
    const delimiters = isValueList(by) ? textsOf(by, name) : [textAt(values, 1, name)];
    return delimiters.reduce<readonly string[]>((parts, each) => parts.flatMap((part) => part.split(each)), [text]);
  }),
  startswith: takes(2, 2, (values, name) => lower(values, 0, name).startsWith(lower(values, 1, name))),
  string: takes(1, 1, ([value = null]) => textOf(value)),
  substring: takes(2, 3, (values, name) => {
    const [text, start] = [textAt(values, 0, name), numberAt(values, 1, name)];
    const length = values[2] === undefined ? text.length - start : numberAt(values, 2, name);
    if (start < 0 || length < 0 || start + length > text.length) {
      refuse(name, `the text has ${text.length} characters; ${length} from ${start} on are not there.`);
    }
    return text.slice(start, start + length);
  }),
  tolower: takes(1, 1, (values, name) => textAt(values, 0, name).toLowerCase()),
  toupper: takes(1, 1, (values, name) => textAt(values, 0, name).toUpperCase()),
  trim: takes(1, 1, (values, name) => textAt(values, 0, name).trim()),
  uniquestring: takes(1, undefined, (values, name) => uniqueString(textsOf(values, name))),
  uri: takes(2, 2, (values, name) => new URL(textAt(values, 1, name), textAt(values, 0, name)).href),
  uricomponent: takes(1, 1, (values, name) => encodeURIComponent(textAt(values, 0, name))),
  uricomponenttostring: takes(1, 1, (values, name) => decodeURIComponent(textAt(values, 0, name))),
};

// Comparisons of Resource Manager do not look at the case.
const lower = (values: readonly Value[], index: number, name: string) => textAt(values, index, name).toLowerCase();

function parsed(text: string, name: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return refuse(name, "the text is not JSON.");
  }
}

/** .NET's composite format, without widths: `{0}`, and `{{` for a brace. */
function formatted(pattern: string, values: readonly Value[], name: string): string {
  return pattern.replaceAll(/\{\{|\}\}|\{([^{}]*)\}/g, (found, inner: string | undefined) => {
    if (inner === undefined) return found[0] ?? "";
    const value = /^\d+$/.test(inner) ? values[Number(inner)] : undefined;
    if (value === undefined) return refuse(name, `{${inner}} names no argument that there is.`);
    if (typeof value === "object" && value !== null) return refuse(name, `{${inner}} is ${kindOf(value)}.`);
    return textOf(value);
  });
}
