import { camelCase, kebabCase } from "../../model/names.ts";
import type { NextVersion } from "./next-version.ts";

/** A text that was changed, or what somebody has to write because it could not be changed safely. */
export interface Scaffolded {
  readonly text: string | undefined;
  readonly byHand: readonly string[];
}

/** The file of a message's conversions between versions. */
export function castersPath(message: string): string {
  return `handlers/upcasters/${kebabCase(message)}.ts`;
}

function upcasters(message: string): string {
  return `${camelCase(message)}Upcasters`;
}

function downcasters(message: string): string {
  return `${camelCase(message)}Downcasters`;
}

/** Whether consumers get the earlier version for a while; commands are sent by them, and brought up. */
export function needsDowncaster({ kind, sunset }: NextVersion): boolean {
  return kind !== "command" && sunset !== undefined;
}

/** The file with the functions for a new version: a new one, or the present one with one function more. */
export function scaffoldCasters(present: string | undefined, next: NextVersion): Scaffolded {
  const { message, version } = next;
  const up = `  from${version}: (data) => ({ ...data }),`;
  const down = `  to${version}: (data) => ({ ...data }),`;
  const isDown = needsDowncaster(next);
  if (present === undefined) return { text: newFile(next, up, isDown ? down : undefined), byHand: [] };
  let text = withEntry(present, `Upcasters["${message}"] = {`, up);
  const byHand = text === undefined ? [`${castersPath(message)}: ${up.trim()} among the upcasters of ${message}`] : [];
  text ??= present;
  if (isDown) {
    const result = withEntry(text, `Downcasters["${message}"] = {`, down) ?? withDowncasters(text, next, down);
    if (result === undefined)
      byHand.push(`${castersPath(message)}: ${down.trim()} among the down-conversions of ${message}`);
    text = result ?? text;
  }
  return { text: text === present ? undefined : text, byHand };
}

function newFile({ message }: NextVersion, up: string, down: string | undefined): string {
  const types = down === undefined ? "Upcasters" : "Downcasters, Upcasters";
  return [
    `import type { ${types} } from "../../generated/upcasters.ts";\n`,
    `/** Makes the next version of ${message} out of each earlier one: from the payload alone, so that it always comes out the same. */`,
    `export const ${upcasters(message)}: Upcasters["${message}"] = {`,
    up,
    "};\n",
    ...(down === undefined ? [] : [downBlock(message, down)]),
  ].join("\n");
}

function downBlock(message: string, down: string): string {
  return [
    `/** Makes the version before out of ${message}, for consumers that get it until its sunset. */`,
    `export const ${downcasters(message)}: Downcasters["${message}"] = {`,
    down,
    "};\n",
  ].join("\n");
}

/** Adds a line at the end of an object literal that ends with `};` on a line of its own. */
function withEntry(text: string, opening: string, line: string): string | undefined {
  const start = text.indexOf(opening);
  const end = start < 0 ? -1 : text.indexOf("\n};", start);
  if (end < 0) return undefined;
  const entry = line.trim().replace(/:.*/s, ":");
  if (text.slice(start, end).includes(`${entry}`)) return text;
  return `${text.slice(0, end)}\n${line}${text.slice(end)}`;
}

/** Adds the first down-conversion to a file that has none. */
function withDowncasters(text: string, { message }: NextVersion, down: string): string | undefined {
  const plain = 'import type { Upcasters } from "../../generated/upcasters.ts";';
  if (!text.includes(plain) || text.includes("Downcasters")) return undefined;
  const both = plain.replace("{ Upcasters", "{ Downcasters, Upcasters");
  return `${text.replace(plain, both)}\n${downBlock(message, down)}`;
}

/** `handlers/index.ts` with the conversions named in it. */
export function registerCasters(present: string, next: NextVersion): Scaffolded {
  const { message } = next;
  const names = [upcasters(message), ...(needsDowncaster(next) ? [downcasters(message)] : [])];
  const from = `./upcasters/${kebabCase(message)}.ts`;
  const byHand = [
    `handlers/index.ts: import { ${names.toReversed().join(", ")} } from "${from}";`,
    ...names.map((name) => `handlers/index.ts: ${groupOf(name)}: { ${message}: ${name} } in \`handlers\``),
  ];
  let text = withImport(present, names, from);
  for (const name of names) text = text === undefined ? undefined : withRegistration(text, message, name);
  return text === undefined ? { text: undefined, byHand } : { text: text === present ? undefined : text, byHand: [] };
}

function groupOf(name: string): string {
  return name.endsWith("Downcasters") ? "downcasters" : "upcasters";
}

function withImport(text: string, names: readonly string[], from: string): string | undefined {
  const line = `import { ${names.toSorted().join(", ")} } from "${from}";`;
  const known = new RegExp(`^import \\{[^}]*\\} from "${from.replaceAll(".", "\\.")}";$`, "m").exec(text)?.[0];
  if (known !== undefined) return text.replace(known, line);
  const imports = [...text.matchAll(/^import [^;]* from "([^"]+)";\n/gm)];
  if (imports.length === 0) return undefined;
  const before = imports.filter(([, path = ""]) => !path.startsWith("./") || path < from).at(-1);
  const at = before === undefined ? 0 : before.index + before[0].length;
  return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
}

/** Lines of code are not made longer than this. */
const widest = 120;

/** Adds an entry to a group of the object `handlers`, and the group when it is not there. */
function withRegistration(text: string, message: string, name: string): string | undefined {
  const start = text.indexOf("export const handlers: Handlers = {");
  const end = start < 0 ? -1 : text.indexOf("\n};", start);
  if (end < 0) return undefined;
  const group = groupOf(name);
  const inside = text.slice(start, end);
  if (new RegExp(`\\b${name}\\b`).test(inside)) return text;
  const oneLine = new RegExp(`^  ${group}: \\{([^{}\\n]*)\\},$`, "m").exec(inside);
  if (oneLine !== null) {
    const entries = [...(oneLine[1] ?? "").split(",").map((entry) => entry.trim()), `${message}: ${name}`].filter(
      Boolean,
    );
    const short = `  ${group}: { ${entries.join(", ")} },`;
    const long = `  ${group}: {\n${entries.map((entry) => `    ${entry},\n`).join("")}  },`;
    const at = start + oneLine.index;
    return text.slice(0, at) + (short.length > widest ? long : short) + text.slice(at + oneLine[0].length);
  }
  const open = new RegExp(`^  ${group}: \\{$`, "m").exec(inside);
  const entry = `    ${message}: ${name},`;
  if (open === null) {
    if (new RegExp(`\\b${group}\\b`).test(inside)) return undefined;
    return `${text.slice(0, end)}\n  ${group}: { ${message}: ${name} },${text.slice(end)}`;
  }
  const close = inside.indexOf("\n  },", open.index);
  if (close < 0) return undefined;
  const at = start + close;
  return `${text.slice(0, at)}\n${entry}${text.slice(at)}`;
}
