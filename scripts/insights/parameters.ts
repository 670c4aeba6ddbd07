const given = /^([A-Za-z_]\w*)=([\s\S]*)$/;

/**
 * A query with values for its parameters. `let name = literal;` in the query gets the value, in the form of the literal that
 * stands there; a name that the query does not declare is declared before it, as text.
 * @throws Error a parameter that is not `name=value`, or a value that does not fit
 */
export function withParameters(query: string, parameters: readonly string[]): string {
  return parameters.reduce((text, parameter) => {
    const [, name, value] = given.exec(parameter) ?? [];
    if (name === undefined || value === undefined)
      throw new Error(`'${parameter}' is no parameter: write --param name=value`);
    const declared = new RegExp(`(\\blet\\s+${name}\\s*=\\s*)(${literal})(?=\\s*;)`);
    const found = declared.exec(text);
    if (!found) return `let ${name} = ${quoted(value)};\n${text}`;
    const [whole, before, old] = found as unknown as [string, string, string];
    return text.slice(0, found.index) + before + like(old, value, name) + text.slice(found.index + whole.length);
  }, query);
}

const literal = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[a-z]+\([^()]*\)|-?[\d.]+[a-z]*|true|false`;

const quoted = (value: string) => JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

/** The value in the form of a literal: text is quoted, the others are checked. */
function like(old: string, value: string, name: string): string {
  if (/^["']/.test(old)) return quoted(value);
  const type = /^([a-z]+)\(/.exec(old)?.[1];
  if (type !== undefined) {
    if (/^[\w.:+\- ]*$/.test(value)) return `${type}(${value})`;
  } else if (/^(-?[\d.]+[a-z]*|true|false)$/.test(value)) return value;
  throw new Error(`'${value}' does not fit the parameter '${name}', which is like ${old}`);
}
