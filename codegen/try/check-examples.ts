import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Fault } from "../assets/runtime.js";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Contract } from "../model/contract.ts";
import { validatorFile } from "../plan/plan.ts";

/** An example about which the generated validator and the generator do not agree. */
export interface Mismatch {
  readonly what: string;
}

/** Loads the generated validators of a contract, and checks its examples by them. */
export async function checkExamplesIn(
  folder: string,
  contract: Contract,
  diagnostics: readonly Diagnostic[],
): Promise<{ readonly mismatches: readonly Mismatch[]; readonly examples: number }> {
  const mismatches: Mismatch[] = [];
  let examples = 0;
  for (const message of contract.messages) {
    const path = validatorFile(message.name, message.version);
    let validate: (value: unknown) => readonly Fault[];
    try {
      ({ validate } = await import(pathToFileURL(join(folder, path)).href));
    } catch (error) {
      mismatches.push({ what: `${path} cannot be loaded: ${error instanceof Error ? error.message : error}` });
      continue;
    }
    for (const { payload, at } of message.examples) {
      examples++;
      const isSaid = diagnostics.some(
        ({ name, file, pointer }) => name === "example-invalid" && file === at.file && pointer.startsWith(at.pointer),
      );
      const faults = validate(payload);
      if (faults.length > 0 === isSaid) continue;
      const found = faults.map(({ pointer, message: fault }) => `${pointer} ${fault}`).join("; ");
      mismatches.push({ what: `${path} says of the example at ${at.pointer}: ${found || "valid"}` });
    }
  }
  return { mismatches, examples };
}
