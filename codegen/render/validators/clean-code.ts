const head = '"use strict";\nexport const validate = validate0;\nexport default validate0;\n';
/** Helpers that ajv would import from itself, and our own that stand in for them. */
const helpers: Readonly<Record<string, string>> = { ucs2length: "characters", equal: "equal" };

/** A validator's code with what it needs of the shared runtime. */
export interface CleanCode {
  readonly imports: readonly string[];
  readonly code: string;
}

/**
 * Turns the code that ajv writes into a readable ES module without `require`. Works on whole lines only, so that texts of
 * the contract inside the code are never touched. Throws when ajv writes something unknown.
 */
export function cleanCode(source: string): CleanCode {
  if (!source.startsWith(head)) throw new Error("ajv writes another beginning than expected.");
  const imports = new Set<string>(["check"]);
  let lines = source.slice(head.length).split("\n");
  lines = lines.map((line) => {
    const [, name, module] = /^const (func\d+) = require\("ajv\/dist\/runtime\/(\w+)"\)\.default;$/.exec(line) ?? [];
    const helper = helpers[module ?? ""];
    if (name === undefined || helper === undefined) return line;
    imports.add(helper);
    return `const ${name} = ${helper};`;
  });
  const left = lines.find((line) => /^(const|let|var) \w+ = require\(/.test(line));
  if (left !== undefined) throw new Error(`ajv needs something that validators do not have: ${left}`);
  if (lines.some((line) => /^const formats\d+ = formats[.[]/.test(line))) imports.add("formats");
  return { imports: [...imports].sort(), code: indent(withoutUnused(joinPushes(lines))) };
}

/** Six lines that remember a fault become one. */
function joinPushes(lines: readonly string[]): readonly string[] {
  const result: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const name = /^vErrors = \[(err\d+)\];$/.exec(lines[at + 1] ?? "")?.[1];
    const block = [
      "if(vErrors === null){",
      `vErrors = [${name}];`,
      "}",
      "else {",
      `vErrors.push(${name});`,
      "}",
      "errors++;",
    ];
    if (name !== undefined && block.every((line, offset) => lines[at + offset] === line)) {
      result.push(`(vErrors ??= []).push(${name}), errors++;`);
      at += block.length - 1;
    } else result.push(lines[at] ?? "");
  }
  return result;
}

/** Schemas that the code does not read need not be shipped. */
function withoutUnused(lines: readonly string[]): readonly string[] {
  const count = new Map<string, number>();
  for (const [name] of lines.join("\n").matchAll(/\bschema\d+\b/g)) count.set(name, (count.get(name) ?? 0) + 1);
  return lines.filter((line) => {
    const name = /^const (schema\d+) = /.exec(line)?.[1];
    return name === undefined || (count.get(name) ?? 0) > 1;
  });
}

function indent(lines: readonly string[]): string {
  let depth = 0;
  return lines
    .map((line) => {
      if (line.startsWith("}")) depth = Math.max(0, depth - 1);
      const text = line === "" ? "" : "  ".repeat(depth) + line;
      if (/[{]$/.test(line)) depth++;
      return text;
    })
    .join("\n")
    .trim();
}
