/** Where in documents a schema applies. */
export interface Place {
  /** An expression for the value. */
  readonly value: string;
  /** The content of a template literal for its JSON pointer. */
  readonly path: string;
}

/** The place of what a function is given. */
export const rootPlace: Place = { value: "value", path: "$" + "{path}" };

/** A place below another, under a name that is known when the code is written. */
export function fieldBelow({ path }: Place, value: string, name: string | number): Place {
  const segment = String(name).replaceAll("~", "~0").replaceAll("/", "~1");
  return { value, path: `${path}/${segment.replace(/[\\`]|\$\{/g, "\\$&")}` };
}

/** A place below another, under a name that an expression gives. */
export function memberBelow({ path }: Place, value: string, name: string): Place {
  return { value, path: `${path}/$` + `{${name}}` };
}

/** An expression for the pointer of a place. */
export function pathOf({ path }: Place): string {
  return path === rootPlace.path ? "path" : `\`${path}\``;
}

/** What the code of one schema consists of. */
export interface Emitted {
  /** What it needs of the shared runtime. */
  readonly imports: ReadonlySet<string>;
  /** Names of the schemas that it calls. */
  readonly refs: ReadonlySet<string>;
  readonly code: string;
}

/** Collects the code of one schema: its function, those of its choices, and the constants that they share. */
export class Scope {
  readonly imports = new Set<string>();
  readonly refs = new Set<string>();
  readonly #name: string;
  readonly #constants: string[] = [];
  readonly #functions: string[] = [];
  #lines: string[] = [];
  #depth = 1;
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** A name that nothing else in the code has. */
  fresh(base: string): string {
    this.#count++;
    return `${/^[A-Za-z][A-Za-z0-9]*$/.test(base) ? base : "value"}_${this.#count}`;
  }

  /** A helper of the shared runtime. */
  helper(name: string): string {
    this.imports.add(name);
    return name;
  }

  /** A name for a function or a constant of this schema. */
  local(base: string): string {
    this.#count++;
    return `${this.#name}_${base}${this.#count}`;
  }

  /** A constant beside the functions. */
  constant(base: string, text: string): string {
    const name = this.local(base);
    this.#constants.push(`const ${name} = ${text};\n`);
    return name;
  }

  line(text: string): void {
    this.#lines.push(`${"  ".repeat(this.#depth)}${text}\n`);
  }

  /** Writes lines between an opening and a closing one; the opening one may stand there already. */
  block(open: string, write: () => void, close = "}"): void {
    if (open !== "") this.line(open);
    this.#depth++;
    write();
    this.#depth--;
    this.line(close);
  }

  /** Notes a fault where a condition holds; without a list for faults the first one ends the function. */
  fail(condition: string, place: Place, keyword: string, params: string): void {
    const note = `${this.helper("fault")}(faults, ${pathOf(place)}, ${JSON.stringify(keyword)}, ${params})`;
    this.line(`if (${condition}${condition === "" ? "" : " && "}${note}) return false;`);
  }

  /** Writes a function of its own. */
  define(name: string, parameters: string, write: () => void): void {
    const [lines, depth] = [this.#lines, this.#depth];
    this.#lines = [];
    this.#depth = 1;
    write();
    this.#functions.push(`function ${name}(${parameters}) {\n${this.#lines.join("")}}\n`);
    [this.#lines, this.#depth] = [lines, depth];
  }

  finish(): Emitted {
    const code = [this.#constants.join(""), ...this.#functions.toReversed()].filter(Boolean).join("\n");
    return { imports: this.imports, refs: this.refs, code };
  }
}

/** The function of a named schema. No two names give one. */
export function functionOf(schema: string): string {
  return `check${schema.replace(/[^A-Za-z0-9]/g, (sign) => `$${sign.codePointAt(0)?.toString(16)}$`)}`;
}

/** A JSON value as an expression. */
export function expression(value: unknown): string {
  const text = JSON.stringify(value);
  // As a literal, this name would set a prototype.
  return text.includes('"__proto__"') ? `JSON.parse(${JSON.stringify(text)})` : text;
}

/** An expression that reads an object's own property; undefined when there is none. The object is a plain one. */
export function readProperty(object: string, name: string): string {
  const access = /^[A-Za-z_$][\w$]*$/.test(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
  return name in Object.prototype
    ? `(Object.hasOwn(${object}, ${JSON.stringify(name)}) ? ${access} : undefined)`
    : access;
}
