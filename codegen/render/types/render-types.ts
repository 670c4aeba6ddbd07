import { byCodeUnit } from "../../json/json.ts";
import { type Memory, memoryWithoutEnd } from "../../json/memory.ts";
import type { Contract } from "../../model/contract.ts";
import { lower } from "./lower.ts";
import { parseDeclarations } from "./parse-declarations.ts";
import { printDeclarations } from "./print-declarations.ts";

const root = "EventwrightRoot";
/** Schemas that are printed in one call: the printer goes through all of them many times, and keeps them all. */
const most = 20;

/**
 * TypeScript declarations of all schemas, sorted by name. Each schema is printed by itself under a name of our own, so that
 * no name depends on what else there is.
 * @param memory declarations that were printed before, by what they are made of
 */
export async function renderTypes(
  { schemas, messages }: Pick<Contract, "schemas" | "messages">,
  memory: Memory<string> = memoryWithoutEnd(),
): Promise<string> {
  if (schemas.length === 0) return "export {};\n";
  // A payload that is not described has at least its message's description.
  const descriptions = new Map(messages.map(({ payload, description }) => [payload, description]));
  const wanted = schemas.map(({ name, schema }) => {
    const description = schema["description"] ?? descriptions.get(name);
    const lowered = lower(description === undefined ? schema : { ...schema, description }, nameOf);
    return { name, lowered, key: `${name} ${JSON.stringify(lowered)}` };
  });
  const missing = wanted.filter(({ key }) => memory.get(key) === undefined);
  for (let start = 0; start < missing.length; start += most) {
    const some = missing.slice(start, start + most);
    const printed = await print(some);
    for (const [index, { key }] of some.entries()) memory.set(key, printed[index] ?? "");
  }
  return wanted
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .map(({ key }) => memory.get(key) ?? "")
    .join("\n");
}

function nameOf(ref: string): string {
  return ref.replace("#/$defs/", "");
}

/** One call for several schemas; the printer sees numbers for names, and what it makes of them is undone. */
async function print(
  schemas: readonly { readonly name: string; readonly lowered: object }[],
): Promise<readonly string[]> {
  const { compile } = await import("json-schema-to-typescript");
  const definitions = schemas.map(({ lowered }, index) => [numbered(index), { ...lowered, title: numbered(index) }]);
  const schema = {
    title: root,
    type: "object" as const,
    additionalProperties: false,
    definitions: Object.fromEntries(definitions),
  };
  const text = await compile(schema, root, {
    additionalProperties: false,
    bannerComment: "",
    enableConstEnums: false,
    format: false,
    strictIndexSignatures: false,
    unknownAny: true,
    unreachableDefinitions: true,
  });
  const found = new Map(parseDeclarations(text).map((declaration) => [declaration.name, declaration]));
  return schemas.map(({ name }, index) => {
    const declaration = found.get(numbered(index));
    if (declaration === undefined || found.size !== schemas.length + 1) {
      throw new Error(`The type printer made something else of ${name} than a type: ${[...found.keys()].join(", ")}.`);
    }
    return printDeclarations([{ ...declaration, name, comment: withoutNote(declaration.comment) }]);
  });
}

function numbered(index: number): string {
  return `Schema${index}`;
}

/** The printer adds a note on where a definition came from; our names say it. */
function withoutNote(comment: string): string {
  return comment.replace(
    /(\s*\* ?)?This (interface|type) was referenced by `[^`]*`'s JSON-Schema\s*(\* ?via the `definition` "[^"]*"\.)?/g,
    "",
  );
}
