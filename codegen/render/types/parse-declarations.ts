/** A TypeScript type, as far as json-schema-to-typescript prints them. */
export type TypeNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "array"; readonly item: TypeNode }
  | { readonly kind: "rest"; readonly item: TypeNode }
  | { readonly kind: "tuple"; readonly items: readonly TypeNode[] }
  | { readonly kind: "union" | "intersection"; readonly items: readonly TypeNode[] }
  | { readonly kind: "object"; readonly members: readonly Member[] };

/** A field, or an index signature. */
export interface Member {
  readonly comment: string;
  /** As printed: `name`, `"odd name"` or `[k: string]`. */
  readonly name: string;
  readonly optional: boolean;
  readonly type: TypeNode;
}

/** An exported type or interface. */
export interface Declaration {
  readonly comment: string;
  readonly name: string;
  readonly type: TypeNode;
}

const token = /\s+|\/\*\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|\.\.\.|-?\d[\w.+-]*|[A-Za-z_$][\w$]*|[()[\]{}|&?:;,=]/y;

/** Parses the declarations that json-schema-to-typescript prints. Throws on anything else: a change there must not pass unseen. */
export function parseDeclarations(text: string): readonly Declaration[] {
  const tokens = tokenize(text);
  let next = 0;
  const peek = (ahead = 0): string => tokens[next + ahead] ?? "";
  const take = (expected?: string): string => {
    const found = peek();
    if (found === "" || (expected !== undefined && found !== expected)) {
      throw new Error(`Cannot read the type printer's output: \`${expected ?? "more"}\` expected, \`${found}\` found.`);
    }
    next++;
    return found;
  };
  const comment = (): string => {
    let last = "";
    while (peek().startsWith("/**")) last = take();
    return last;
  };
  const list = (close: string, separator: string): readonly TypeNode[] => {
    const items: TypeNode[] = [];
    while (peek() !== close) {
      items.push(type());
      if (peek() === separator) take();
    }
    take(close);
    return items;
  };
  const members = (): readonly Member[] => {
    take("{");
    const found: Member[] = [];
    while (peek() !== "}") {
      const note = comment();
      let name = take();
      if (name === "[") {
        while (peek() !== "]") name += peek() === ":" ? `${take()} ` : take();
        name += take();
      }
      const optional = peek() === "?" && take() === "?";
      take(":");
      found.push({ comment: note, name, optional, type: type() });
      if (peek() === ";") take();
    }
    take("}");
    return found;
  };
  const primary = (): TypeNode => {
    if (peek() === "(") {
      take();
      const inner = type();
      take(")");
      return inner;
    }
    if (peek() === "{") return { kind: "object", members: members() };
    if (peek() === "[") {
      take();
      return { kind: "tuple", items: list("]", ",") };
    }
    if (peek() === "...") {
      take();
      return { kind: "rest", item: type() };
    }
    return { kind: "text", text: take() };
  };
  const postfix = (): TypeNode => {
    let node = primary();
    while (peek() === "[" && peek(1) === "]") {
      take();
      take();
      node = { kind: "array", item: node };
    }
    return node;
  };
  const chain = (separator: "|" | "&", kind: "union" | "intersection", operand: () => TypeNode): TypeNode => {
    if (peek() === separator) take();
    const items = [operand()];
    while (peek() === separator) {
      take();
      items.push(operand());
    }
    return items.length === 1 ? (items[0] as TypeNode) : { kind, items };
  };
  const type = (): TypeNode => chain("|", "union", () => chain("&", "intersection", postfix));

  const declarations: Declaration[] = [];
  while (next < tokens.length) {
    const note = comment();
    if (next >= tokens.length) break;
    take("export");
    const isInterface = take() === "interface";
    const name = take();
    if (!isInterface) take("=");
    declarations.push({ comment: note, name, type: isInterface ? { kind: "object", members: members() } : type() });
    if (peek() === ";") take();
  }
  return declarations;
}

function tokenize(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const found = token.exec(text)?.[0];
    if (found === undefined)
      throw new Error(`Cannot read the type printer's output at \`${text.slice(start, start + 40)}\`.`);
    if (found.trim() !== "") tokens.push(found);
  }
  return tokens;
}
