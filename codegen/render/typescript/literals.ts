/** A text as a TypeScript literal. Line separators are escaped too: they end lines in some tools. */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** A list of texts as a TypeScript literal. */
export function literals(texts: readonly string[]): string {
  return `[${texts.map(literal).join(", ")}]`;
}

/** A property's name, in quotes where it needs them. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : literal(name);
}

/** A union of types; `never` for none. Broken into lines when it is long. */
export function union(types: readonly string[], indent = ""): string {
  if (types.length === 0) return "never";
  const flat = types.join(" | ");
  return flat.length <= 80 ? flat : types.map((type) => `\n${indent}  | ${type}`).join("");
}

/** A generic type with its arguments, one a line when they are long. */
export function generic(name: string, parts: readonly string[], indent: string, used: number): string {
  const flat = `${name}<${parts.join(", ")}>`;
  if (used + flat.length < 118 && !flat.includes("\n")) return flat;
  const lines = parts.map((part) => `${indent}  ${part.replace(/^\n\s*/, "")}`);
  return `${name}<\n${lines.join(",\n")}\n${indent}>`;
}

/** An object literal or type of ready lines, `{}` when there are none. */
export function block(lines: readonly string[], indent = ""): string {
  return lines.length === 0 ? "{}" : `{\n${lines.map((line) => `${indent}  ${line}\n`).join("")}${indent}}`;
}

/** A list literal of ready items, broken into lines when it is long. */
export function array(items: readonly string[], indent = ""): string {
  const flat = `[${items.join(", ")}]`;
  if (flat.length + indent.length <= 100 && !flat.includes("\n")) return flat;
  return `[\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}]`;
}
