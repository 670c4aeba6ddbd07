import { compareContracts } from "../contracts/compare-contracts.ts";
import { type Prove, SchemaComparer } from "../contracts/compare-schemas.ts";
import type { Finding } from "../contracts/finding.ts";
import type { ContractSide } from "../contracts/side.ts";

/**
 * What each published version has changed of the one before. Decisions that allowed it stay: the change log says why.
 * @param published the newest first
 */
export function pastFindings(published: readonly ContractSide[], prove: Prove): readonly Finding[] {
  const schemas = new SchemaComparer(prove);
  return published.flatMap((now, index) => {
    const base = published[index + 1];
    return base === undefined ? [] : compareContracts({ base, published: [], now, today: "", schemas });
  });
}
