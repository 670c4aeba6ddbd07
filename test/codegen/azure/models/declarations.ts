import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A property of an interface, as its declaration says. */
export interface Property {
  readonly type: string;
  readonly optional: boolean;
  readonly readOnly: boolean;
}

/** The declarations of a package's models: enough of TypeScript for what generators write. */
export class Declarations {
  readonly #text: string;
  readonly #interfaces = new Map<string, ReadonlyMap<string, Property>>();

  constructor(...folders: readonly string[]) {
    this.#text = textsIn(folders, ".d.ts").replaceAll(/\/\*[\s\S]*?\*\//g, "");
  }

  /** The properties of an interface with those that it extends; undefined when there is none of the name. */
  interfaceOf(name: string): ReadonlyMap<string, Property> | undefined {
    const known = this.#interfaces.get(name);
    if (known !== undefined) return known;
    const found = new RegExp(`export interface ${name}(?: extends ([^{]+))? \\{([\\s\\S]*?)\\n\\}`).exec(this.#text);
    const empty = new RegExp(`export interface ${name}(?: extends ([^{]+))? \\{\\s*\\}`).exec(this.#text);
    if (found === null && empty === null) return undefined;
    const [, parents = "", body = ""] =
      empty !== null && (found === null || empty.index <= found.index) ? empty : (found ?? []);
    const own = [...body.matchAll(/^ {4}(readonly )?"?([\w.@-]+)"?(\?)?: ([^;{]+|\{[\s\S]*?\n {4}\});/gm)];
    const properties = new Map<string, Property>();
    for (const parent of parents
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean)) {
      for (const [property, declared] of this.interfaceOf(parent) ?? []) properties.set(property, declared);
    }
    for (const [, readOnly, property = "", optional, type = ""] of own) {
      properties.set(property, {
        type: type.trim(),
        optional: optional !== undefined,
        readOnly: readOnly !== undefined,
      });
    }
    this.#interfaces.set(name, properties);
    return properties;
  }

  /** The values of an enumeration, or of an alias of texts; undefined when the name is neither. */
  valuesOf(name: string): readonly string[] | undefined {
    const known = new RegExp(`export declare enum Known${name} \\{([\\s\\S]*?)\\n\\}`).exec(this.#text);
    if (known !== null && !this.isNumberAlias(name))
      return [...(known[1] ?? "").matchAll(/= "([^"]*)"/g)].map(([, value = ""]) => value);
    const alias = new RegExp(`export type ${name} = ([^;]+);`).exec(this.#text)?.[1];
    if (alias === undefined || !/^("[^"]*"\s*\|?\s*)+$/.test(alias)) return undefined;
    return [...alias.matchAll(/"([^"]*)"/g)].map(([, value = ""]) => value);
  }

  isNumberAlias(name: string): boolean {
    return new RegExp(`export type ${name} = number;`).test(this.#text);
  }

  isTextAlias(name: string): boolean {
    return new RegExp(`export type ${name} = string;`).test(this.#text);
  }
}

/** All texts in folders with an ending, one after another. What a name means is what the first of them says. */
export function textsIn(folders: readonly string[], ending: string): string {
  return folders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}
