import { compile } from "json-schema-to-typescript";
import { by } from "../../json/json.ts";
import { remember } from "../../json/remember.ts";
import type { Contract } from "../../model/contract.ts";
import { lower } from "./lower.ts";
import { parseDeclarations } from "./parse-declarations.ts";
import { printDeclarations } from "./print-declarations.ts";

const root = "EventwrightRoot";

/** One call with all schemas as definitions of one root: shared types are declared once, under the names of our table. */
const compiled = remember((definitions) => {
  const schema = {
    title: root,
    type: "object" as const,
    additionalProperties: false,
    definitions: JSON.parse(definitions),
  };
  return compile(schema, root, {
    additionalProperties: false,
    bannerComment: "",
    enableConstEnums: false,
    format: false,
    strictIndexSignatures: false,
    unknownAny: true,
    unreachableDefinitions: true,
  });
}, 2);

/** TypeScript declarations of all schemas, sorted by name. */
export async function renderTypes({ schemas, messages }: Contract): Promise<string> {
  if (schemas.length === 0) return "export {};\n";
  // A payload that is not described has at least its message's description.
  const versions = messages.flatMap((message) => [...message.earlier, message]);
  const descriptions = new Map(versions.map(({ payload, description }) => [payload, description]));
  const definitions = Object.fromEntries(
    schemas.map(({ name, schema }) => {
      const description = schema["description"] ?? descriptions.get(name);
      return [name, { ...lower(description === undefined ? schema : { ...schema, description }), title: name }];
    }),
  );
  const printed = await compiled(JSON.stringify(definitions));
  const declarations = parseDeclarations(printed).filter(({ name }) => name !== root);
  const found = new Set(declarations.map(({ name }) => name));
  const missing = schemas.filter(({ name }) => !found.has(name)).map(({ name }) => name);
  if (missing.length > 0 || found.size !== schemas.length) {
    throw new Error(`The type printer named types differently: ${[...missing, ...found].join(", ")}.`);
  }
  const cleaned = declarations.map((declaration) => ({ ...declaration, comment: withoutNote(declaration.comment) }));
  return printDeclarations(cleaned.sort(by(({ name }) => name)));
}

/** The printer adds a note on where a definition came from; our names say it. */
function withoutNote(comment: string): string {
  return comment.replace(
    /(\s*\* ?)?This (interface|type) was referenced by `[^`]*`'s JSON-Schema\s*(\* ?via the `definition` "[^"]*"\.)?/g,
    "",
  );
}
