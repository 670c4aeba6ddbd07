import { type CallExpression, type Expression, Node, type SourceFile } from "ts-morph";
import { Classifier } from "./classify.ts";
import { isDeclaredByGenerator, type Root, rootNamesOf } from "./roots.ts";
import { isPlain, isWrapper, type Traced, Tracer } from "./trace.ts";

/** What a consumer's code uses. */
export interface FoundUses {
  /** Pointers by the name of the generated type; an empty pointer is the whole document. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of what is called on the generated client. */
  readonly calls: ReadonlySet<string>;
  /** Where more is used than could be seen, for people: `file:line: what`. */
  readonly whole: readonly string[];
}

/** Finds which fields of documents the files use. What is passed on to where it cannot be seen counts as a whole. */
export function usesIn(
  files: readonly SourceFile[],
  roots: ReadonlyMap<string, Root>,
  shown: (file: string) => string,
): FoundUses {
  const fields = new Map<string, Set<string>>();
  const calls = new Set<string>();
  const whole = new Set<string>();
  const tracer = new Tracer(roots);
  const classifier = new Classifier(tracer, roots, files);
  const record = (traced: readonly Traced[]) => {
    for (const { root, path } of traced) fields.set(root, (fields.get(root) ?? new Set()).add(path));
  };
  const recordWhole = (traced: readonly Traced[], node: Node, why: string) => {
    record(traced);
    if (traced.length === 0) return;
    const what = [...new Set(traced.map(({ root, path }) => `${root}${path}`))].join(", ");
    whole.add(`${shown(node.getSourceFile().getFilePath())}:${node.getStartLineNumber()}: ${what} ${why}`);
  };
  const visit = (node: Node): void => {
    if (Node.isImportDeclaration(node) || Node.isTypeNode(node)) return;
    if (Node.isCallExpression(node)) noteCall(node, calls);
    if (Node.isObjectLiteralExpression(node)) noteLiteral(node);
    if (Node.isBindingElement(node)) noteElement(node);
    else if (isValue(node)) {
      const traced = tracer.trace(node);
      const how = traced.length === 0 ? "not here" : classifier.classify(node, traced);
      if (how === "used") record(traced);
      else if (how === "present") record(traced.filter(({ path }) => path !== ""));
      else if (how !== "not here") recordWhole(traced, node, how.whole);
    }
    node.forEachChild(visit);
  };
  const noteElement = (element: Node & Parameters<Tracer["traceElement"]>[0]): void => {
    if (!Node.isIdentifier(element.getNameNode())) return;
    const traced = tracer.traceElement(element);
    if (element.getDotDotDotToken() !== undefined) recordWhole(traced, element, "is taken by a rest pattern");
    else if (isPlain(element.getType())) record(traced);
  };
  /** A document that is written down to be sent. */
  const noteLiteral = (literal: Node): void => {
    if (!Node.isObjectLiteralExpression(literal)) return;
    const type = literal.getContextualType();
    if (type === undefined) return;
    const names = rootNamesOf(type.getNonNullableType(), roots);
    const walk = (object: Node, base: readonly Traced[]): void => {
      if (!Node.isObjectLiteralExpression(object)) return;
      for (const property of object.getProperties()) {
        if (Node.isSpreadAssignment(property)) {
          recordWhole(base, property, "is filled in by a spread");
          continue;
        }
        const name = property.getName().replace(/^["']|["']$/g, "");
        const here = base.map(({ root, path }) => ({
          root,
          path: `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
        }));
        const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
        if (value !== undefined && Node.isObjectLiteralExpression(value)) walk(value, here);
        else record(here);
      }
    };
    walk(
      literal,
      names.map((root) => ({ root, path: "" })),
    );
  };
  for (const file of files) file.forEachChild(visit);
  return { fields, calls, whole: [...whole].sort() };
}

function noteCall(call: CallExpression, calls: Set<string>): void {
  const callee = call.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return;
  const declarations = callee.getNameNode().getSymbol()?.getDeclarations() ?? [];
  if (isDeclaredByGenerator(declarations)) calls.add(callee.getName());
  // Classes of messages inherit their methods from the library: their own name says which message it is.
  const owner = callee.getExpression().getSymbol();
  const declared = owner?.getAliasedSymbol() ?? owner;
  if (declared !== undefined && isDeclaredByGenerator(declared.getDeclarations())) calls.add(declared.getName());
}

/** A name, or a way to a value, that stands where its value is taken. */
function isValue(node: Node): node is Expression {
  if (Node.isPropertyAccessExpression(node) || Node.isElementAccessExpression(node)) return true;
  if (
    isWrapper(node) ||
    Node.isCallExpression(node) ||
    Node.isConditionalExpression(node) ||
    Node.isBinaryExpression(node)
  ) {
    return true;
  }
  if (!Node.isIdentifier(node)) return false;
  const parent = node.getParent();
  if (Node.isPropertyAccessExpression(parent)) return parent.getExpression() === node;
  if (Node.isPropertyAssignment(parent) || Node.isVariableDeclaration(parent)) return parent.getInitializer() === node;
  if (Node.isBindingElement(parent)) return parent.getInitializer() === node;
  const isName =
    Node.isParameterDeclaration(parent) || Node.isPropertySignature(parent) || Node.isFunctionDeclaration(parent);
  return !isName && !Node.isExportSpecifier(parent) && !Node.isImportSpecifier(parent);
}
