import { compareChannels } from "./compare-channels.ts";
import { compareMessages, compareStored } from "./compare-messages.ts";
import { compareProcesses } from "./compare-processes.ts";
import { compareReadModels } from "./compare-read-models.ts";
import type { SchemaComparer } from "./compare-schemas.ts";
import { compareSecurity } from "./compare-security.ts";
import { compareSettings } from "./compare-settings.ts";
import { compareWords } from "./compare-words.ts";
import { type Finding, Findings, merged } from "./finding.ts";
import type { ContractSide } from "./side.ts";

/** What a comparison is made with. */
export interface Comparison {
  /** The contract that everything is compared with: what is in force now. */
  readonly base: ContractSide;
  /** Every contract that was ever published: what was stored in them must stay readable. */
  readonly published: readonly ContractSide[];
  readonly now: ContractSide;
  /** Today, such as `2026-11-26`; empty when no day counts: then a sunset is kept, and what ends had to end. */
  readonly today: string;
  readonly schemas: SchemaComparer;
}

/** All differences that matter, the heaviest first. Reads nothing and no clock. */
export function compareContracts({ base, published, now, today, schemas }: Comparison): readonly Finding[] {
  const findings = new Findings(base, now);
  compareWords(findings);
  compareMessages(findings, schemas, today);
  compareChannels(findings);
  compareReadModels(findings, schemas);
  compareProcesses(findings);
  compareSettings(findings);
  compareSecurity(findings);
  // A consumer of the last version sees only its differences; what is stored comes from all of them.
  const stored = published
    .filter(({ contract }) => contract !== base.contract)
    .flatMap((side) => {
      const found = new Findings(side, now);
      compareStored(found, schemas);
      return found.list;
    });
  return merged([...findings.list, ...stored]);
}
