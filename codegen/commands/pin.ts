import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { contractOption } from "../cli/options.ts";
import { outputPaint } from "../cli/paint.ts";
import { placesOf } from "../cli/run.ts";
import { readSide } from "../compatibility/history/read-side.ts";
import { isObject, own, printJson } from "../json/json.ts";
import { kebabCase } from "../model/names.ts";
import { pinsFolder } from "../pins/read-pins.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { attempt } from "./check.ts";

interface Options {
  readonly contract?: string;
  readonly tsconfig: string;
  readonly consumer: string;
  readonly contact: string;
  readonly out?: string;
  readonly json?: boolean;
}

const help = `
Examples:
  npm run contract -- pin --tsconfig ../shop/tsconfig.json --consumer shop --contact shop@example.com
  npm run contract -- pin --tsconfig ../shop/tsconfig.json --consumer shop --contact shop@example.com --out -

Finds which fields of messages and of answers a consumer's code uses, by the generated types that it works with, and writes
contract/pins/<consumer>.json. What is spread, passed on as a whole or made \`any\` counts as used whole, and is told with its
line. Consents that the file holds already are kept. \`contract check\` names the consumer when a change hurts it.

Exit codes: 0 written; 1 the contract cannot be read, or nothing of it is used; 2 wrong usage or a crash.`;

/** `contract pin`: writes down what a TypeScript consumer uses of the contract. */
export function addPin(program: Command): void {
  program
    .command("pin")
    .description(
      "Writes down which messages and fields a TypeScript consumer uses, so that checks can name whom a change hurts.",
    )
    .requiredOption("--tsconfig <file>", "the consumer's tsconfig.json")
    .requiredOption("--consumer <name>", "who it is")
    .requiredOption("--contact <address>", "how to reach them")
    .option(...contractOption)
    .option(
      "--out <file>",
      "where the pin goes; - prints it (default: contract/pins/<consumer>.json beside the contract)",
    )
    .option("--json", "print what was found as JSON")
    .addHelpText("after", help)
    .action(async (options: Options, command: Command) => {
      process.exitCode = await pin(options, command);
    });
}

async function pin(
  { contract, tsconfig, consumer, contact, out, json = false }: Options,
  command: Command,
): Promise<number> {
  const paint = outputPaint();
  if (!existsSync(tsconfig)) command.error(`error: --tsconfig: there is no file \`${tsconfig}\``);
  const document = placesOf(contract, undefined).contract;
  const side = attempt(() => readSide(contractOnDisk(document), "now", (path) => path), json, paint, command);
  if (side === undefined) return 1;
  const { pinFromTypeScript } = await import("../pins/typescript/pin-from-typescript.ts");
  const shown = (path: string) => relative(process.cwd(), path).replaceAll("\\", "/");
  const { uses, whole } = pinFromTypeScript(resolve(tsconfig), side.contract, shown);
  if (uses.length === 0) {
    const message = `Nothing of the contract is used by the files of ${tsconfig}. Does the code work with the generated types?`;
    console.log(json ? JSON.stringify({ ok: false, message }, undefined, 2) : paint.red(message));
    return 1;
  }
  const file = out === undefined ? join(dirname(document), pinsFolder, `${kebabCase(consumer)}.json`) : resolve(out);
  const text = printJson({ consumer, contact, uses, ...consentsOf(out === "-" ? undefined : file) });
  if (out !== "-") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (json)
    console.log(JSON.stringify({ ok: true, file: out === "-" ? undefined : shown(file), uses, whole }, undefined, 2));
  else if (out === "-") console.log(text.trimEnd());
  else {
    const lines = whole.map((line) => paint.yellow(line));
    console.log([...lines, paint.green(`${shown(file)}: ${uses.length} messages and queries are used.`)].join("\n"));
  }
  return 0;
}

/** What the consumer has agreed to before stays. */
function consentsOf(file: string | undefined): object {
  if (file === undefined || !existsSync(file)) return {};
  const before: unknown = JSON.parse(readFileSync(file, "utf8"));
  const consents = isObject(before) ? own(before, "consents") : undefined;
  return consents === undefined ? {} : { consents };
}
