/** `npm run docs`: the published documentation of a contract, as a static site. */
import { Command, Option } from "commander";
import { contractOption } from "./cli/options.ts";
import { isColourful } from "./cli/paint.ts";
import { runProgram } from "./cli/run-program.ts";
import { TemplateFailed, TemplateMissing } from "./site/html-template.ts";
import { printDocs } from "./site/print-docs.ts";
import { docsPlacesOf, runDocs } from "./site/run.ts";

interface Options {
  readonly contract?: string;
  readonly out?: string;
  readonly template: "own" | "html";
  readonly json?: boolean;
}

const examples = `
Examples (npm passes on what stands after --):
  npm run docs                                  write .eventwright/docs-site from asyncapi.yaml
  npm run docs -- --out public/docs             for any web server, below any path
  npm run docs -- --contract shop/asyncapi.yaml --out shop/docs
  npm run docs -- --template html --out page    the page of @asyncapi/html-template, when that is installed

The site needs no server: open its index.html. What is private in the contract is not in it.
What earlier runs wrote and this one does not is deleted; other files of the folder are left alone.

Exit codes: 0 the site is written; 1 the contract has errors, such as an example that does not validate; 2 wrong usage
or a crash. docs/published-docs.md says more.`;

const program = new Command("docs")
  .description("Builds the published documentation of a contract: a static site for people who read it from outside.")
  .option(...contractOption)
  .option("--out <folder>", "where the site goes (default: .eventwright/docs-site beside the document)")
  .addOption(
    new Option("--template <name>", "`html`: the familiar page of @asyncapi/html-template, which has to be installed")
      .choices(["own", "html"])
      .default("own"),
  )
  .option("--json", "print findings and results as JSON, one object a run")
  .addHelpText("after", examples)
  .allowExcessArguments(false)
  .exitOverride();

await runProgram(
  program,
  async (paint) => {
    const { contract, out, template, json = false } = program.opts<Options>();
    const outcome = await runDocs(docsPlacesOf(contract, out), {
      template,
      terminal: isColourful() && !json ? process.stderr : undefined,
    });
    console.log(json ? JSON.stringify(outcome, undefined, 2) : printDocs(outcome, paint));
    return outcome.ok ? 0 : 1;
  },
  (error) => (error instanceof TemplateMissing || error instanceof TemplateFailed ? error.message : undefined),
);
