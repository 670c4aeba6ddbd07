import type { Contract } from "../../model/contract.ts";
import { platform, validatorFile } from "../../plan/plan.ts";
import type { SchemaCode } from "../../schema/compiler.ts";
import { headerLine } from "../typescript/module.ts";

/** Texts that are the same for every contract. */
export interface Assets {
  readonly runtime: string;
  /** Files of the client by their paths; the first is what the rest of it imports. */
  readonly client: readonly (readonly [path: string, text: string])[];
}

/** A version of a message that gets a validator. */
interface Validated {
  readonly name: string;
  readonly title: string;
  readonly version: number;
  readonly payload: string;
}

/** A validator module for each version of each message, with its declaration, and the runtime that they share. */
export function renderValidators(
  contract: Contract,
  codeOf: (schema: string) => SchemaCode,
  { runtime }: Assets,
): readonly (readonly [path: string, text: string])[] {
  const header = `// ${headerLine(contract.file)}\n`;
  const versions: readonly Validated[] = contract.messages.flatMap((message) => [
    ...message.earlier.map((version) => ({ ...version, name: message.name })),
    message,
  ]);
  const files = versions.flatMap((validated) => {
    const path = validatorFile(validated.name, validated.version);
    return [
      [path, header + renderValidator(validated, codeOf(validated.payload))],
      [path.replace(/\.js$/, ".d.ts"), header + declaration(validated)],
    ] as const;
  });
  return [["validators/runtime.js", header + runtime], ...files];
}

function renderValidator({ name, title }: Validated, { imports, entry, code }: SchemaCode): string {
  return [
    `import { ${["check", ...imports].sort().join(", ")} } from "./runtime.js";\n\n`,
    `/** The faults of a value as the payload of ${name} (${oneLine(title)}); none when it is valid. */\n`,
    `export function validate(value) {\n  return check(${entry}, value);\n}\n\n`,
    code,
  ].join("");
}

function declaration({ name }: Validated): string {
  return [
    `import type { Fault } from "${platform}";\n\n`,
    `/** The faults of a value as the payload of ${name}; none when it is valid. */\n`,
    "export declare function validate(value: unknown): readonly Fault[];\n",
  ].join("");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("*/", "*\\/");
}
