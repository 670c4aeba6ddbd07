import { resolve } from "node:path";
import { paintFor } from "./cli/paint.ts";
import { printDiagnostic } from "./cli/print.ts";
import { generate } from "./pipeline.ts";
import { readAssets } from "./read/assets.ts";
import { contractOnDisk } from "./read/contract-files.ts";
import { loadRulebook } from "./read/rulebook.ts";
import { folderOnDisk } from "./write/output-folder.ts";
import { writeFiles } from "./write/write-files.ts";

/**
 * What the AsyncAPI generator's template does: the pipeline's files for the document that the generator has parsed.
 * Throws with every finding when the contract has errors.
 * @param contract path of the document; its folder holds the schemas
 * @param text the document as the generator was given it
 */
export async function generateInto(contract: string, text: unknown, target: string): Promise<void> {
  const disk = contractOnDisk(resolve(contract));
  const read = (path: string) => (path === disk.contract && typeof text === "string" ? text : disk.read(path));
  const tools = { assets: readAssets(), rulebook: loadRulebook() };
  const { files, diagnostics } = await generate({ ...disk, read }, tools);
  if (files === undefined) {
    throw new Error(diagnostics.map((diagnostic) => printDiagnostic(diagnostic, paintFor(false))).join("\n"));
  }
  writeFiles(files, folderOnDisk(resolve(target)));
}
