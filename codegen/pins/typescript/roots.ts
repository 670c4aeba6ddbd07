import type { Node, SourceFile, Type } from "ts-morph";
import type { Contract } from "../../model/contract.ts";

/** What a generated type stands for: the payload of a version of a message, or the documents of read models. */
export type Root =
  | { readonly message: string; readonly version: number; readonly queries?: never }
  | { readonly queries: readonly string[]; readonly message?: never };

/** The generated types that a contract's documents have, by name. */
export function rootsOf({ messages, readModels }: Contract): ReadonlyMap<string, Root> {
  const roots = new Map<string, Root>();
  for (const { document, queries } of readModels) {
    if (document === undefined) continue;
    const known = roots.get(document)?.queries ?? [];
    roots.set(document, { queries: [...known, ...queries.map(({ name }) => name)] });
  }
  for (const message of messages) {
    for (const { payload, version } of [...message.earlier, message]) {
      roots.set(payload, { message: message.name, version });
    }
  }
  return roots;
}

/** Whether the generator has written a file. */
export function isGenerated(file: SourceFile): boolean {
  return /^(\/\/|\/\*)[^\n]*Generated[^\n]*Do not edit/.test(file.getFullText().slice(0, 300));
}

/** Whether something is declared in a file that the generator has written. */
export function isDeclaredByGenerator(declarations: readonly Node[]): boolean {
  return declarations.some((declaration) => isGenerated(declaration.getSourceFile()));
}

/** Names of the generated types with documents that a type is; several for a union. */
export function rootNamesOf(type: Type, roots: ReadonlyMap<string, Root>): readonly string[] {
  const alias = type.getAliasSymbol();
  const parts = alias === undefined && type.isUnion() ? type.getUnionTypes() : [type];
  const names = parts.flatMap((part) => {
    const symbol = part.getAliasSymbol() ?? part.getSymbol();
    const name = symbol?.getName() ?? "";
    return symbol !== undefined && roots.has(name) && isDeclaredByGenerator(symbol.getDeclarations()) ? [name] : [];
  });
  return [...new Set(names)];
}
