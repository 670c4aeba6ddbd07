/** Runs the familiar template; `html-template.ts` starts it and writes to it what is to be done. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { TemplateWork } from "./html-template.ts";

interface GeneratorClass {
  new (template: string, out: string, options: object): { generate(document: unknown): Promise<void> };
}
interface ParserClass {
  new (options: object): { parse(text: string): Promise<{ document?: unknown; diagnostics: { message: string }[] }> };
}

// Both are CommonJS and share what they know of parsed documents, so they are loaded alike.
const load = createRequire(import.meta.url);
const Generator = load("@asyncapi/generator") as GeneratorClass;
const { Parser } = load("@asyncapi/parser") as { readonly Parser: ParserClass };

const { bundle, template, out } = JSON.parse(readFileSync(0, "utf8")) as TemplateWork;
// The rules of style are most of the parser's time, and ours have been checked.
const { document, diagnostics } = await new Parser({ ruleset: { core: false, recommended: false } }).parse(
  JSON.stringify(bundle),
);
if (document === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
// Compiling the template is most of the generator's time. The package holds what comes of it, but not every release does so in a way that
// works elsewhere than where it was made; then it is compiled.
const generate = (compile: boolean) => new Generator(template, out, { forceWrite: true, compile }).generate(document);
await generate(false).catch((error: unknown) => {
  if ((error as { readonly code?: string }).code !== "MODULE_NOT_FOUND") throw error;
  return generate(true);
});
