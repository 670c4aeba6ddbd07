import type { OpenAccountData } from "../../generated/client.ts";
import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";

/**
 * What an account is for: `regular` ones send, receive and pay; the `saver` always holds credits, so that refusals tried on it
 * are certain; `closed` ones are closed before the transfers begin; `leavers` send all they have away and are closed at the
 * end; a `parent` sends large amounts; a `child` has a parent for guardian and sends more than it may without asking. Parents
 * and children are given beforehand all that they send.
 */
export type Role = "regular" | "saver" | "closed" | "leaver" | "parent" | "child";

/** An account of the run. */
export interface PlannedAccount {
  readonly role: Role;
  readonly open: OpenAccountData;
}

/** Fewest accounts that can play every role. */
export const fewestAccounts = 8;

const names = ["anna", "ben", "clara", "david", "emma", "felix", "greta", "hugo", "ida", "jonas", "käthe", "leo"];

/** Plans `count` accounts: several to a person, children and some others with a guardian, most in EUR, a few in USD. */
export function planAccounts(count: number, run: string, random: Random, id: MakeId): PlannedAccount[] {
  const people = Array.from({ length: Math.max(3, Math.round(count * 0.6)) }, (_, index) => person(index, run));
  const parents: string[] = [];
  return rolesOf(count).map(({ role, currency }, index) => {
    const guardian = role === "child" ? random.pick(parents) : undefined;
    const owner = random.pick(people.filter((one) => one !== guardian));
    if (role === "parent") parents.push(owner);
    const other = guardian ?? (random.chance(0.25) ? random.pick(people.filter((one) => one !== owner)) : undefined);
    const isGuarded = other !== undefined && role !== "parent";
    const open = { accountId: id("account", index), owner, currency };
    return { role, open: isGuarded ? { ...open, guardian: other } : open };
  });
}

/** The accounts that play a role. */
export function playing(accounts: readonly PlannedAccount[], ...roles: readonly Role[]): PlannedAccount[] {
  return accounts.filter(({ role }) => roles.includes(role));
}

function person(index: number, run: string): string {
  return `${names[index % names.length]}-${index}-${run}`;
}

function rolesOf(count: number): { role: Role; currency: string }[] {
  const share = (percent: number) => Math.max(1, Math.round((count * percent) / 100));
  const [closed, leavers, parents, children, dollars] = [share(4), share(6), share(4), share(4), share(10)];
  const of = (role: Role, currency: string, length: number) => Array.from({ length }, () => ({ role, currency }));
  return [
    ...of("saver", "EUR", 1),
    ...of("closed", "EUR", closed),
    ...of("leaver", "EUR", leavers),
    ...of("parent", "EUR", parents),
    ...of("child", "EUR", children),
    ...of("regular", "USD", dollars),
    ...of("regular", "EUR", count - 1 - closed - leavers - parents - children - dollars),
  ];
}
