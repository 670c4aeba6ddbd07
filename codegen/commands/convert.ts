import { readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { convertDocument, convertedVersion, isConvertible } from "../convert/convert-document.ts";
import { isObject, printJson, stringAt } from "../json/json.ts";
import type { AddCommand } from "./add-command.ts";

const examples = `
Examples:
  npm run contract -- convert old.yaml                     print it
  npm run contract -- convert old.yaml --out asyncapi.yaml

The official converter does the work. Comments are lost. The generator converts by itself, in memory; this is for those who
want to go on with the new version.`;

/** `npm run contract -- convert`: a document of AsyncAPI 1 or 2 as one of the present version. */
export const addConvert: AddCommand = (program) => {
  program
    .command("convert")
    .description(`Converts a document of AsyncAPI 1 or 2 to ${convertedVersion}.`)
    .argument("<file>", "the document")
    .option("--out <file>", "where it goes; JSON when its name ends so (default: printed as YAML)")
    .addHelpText("after", examples)
    .action(run);
};

function run(file: string, { out }: { readonly out?: string }): void {
  const document: unknown = parse(readFileSync(file, "utf8"), { merge: true });
  const version = stringAt(document, "asyncapi") ?? "";
  if (!isObject(document) || !isConvertible(version)) {
    console.error(`${file} is no document of AsyncAPI 1 or 2${version === "" ? "" : `, but of ${version}`}.`);
    process.exitCode = 1;
    return;
  }
  let converted: unknown;
  try {
    converted = convertDocument(document).value;
  } catch (error) {
    console.error(`${file} cannot be converted: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
    return;
  }
  const text = out?.endsWith(".json") ? printJson(converted) : stringify(converted, { lineWidth: 120 });
  if (out === undefined) process.stdout.write(text);
  else {
    writeFileSync(out, text);
    console.log(`AsyncAPI ${version} → ${convertedVersion}: ${out}`);
  }
}
