import type { Declaration, Member, TypeNode } from "./parse-declarations.ts";

const width = 120;

/** Prints declarations in our own style: everything readonly, comments kept, one way to write each thing. */
export function printDeclarations(declarations: readonly Declaration[]): string {
  return declarations.map(printDeclaration).join("\n");
}

function printDeclaration({ comment, name, type }: Declaration): string {
  const note = printComment(comment, "");
  if (type.kind === "object" && type.members.length > 0)
    return `${note}export interface ${name} ${printMembers(type.members, "")}\n`;
  return `${note}export type ${name} =${print(type, "", `export type ${name} = ;`.length)};\n`;
}

/** `used` is how many columns of the line are taken already. */
function print(node: TypeNode, indent: string, used: number): string {
  const flat = printFlat(node, indent);
  const isLong = flat.includes("\n") || used + flat.length > width;
  if (node.kind !== "union" || !isLong) return ` ${flat}`;
  return node.items.map((item) => `\n${indent}  | ${group(item, node, `${indent}    `)}`).join("");
}

function printFlat(node: TypeNode, indent: string): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "array":
      return `readonly ${group(node.item, node, indent)}[]`;
    case "rest":
      return `...${node.item.kind === "array" ? `${group(node.item.item, node.item, indent)}[]` : group(node.item, node, indent)}`;
    case "tuple":
      return `readonly [${node.items.map((item) => printFlat(item, indent)).join(", ")}]`;
    case "union":
    case "intersection":
      return unique(node.items.map((item) => group(item, node, indent))).join(node.kind === "union" ? " | " : " & ");
    case "object":
      return printMembers(node.members, indent);
  }
}

/** Puts parentheses around what would otherwise bind to its neighbours. */
function group(node: TypeNode, around: TypeNode, indent: string): string {
  const text = printFlat(node, indent);
  const several = (node.kind === "union" || node.kind === "intersection") && node.items.length > 1;
  const isReadonly = (node.kind === "array" || node.kind === "tuple") && around.kind === "array";
  return (several && node.kind !== around.kind) || isReadonly ? `(${text})` : text;
}

function printMembers(members: readonly Member[], indent: string): string {
  if (members.length === 0) return "Readonly<Record<string, never>>";
  const inner = `${indent}  `;
  const lines = members.map(({ comment, name, optional, type }) => {
    const head = `${inner}readonly ${name}${optional ? "?" : ""}:`;
    return `${printComment(comment, inner)}${head}${print(type, inner, head.length + 2)};\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

/** A comment as one line when it fits, else with its lines. */
export function printComment(comment: string, indent: string): string {
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim();
  return docComment(lines, indent);
}

/** A doc comment of a text, wrapped to the width of the page; nothing for no text. */
export function docComment(text: string, indent: string): string {
  const safe = text.replaceAll("*/", "*\\/").trim();
  if (safe === "") return "";
  if (!safe.includes("\n") && indent.length + safe.length + 7 <= width) return `${indent}/** ${safe} */\n`;
  const lines = safe.split("\n").flatMap((line) => wrap(line, width - indent.length - 3));
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
