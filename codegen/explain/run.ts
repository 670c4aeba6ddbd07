import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.ts";
import { buildContract } from "../model/build-contract.ts";
import type { Contract } from "../model/contract.ts";
import type { ContractFiles } from "../read/contract-files.ts";
import { readContract } from "../read/read-contract.ts";
import { wordsOf } from "./contract-words.ts";
import type { Scene } from "./scene.ts";

/** A contract that can be explained, or what keeps it from being one. */
export interface Opened {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when the document cannot be understood. */
  readonly scene: Scene | undefined;
}

/**
 * Reads a contract for explaining: as far as the model. Schemas are not compiled and examples not checked, since no statement
 * depends on them; `npm run generate` and `npm run contract -- lint` say what is wrong there.
 */
export function openScene(files: ContractFiles): Opened {
  const diagnostics = new Diagnostics();
  const sources = readContract(files, diagnostics);
  if (sources === undefined) return { diagnostics: diagnostics.list(() => ({ line: 1, column: 1 })), scene: undefined };
  const contract: Contract = buildContract(sources, diagnostics);
  const found = diagnostics.list(sources.positionOf);
  if (!diagnostics.ok) return { diagnostics: found, scene: undefined };
  return { diagnostics: found, scene: { contract, words: wordsOf(sources, contract) } };
}
