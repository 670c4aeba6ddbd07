import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Contract } from "../model/contract.ts";
import { generate, type Tools } from "../pipeline.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { folderOnDisk } from "../write/output-folder.ts";
import { writeFiles } from "../write/write-files.ts";
import { checkExamplesIn, type Mismatch } from "./check-examples.ts";
import { checkTypes } from "./check-types.ts";
import { concernedBy } from "./concerned.ts";

/** A reason why something of a document is not generated or does not fit, and the messages that it concerns. */
export interface Reason extends Diagnostic {
  readonly messages: readonly string[];
}

/** What became of one document. */
export interface Tried {
  readonly document: string;
  /**
   * `ok`: everything was generated, it type-checks, and the examples are valid. `reasons`: so it is, but for what the reasons
   * say. `refused`: the document is no valid AsyncAPI. `failed`: the generator has made a mistake.
   */
  readonly verdict: "ok" | "reasons" | "refused" | "failed";
  readonly messages: number;
  /** What the messages are called in code, sorted. */
  readonly names: readonly string[];
  readonly examples: number;
  readonly reasons: readonly Reason[];
  readonly failures: readonly string[];
}

/** Infos that take nothing away from what was generated. */
const harmless: readonly string[] = [
  "contract-plain",
  "kind-missing",
  "name-changed",
  "document-converted",
  "type-assumed",
];

interface Generated {
  readonly document: string;
  readonly folder: string;
  readonly contract: Contract | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly failures: string[];
  readonly isWritten: boolean;
}

/**
 * Generates from each document into a folder of its own, type-checks all of them in one run, loads the validators and checks
 * the examples of each document by them.
 * @param keep where the generated files stay; a temporary folder that is deleted when undefined
 */
export async function tryDocuments(
  documents: readonly string[],
  tools: Tools,
  options: { readonly root?: string | undefined; readonly keep?: string | undefined } = {},
): Promise<readonly Tried[]> {
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), "eventwright-try-"));
  if (options.keep !== undefined) mkdirSync(folder, { recursive: true });
  try {
    const generated: Generated[] = [];
    for (const [index, document] of documents.entries()) {
      generated.push(await generateInto(join(folder, String(index)), document, tools, options.root));
    }
    const errors = await checkTypes(folder);
    const results: Tried[] = [];
    for (const [index, each] of generated.entries()) {
      const failures = [...each.failures, ...(errors.get(String(index)) ?? [])];
      const { mismatches, examples } = await checkExamplesOf(each);
      results.push(resultOf(each, [...failures, ...mismatches.map(({ what }) => what)], examples));
    }
    return results;
  } finally {
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function generateInto(
  folder: string,
  document: string,
  tools: Tools,
  root: string | undefined,
): Promise<Generated> {
  const base = { document, folder, failures: [] as string[] };
  try {
    const files = contractOnDisk(document, root ?? dirname(document));
    const { contract, diagnostics, files: made } = await generate(files, tools);
    if (made !== undefined) writeFiles(made, folderOnDisk(folder));
    return { ...base, contract, diagnostics, isWritten: made !== undefined };
  } catch (error) {
    base.failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { ...base, contract: undefined, diagnostics: [], isWritten: false };
  }
}

async function checkExamplesOf({ contract, folder, diagnostics, isWritten }: Generated) {
  const none: { mismatches: readonly Mismatch[]; examples: number } = { mismatches: [], examples: 0 };
  return contract === undefined || !isWritten ? none : await checkExamplesIn(folder, contract, diagnostics);
}

function resultOf(
  { document, contract, diagnostics, isWritten }: Generated,
  failures: readonly string[],
  examples: number,
): Tried {
  const reasons = diagnostics
    .filter(({ name }) => !harmless.includes(name))
    .map((found) => ({ ...found, messages: contract === undefined ? [] : concernedBy(contract, found) }));
  const names = contract?.messages.map(({ name }) => name) ?? [];
  const verdict = failures.length > 0 ? "failed" : !isWritten ? "refused" : reasons.length > 0 ? "reasons" : "ok";
  return { document, verdict, messages: names.length, names, examples, reasons, failures };
}
