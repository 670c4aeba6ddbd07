import { type CallExpression, type Expression, Node, type SourceFile, type Type } from "ts-morph";
import { isDeclaredByGenerator, type Root, rootNamesOf } from "./roots.ts";
import { isList, isPlain, isWrapper, keyOf, listOfCallback, type Traced, type Tracer } from "./trace.ts";

/**
 * How a value of a document is used at a place: its field is `used`; only whether it is there matters (`present`); all of it
 * may be, and why; or it is used elsewhere, where it is found by itself.
 */
export type HowUsed = "used" | "present" | "not here" | { readonly whole: string };

/** Tells how values of documents are used. */
export class Classifier {
  readonly #tracer: Tracer;
  readonly #roots: ReadonlyMap<string, Root>;
  readonly #files: readonly SourceFile[];

  constructor(tracer: Tracer, roots: ReadonlyMap<string, Root>, files: readonly SourceFile[]) {
    this.#tracer = tracer;
    this.#roots = roots;
    this.#files = files;
  }

  /** How a value is used where it stands. */
  classify(node: Expression, traced: readonly Traced[]): HowUsed {
    const parent = node.getParent();
    if (parent === undefined) return "not here";
    const type = node.getType().getNonNullableType();
    if (Node.isAsExpression(parent) && parent.getType().isAny()) return { whole: "becomes `any`" };
    if (isWrapper(parent)) return "not here";
    if (Node.isPropertyAccessExpression(parent) && parent.getExpression() === node) {
      if (isPlain(type)) return "used";
      if (!isList(type)) return "not here";
      const call = parent.getParent();
      const [callback] = Node.isCallExpression(call) ? call.getArguments() : [];
      if (callback !== undefined && listOfCallback(callback) === node) {
        const isSeen = Node.isArrowFunction(callback) || Node.isFunctionExpression(callback);
        if (!isSeen) return { whole: "is passed to a function item by item" };
        return "not here";
      }
      // An item, or a list of some of them, that is followed by itself.
      return call !== undefined && this.#tracer.trace(call).length > 0 ? "not here" : "used";
    }
    if (Node.isElementAccessExpression(parent) && parent.getExpression() === node) {
      const key = keyOf(parent.getArgumentExpression(), node);
      if (key === undefined) return { whole: "is asked for a name that is only known when the code runs" };
      return "not here";
    }
    if (isPlain(type)) return "used";
    if (Node.isSpreadAssignment(parent) || Node.isSpreadElement(parent)) return { whole: "is spread" };
    if (Node.isVariableDeclaration(parent)) {
      if (!Node.isIdentifier(parent.getNameNode())) return "not here";
      if (parent.getType().isAny() || parent.getType().isUnknown()) return { whole: "becomes `any`" };
      return "not here";
    }
    if (Node.isForOfStatement(parent) || Node.isExpressionStatement(parent)) return "not here";
    if (Node.isCallExpression(parent) && parent.getExpression() !== node) {
      if (!this.#isSafeArgument(parent, node, traced)) return { whole: "is passed on as a whole" };
      return "not here";
    }
    if (Node.isBinaryExpression(parent)) {
      const operator = parent.getOperatorToken().getText();
      if (["===", "!==", "==", "!=", "in", "instanceof", ","].includes(operator)) return "present";
      if (["??", "||", "&&"].includes(operator) && this.#tracer.trace(parent).length > 0) return "not here";
    }
    if (Node.isConditionalExpression(parent) && parent.getCondition() !== node && this.#tracer.trace(parent).length > 0)
      return "not here";
    if (Node.isIfStatement(parent) || Node.isPrefixUnaryExpression(parent) || Node.isConditionalExpression(parent)) {
      return "present";
    }
    const isPart =
      Node.isPropertyAssignment(parent) ||
      Node.isShorthandPropertyAssignment(parent) ||
      Node.isArrayLiteralExpression(parent);
    // Where the type stays a document's type, whoever gets the value is seen by that type.
    const target = targetType(parent, node);
    if (target === undefined && isPart && isInferred(parent) && traced.every(({ path }) => path === ""))
      return "not here";
    const keeps =
      target !== undefined &&
      traced.every(({ root, path }) => path === "" && rootNamesOf(target, this.#roots).includes(root));
    if (!keeps) return { whole: "is handed on to where it cannot be followed" };
    return "not here";
  }

  /** Whether a function takes the value as a document of its type, in code that is looked at as well. */
  #isSafeArgument(call: CallExpression, node: Node, traced: readonly Traced[]): boolean {
    const signature = call.getProject().getTypeChecker().getResolvedSignature(call);
    const declaration = signature?.getDeclaration();
    if (declaration === undefined) return false;
    if (isDeclaredByGenerator([declaration])) return true;
    const file = declaration.getSourceFile();
    if (file.isDeclarationFile() || file.isInNodeModules() || !this.#files.includes(file)) return false;
    const parameter = signature?.getParameters()[call.getArguments().indexOf(node)];
    const type = parameter?.getTypeAtLocation(call);
    return (
      type !== undefined &&
      traced.every(
        ({ root, path }) => path === "" && rootNamesOf(type.getNonNullableType(), this.#roots).includes(root),
      )
    );
  }
}

/** The type that a place takes a value as; undefined when nothing says it. */
function targetType(parent: Node, node: Node): Type | undefined {
  if (Node.isReturnStatement(parent) || (Node.isArrowFunction(parent) && parent.getBody() === node)) {
    const owner = Node.isArrowFunction(parent)
      ? parent
      : parent.getFirstAncestor((each) => Node.isFunctionLikeDeclaration(each));
    const returned = Node.isFunctionLikeDeclaration(owner) ? owner.getReturnType() : undefined;
    const [awaited] = returned?.getSymbol()?.getName() === "Promise" ? returned.getTypeArguments() : [];
    return (awaited ?? returned)?.getNonNullableType();
  }
  return Node.isExpression(node) ? node.getContextualType()?.getNonNullableType() : undefined;
}

/** Whether nothing says the type of a literal that a value becomes part of: then it keeps the value's type. */
function isInferred(part: Node): boolean {
  const literal = Node.isArrayLiteralExpression(part) ? part : part.getParent();
  if (!Node.isExpression(literal) || literal.getContextualType() !== undefined) return false;
  const holder = literal.getParent();
  return Node.isPropertyAssignment(holder) || Node.isArrayLiteralExpression(holder) ? isInferred(holder) : true;
}
