import type { OpenAccountData } from "../../generated/client.ts";
import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";

/**
 * What an account is for: `regular` ones send and receive; the `saver` always holds credits, so that refusals tried on it are
 * certain; `closed` ones are closed before the transfers begin; `leavers` send all they have away and are closed at the end.
 */
export type Role = "regular" | "saver" | "closed" | "leaver";

/** An account of the run. */
export interface PlannedAccount {
  readonly role: Role;
  readonly open: OpenAccountData;
}

/** Fewest accounts that can play every role. */
export const fewestAccounts = 6;

const names = ["anna", "ben", "clara", "david", "emma", "felix", "greta", "hugo", "ida", "jonas", "käthe", "leo"];

/** Plans `count` accounts: several to a person, some with a guardian, most in EUR, a few in USD. */
export function planAccounts(count: number, run: string, random: Random, id: MakeId): PlannedAccount[] {
  const people = Array.from({ length: Math.max(3, Math.round(count * 0.6)) }, (_, index) => person(index, run));
  return rolesOf(count).map(({ role, currency }, index) => {
    const owner = random.pick(people);
    const guardian = random.chance(0.25) ? random.pick(people.filter((other) => other !== owner)) : undefined;
    const open = { accountId: id("account", index), owner, currency };
    return { role, open: guardian === undefined ? open : { ...open, guardian } };
  });
}

function person(index: number, run: string): string {
  return `${names[index % names.length]}-${index}-${run}`;
}

function rolesOf(count: number): { role: Role; currency: string }[] {
  const closed = Math.max(1, Math.round(count * 0.04));
  const leavers = Math.max(1, Math.round(count * 0.06));
  const dollars = Math.max(1, Math.round(count * 0.1));
  const of = (role: Role, currency: string, length: number) => Array.from({ length }, () => ({ role, currency }));
  return [
    ...of("saver", "EUR", 1),
    ...of("closed", "EUR", closed),
    ...of("leaver", "EUR", leavers),
    ...of("regular", "USD", dollars),
    ...of("regular", "EUR", count - 1 - closed - leavers - dollars),
  ];
}
