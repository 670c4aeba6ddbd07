import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { JsonObject } from "../json/json.ts";

/** The package that makes the page that many AsyncAPI users know. It is no dependency of this project: it brings 374 MB. */
const packageName = "@asyncapi/html-template";

/** The template is not installed where the contract or this project could find it. */
export class TemplateMissing extends Error {
  readonly code = "docs-template-missing";

  constructor() {
    super(
      `${packageName} is not installed. Install it beside the contract, without the browser that it would download:\n` +
        `  PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save ${packageName}@3.5.6`,
    );
  }
}

/**
 * Runs the template over a bundled contract. It is used as it was published (`compile: false`), and the parser's style rules are off:
 * both are most of its time.
 * @param contract the document that the template is looked for beside
 * @throws TemplateMissing
 */
export async function runHtmlTemplate(bundle: JsonObject, contract: string, out: string): Promise<void> {
  const template = templateFolder(contract);
  // The package brings no types.
  const generatorModule: string = "@asyncapi/generator";
  const { default: Generator } = (await import(generatorModule)) as { readonly default: GeneratorClass };
  const { Parser } = await import("@asyncapi/parser");
  const { document, diagnostics } = await new Parser({ ruleset: { core: false, recommended: false } }).parse(
    JSON.stringify(bundle),
  );
  if (document === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  mkdirSync(out, { recursive: true });
  const generator = new Generator(template, out, { forceWrite: true, compile: false });
  await generator.generate(document);
}

interface GeneratorClass {
  new (template: string, out: string, options: object): { generate(document: unknown): Promise<void> };
}

/** Where the package is: beside the contract, else beside this project. */
function templateFolder(contract: string): string {
  for (const from of [pathToFileURL(contract), import.meta.url]) {
    try {
      return dirname(createRequire(from).resolve(`${packageName}/package.json`));
    } catch {
      // Somewhere else then.
    }
  }
  throw new TemplateMissing();
}
