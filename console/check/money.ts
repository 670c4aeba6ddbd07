import type { Movement } from "../../generated/client.ts";
import { creditedOf } from "../plan/fees.ts";
import type { Observations } from "../run/observations.ts";
import { accountDifferences, takingsDifferences } from "./differences.ts";
import { type PredictedMovement, predict } from "./model.ts";
import { countOf, repeated, type Verdict, verdictOf } from "./verdict.ts";

/** Credits are neither made nor lost: what was loaded less the fees is what accounts hold and merchants have, fees included. */
export function conservation({ commands, accounts, takings }: Observations): Verdict {
  const loaded = new Sums();
  const held = new Sums();
  const earned = new Sums();
  for (const { step, outcome } of commands) {
    if (step.content.type !== "LoadCredits" || outcome?.status !== "succeeded") continue;
    loaded.add(step.content.data.currency, creditedOf(step.content.data.amount));
  }
  for (const { account } of accounts.values()) if (account) held.add(account.currency, account.balance + account.held);
  for (const one of takings.values()) if (one) earned.add(one.currency, one.net + one.fees);
  const currencies = [...new Set([...loaded.currencies(), ...held.currencies(), ...earned.currencies()])].sort();
  const line = (currency: string) =>
    `${currency}: loaded less fees ${loaded.of(currency)}, balances and holds ${held.of(currency)}, merchants ${earned.of(currency)}`;
  const faults = currencies.filter((one) => loaded.of(one) !== held.of(one) + earned.of(one)).map(line);
  return verdictOf("credits are neither made nor lost", faults, currencies.map(line).join("; "));
}

/** Amounts by currency. */
class Sums {
  readonly #sums = new Map<string, number>();

  add(currency: string, amount: number): void {
    this.#sums.set(currency, this.of(currency) + amount);
  }

  of(currency: string): number {
    return this.#sums.get(currency) ?? 0;
  }

  currencies(): Iterable<string> {
    return this.#sums.keys();
  }
}

/** No account owes credits. */
export function noNegativeBalance({ accounts }: Observations): Verdict {
  const faults = [...accounts].flatMap(([accountId, { account }]) =>
    account && (account.balance < 0 || account.held < 0)
      ? [`account ${accountId} has balance ${account.balance}, held ${account.held}`]
      : [],
  );
  return verdictOf("no balance is below zero", faults, countOf(accounts.size, "account"));
}

/** Every account shows what the rules make of the commands that succeeded. */
export function accountsAsPredicted(seen: Observations): Verdict {
  const predicted = predict(seen).accounts;
  const faults = [...predicted.values()].flatMap((account) =>
    accountDifferences(account, seen.accounts.get(account.accountId)?.account).map(
      (difference) => `account ${account.accountId} ${difference}`,
    ),
  );
  return verdictOf("accounts are what the rules predict", faults, countOf(predicted.size, "account"));
}

/** Every merchant has what it was paid, less the fees. */
export function merchantsAsPredicted(seen: Observations): Verdict {
  const name = "merchants have what they were paid, less the fees";
  const predicted = [...predict(seen).merchants.values()];
  if (predicted.length === 0) return { name, verdict: "not checked", detail: "there are no merchants" };
  const faults = predicted.flatMap((merchant) =>
    takingsDifferences(merchant, seen.takings.get(merchant.merchantId)).map(
      (difference) => `takings of ${merchant.merchantId} ${difference}`,
    ),
  );
  const payments = predicted.reduce((sum, { taken }) => sum + taken.length, 0);
  return verdictOf(name, faults, `${countOf(payments, "payment")} to ${countOf(predicted.length, "merchant")}`);
}

/** Every statement has each movement once and sums to the account's balance. */
export function statementsSum(seen: Observations): Verdict {
  let lines = 0;
  const faults = [...predict(seen).accounts.values()].flatMap(({ accountId, movements }) => {
    const { account, statement = [] } = seen.accounts.get(accountId) ?? {};
    lines += statement.length;
    const sum = statement.reduce((total, { amount }) => total + amount, 0);
    return [
      ...(account !== undefined && sum !== account.balance
        ? [`sums to ${sum}, the balance is ${account.balance}`]
        : []),
      ...repeated(statement.map(({ version }) => version)).map((version) => `has version ${version} twice`),
      ...(isNewestFirst(statement) ? [] : ["is not newest first"]),
      ...compareMovements(movements, statement),
    ].map((fault) => `statement of ${accountId} ${fault}`);
  });
  return verdictOf("statements sum to the balances", faults, countOf(lines, "movement"));
}

function isNewestFirst(statement: readonly Movement[]): boolean {
  return statement.every(({ version }, index) => index === 0 || version <= (statement[index - 1]?.version ?? 0));
}

function compareMovements(expected: readonly PredictedMovement[], statement: readonly Movement[]): string[] {
  const nameOf = ({ kind, amount, id }: PredictedMovement) => `${kind} ${id} of ${amount}`;
  const wanted = new Set(expected.map(nameOf));
  const found = statement.map(({ kind, amount, loadId, transferId, paymentId }) =>
    nameOf({ kind, amount, id: loadId ?? transferId ?? paymentId ?? "" }),
  );
  const there = new Set(found);
  return [
    ...[...wanted].filter((name) => !there.has(name)).map((name) => `lacks ${name}`),
    ...[...there].filter((name) => !wanted.has(name)).map((name) => `must not have ${name}`),
    ...repeated(found).map((name) => `has ${name} twice`),
  ];
}
