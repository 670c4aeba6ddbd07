import { type Diagnostic, Diagnostics } from "../../diagnostics/diagnostic.ts";
import { buildContract } from "../../model/build-contract.ts";
import type { ContractFiles } from "../../read/contract-files.ts";
import { readContract } from "../../read/read-contract.ts";
import type { ContractSide } from "../contracts/side.ts";

/** A contract that cannot be read, with what is wrong with it. */
export class UnreadableContract extends Error {
  readonly code = "contract-unreadable";
  readonly diagnostics: readonly Diagnostic[];

  constructor(label: string, diagnostics: readonly Diagnostic[], problem = "cannot be read") {
    const first = diagnostics.find(({ severity }) => severity === "error");
    const where = first === undefined ? "" : ` ${first.file}:${first.line}: ${first.message}`;
    super(`The contract ${label} ${problem}, so nothing can be compared with it.${where}`);
    this.diagnostics = diagnostics;
  }
}

/**
 * Reads a contract, or a bundle of one, by the same phases that the generator has.
 * @param label what people call it
 * @param show the path that people are shown for a file of it
 * @throws UnreadableContract
 */
export function readSide(files: ContractFiles, label: string, show: (file: string) => string): ContractSide {
  const diagnostics = new Diagnostics();
  const sources = readContract({ ...files, read: files.read, list: () => [] }, diagnostics);
  const contract = sources === undefined ? undefined : buildContract(sources, diagnostics);
  const position = sources?.positionOf ?? (() => ({ line: 1, column: 1 }));
  if (sources === undefined || contract === undefined || !diagnostics.ok) {
    throw new UnreadableContract(label, diagnostics.list(position));
  }
  return {
    label,
    contract,
    locate: (at) => ({ file: show(at.file), pointer: at.pointer, ...sources.positionOf(at) }),
  };
}
