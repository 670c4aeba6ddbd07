import { type BindingElement, type Expression, Node, type Symbol as TsSymbol, type Type } from "ts-morph";
import { pointer } from "../../json/pointer.ts";
import { type Root, rootNamesOf } from "./roots.ts";

/** A place in a document: the name of its generated type, and a pointer with `*` for items of lists. */
export interface Traced {
  readonly root: string;
  readonly path: string;
}

/** Methods of lists whose first parameter of their callback is an item. */
const overItems = ["every", "filter", "find", "findIndex", "findLast", "flatMap", "forEach", "map", "some"];
/** Methods of lists that answer an item. */
const anItem = ["at", "find", "findLast", "pop", "shift"];
/** Methods of lists that answer a list of the same items. */
const sameItems = ["filter", "slice", "toReversed", "toSorted"];

/** Follows values back to the document that they are part of. */
export class Tracer {
  readonly #roots: ReadonlyMap<string, Root>;
  readonly #following = new Set<Node>();

  constructor(roots: ReadonlyMap<string, Root>) {
    this.#roots = roots;
  }

  /** The places in documents that a value may come from; none when it comes from elsewhere. */
  trace(node: Node): readonly Traced[] {
    if (this.#following.has(node)) return [];
    this.#following.add(node);
    try {
      const direct = this.#traceType(node);
      return direct.length > 0 ? direct : this.#traceParts(node);
    } finally {
      this.#following.delete(node);
    }
  }

  /** Where the value of a name comes from that is declared in a pattern. */
  traceElement(element: BindingElement): readonly Traced[] {
    const isRest = element.getDotDotDotToken() !== undefined;
    const direct = isRest ? [] : this.#traceType(element);
    if (direct.length > 0) return direct;
    const pattern = element.getParentOrThrow();
    const holder = pattern.getParentOrThrow();
    const base = Node.isBindingElement(holder) ? this.traceElement(holder) : this.#traceDeclaration(holder);
    if (isRest) return base;
    if (Node.isArrayBindingPattern(pattern)) return below(base, "*");
    const name = element.getPropertyNameNode() ?? element.getNameNode();
    return Node.isComputedPropertyName(name) ? base : below(base, name.getText().replace(/^["']|["']$/g, ""));
  }

  #traceType(node: Node): readonly Traced[] {
    return rootNamesOf(node.getType(), this.#roots).map((root) => ({ root, path: "" }));
  }

  #traceParts(node: Node): readonly Traced[] {
    if (Node.isPropertyAccessExpression(node)) {
      const object = node.getExpression();
      // What lists and texts can do are no fields.
      const type = object.getType().getNonNullableType();
      return isList(type) || isPlain(type) ? [] : below(this.trace(object), node.getName());
    }
    if (Node.isElementAccessExpression(node)) {
      const key = keyOf(node.getArgumentExpression(), node.getExpression());
      return key === undefined ? [] : below(this.trace(node.getExpression()), key);
    }
    if (isWrapper(node)) return this.trace(node.getExpression());
    if (Node.isBinaryExpression(node) && ["??", "||"].includes(node.getOperatorToken().getText())) {
      return [...this.trace(node.getLeft()), ...this.trace(node.getRight())];
    }
    if (Node.isConditionalExpression(node))
      return [...this.trace(node.getWhenTrue()), ...this.trace(node.getWhenFalse())];
    if (Node.isCallExpression(node)) {
      const callee = node.getExpression();
      if (!Node.isPropertyAccessExpression(callee)) return [];
      if (anItem.includes(callee.getName())) return below(this.trace(callee.getExpression()), "*");
      return sameItems.includes(callee.getName()) ? this.trace(callee.getExpression()) : [];
    }
    return Node.isIdentifier(node) ? this.#traceSymbol(node.getSymbol()) : [];
  }

  #traceSymbol(symbol: TsSymbol | undefined): readonly Traced[] {
    const [declaration] = symbol?.getDeclarations() ?? [];
    if (declaration === undefined) return [];
    return Node.isBindingElement(declaration) ? this.traceElement(declaration) : this.#traceDeclaration(declaration);
  }

  #traceDeclaration(declaration: Node): readonly Traced[] {
    if (Node.isVariableDeclaration(declaration)) {
      // A pattern has the type of what it takes apart.
      const direct = this.#traceType(declaration.getNameNode());
      if (direct.length > 0) return direct;
      const loop = declaration.getParent().getParent();
      if (Node.isForOfStatement(loop)) return below(this.trace(loop.getExpression()), "*");
      const initializer = declaration.getInitializer();
      return initializer === undefined ? [] : this.trace(initializer);
    }
    if (!Node.isParameterDeclaration(declaration)) return [];
    const direct = this.#traceType(declaration);
    if (direct.length > 0) return direct;
    const list = listOfCallback(declaration.getParent());
    return list === undefined || declaration.getChildIndex() > 0 ? [] : below(this.trace(list), "*");
  }
}

/** The list whose items a function literal gets, one by one. */
export function listOfCallback(callback: Node): Expression | undefined {
  const call = callback.getParent();
  if (!Node.isCallExpression(call) || call.getArguments()[0] !== callback) return undefined;
  const callee = call.getExpression();
  return Node.isPropertyAccessExpression(callee) && overItems.includes(callee.getName())
    ? callee.getExpression()
    : undefined;
}

/** Whether an expression is the one inside it, for people or for the compiler only. */
export function isWrapper(node: Node) {
  return (
    Node.isParenthesizedExpression(node) ||
    Node.isNonNullExpression(node) ||
    Node.isAsExpression(node) ||
    Node.isSatisfiesExpression(node) ||
    Node.isAwaitExpression(node)
  );
}

/** The name that an element access names; `*` for items of lists; undefined when it is only known when the code runs. */
export function keyOf(argument: Node | undefined, list: Node): string | undefined {
  if (Node.isStringLiteral(argument) || Node.isNoSubstitutionTemplateLiteral(argument))
    return argument.getLiteralText();
  return isList(list.getType().getNonNullableType()) ? "*" : undefined;
}

function below(base: readonly Traced[], key: string): readonly Traced[] {
  return base.map(({ root, path }) => ({ root, path: pointer(path, key) }));
}

/** A value without fields. */
export function isPlain(type: Type): boolean {
  const parts = type.isUnion() ? type.getUnionTypes() : [type];
  return parts.every(
    (part) =>
      part.isString() ||
      part.isNumber() ||
      part.isBoolean() ||
      part.isLiteral() ||
      part.isNull() ||
      part.isUndefined() ||
      part.isTemplateLiteral(),
  );
}

/** Whether a value is a list. */
export function isList(type: Type): boolean {
  return type.isArray() || type.isReadonlyArray() || type.isTuple();
}
