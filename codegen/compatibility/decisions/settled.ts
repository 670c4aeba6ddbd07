import { compareContracts } from "../contracts/compare-contracts.ts";
import { type Prove, SchemaComparer } from "../contracts/compare-schemas.ts";
import type { Finding } from "../contracts/finding.ts";
import type { ContractSide } from "../contracts/side.ts";

/** Whether a finding is of a change that is published already. */
export type IsSettled = (finding: Finding) => boolean;

/**
 * Tells changes that were published from those that are only proposed. A decision is needed until its break is published; after
 * that the date of the decision says nothing more, and a contract that has not changed is not stopped because a day has passed.
 * What goes further than what was published is another change.
 * @param known every contract that findings may be against
 * @param published the newest first
 */
export function settledIn(known: readonly ContractSide[], published: readonly ContractSide[], prove: Prove): IsSettled {
  const [newest] = published;
  const schemas = new SchemaComparer(prove);
  const changes = new Map<string, ReadonlySet<string>>();
  const changedSince = (label: string): ReadonlySet<string> => {
    const base = known.find((side) => side.label === label);
    if (newest === undefined || base === undefined || label === newest.label) return new Set();
    const seen = changes.get(label);
    if (seen !== undefined) return seen;
    const found = new Set(compareContracts({ base, published: [], now: newest, today: "", schemas }).map(factOf));
    changes.set(label, found);
    return found;
  };
  return (finding) =>
    finding.against.length > 0 && finding.against.every((label) => changedSince(label).has(factOf(finding)));
}

function factOf({ rule, subject, instance, pointer, direction, what }: Finding): string {
  const where = instance === undefined ? undefined : pointer;
  return JSON.stringify([rule, subject.group, subject.name, subject.version, where, instance, direction, what]);
}
