import { byCodeUnit } from "../../json/json.ts";
import { messageFile, platform, typesFile } from "../../plan/plan.ts";

/** The first line of every generated file. */
export function headerLine(contractFile: string): string {
  return `Generated from ${contractFile} by \`npm run generate\`. Do not edit.`;
}

interface Imported {
  readonly values: Set<string>;
  readonly types: Set<string>;
}

/** A TypeScript file in the making: collects its imports, sorted and without doubles, while its text is written. */
export class TypeScriptModule {
  readonly path: string;
  readonly #header: string;
  readonly #imports = new Map<string, Imported>();

  constructor(path: string, contractFile: string) {
    this.path = path;
    this.#header = headerLine(contractFile);
  }

  /** Imports a value; answers its name. `from` is a path in the output folder, or a package. */
  value(name: string, from: string): string {
    this.#from(from).values.add(name);
    return name;
  }

  /** Imports a type; answers its name. */
  type(name: string, from: string): string {
    this.#from(from).types.add(name);
    return name;
  }

  /** Imports a value of the platform. */
  platform(name: string): string {
    return this.value(name, platform);
  }

  /** Imports a type of the platform. */
  platformType(name: string): string {
    return this.type(name, platform);
  }

  /** Imports a message's class as a type. */
  messageType(message: string): string {
    return this.type(message, messageFile(message));
  }

  /** Imports a message's class. */
  messageClass(message: string): string {
    return this.value(message, messageFile(message));
  }

  /** Imports a payload's or document's type. */
  dataType(name: string): string {
    return this.type(name, typesFile);
  }

  /** The type of a message that has no envelope yet. */
  draft(message: { readonly name: string; readonly payload: string }): string {
    return `${this.platformType("Draft")}<"${message.name}", ${this.dataType(message.payload)}>`;
  }

  /** The address that this file imports another by. */
  relative(to: string): string {
    if (!/\.(js|json|ts)$/.test(to)) return to;
    const up = this.path.split("/").length - 1;
    return up === 0 ? `./${to}` : `${"../".repeat(up)}${to}`;
  }

  /** The whole file. */
  print(body: string): string {
    const imports = [...this.#imports]
      .map(([from, names]) => [this.relative(from), names] as const)
      .sort(([a], [b]) => rank(a) - rank(b) || byCodeUnit(a, b))
      .map(([from, { values, types }]) => importLine(from, values, types));
    const block = imports.length === 0 ? "" : `${imports.join("\n")}\n\n`;
    return `// ${this.#header}\n${block}${body.trim().replace(/ +$/gm, "")}\n`;
  }

  #from(path: string): Imported {
    const found = this.#imports.get(path) ?? { values: new Set(), types: new Set() };
    this.#imports.set(path, found);
    return found;
  }
}

/** Node's modules first, then packages, then our own files. */
function rank(from: string): number {
  return from.startsWith("node:") ? 0 : from.startsWith(".") ? 2 : 1;
}

function importLine(from: string, values: ReadonlySet<string>, types: ReadonlySet<string>): string {
  const onlyTypes = values.size === 0;
  const names = [
    ...values,
    ...[...types].filter((name) => !values.has(name)).map((name) => (onlyTypes ? name : `type ${name}`)),
  ];
  const sorted = names.sort((a, b) => byCodeUnit(a.replace("type ", ""), b.replace("type ", "")));
  const line = `import ${onlyTypes ? "type " : ""}{ ${sorted.join(", ")} } from "${from}";`;
  if (line.length <= 120) return line;
  return `import ${onlyTypes ? "type " : ""}{\n${sorted.map((name) => `  ${name},\n`).join("")}} from "${from}";`;
}
