import { seeded } from "../support/statistics.ts";

/** One request of the load and what it does to balances when all is over. */
export interface Step {
  /** Name of the command in the path. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Whether the business must refuse it. */
  readonly refused: boolean;
}

/** A load with the balances that it must lead to, whatever the order. */
export interface Load {
  readonly steps: readonly Step[];
  /** Change of each account's balance, by account id, minor units. */
  readonly effect: ReadonlyMap<string, number>;
}

/** Above this, loading is free of charge, so that every balance is known beforehand. */
const freeOfCharge = 50_000;
/** More than anybody ever has. */
const tooMuch = 1_000_000_000_000;
/** What every account is given first: enough for all transfers of a run. */
export const firstLoad = 100_000_000;

/** Makes ids that are UUIDs, the same ones for the same seed. */
export function idsOf(seed: number): () => string {
  const random = seeded(seed);
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join("");
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}

/** Makes `count` commands over the accounts: 60 % loads, 30 % transfers, 10 % transfers of more than there is. */
export function mixedLoad(accounts: readonly string[], count: number, seed: number): Load {
  const random = seeded(seed);
  const nextId = idsOf(seed + 1);
  const effect = new Map<string, number>(accounts.map((account) => [account, 0]));
  const add = (account: string, amount: number) => effect.set(account, (effect.get(account) ?? 0) + amount);
  const pick = () => Math.floor(random() * accounts.length);
  const steps = Array.from({ length: count }, (): Step => {
    const first = pick();
    const from = accounts[first] ?? "";
    const to = accounts[(first + 1 + Math.floor(random() * (accounts.length - 1))) % accounts.length] ?? "";
    const kind = random();
    if (kind < 0.6) {
      const amount = freeOfCharge + 1 + Math.floor(random() * 1000);
      add(from, amount);
      return load(from, amount, nextId());
    }
    const refused = kind >= 0.9;
    const amount = refused ? tooMuch : 1 + Math.floor(random() * 100);
    if (!refused) {
      add(from, -amount);
      add(to, amount);
    }
    const payload = { transferId: nextId(), fromAccountId: from, toAccountId: to, amount, currency: "EUR" };
    return { name: "transfer-credits", payload, refused };
  });
  return { steps, effect };
}

/** A load of credits that must succeed. */
export function load(accountId: string, amount: number, loadId: string): Step {
  return { name: "load-credits", payload: { accountId, amount, currency: "EUR", loadId }, refused: false };
}

/** The opening of an account. */
export function opening(accountId: string): Step {
  return { name: "open-account", payload: { accountId, owner: `owner-${accountId}`, currency: "EUR" }, refused: false };
}
