import type { Movement } from "../../generated/client.ts";
import { creditedOf } from "../plan/fees.ts";
import type { Observations } from "../run/observations.ts";
import { differences, type PredictedMovement, predict } from "./model.ts";
import { countOf, repeated, type Verdict, verdictOf } from "./verdict.ts";

/** Credits are neither made nor lost: what was loaded less the fees is what the accounts hold. */
export function conservation({ commands, accounts }: Observations): Verdict {
  const loaded = new Map<string, number>();
  const held = new Map<string, number>();
  const add = (sums: Map<string, number>, currency: string, amount: number) =>
    void sums.set(currency, (sums.get(currency) ?? 0) + amount);
  for (const { step, outcome } of commands) {
    if (step.content.type !== "LoadCredits" || outcome?.status !== "succeeded") continue;
    add(loaded, step.content.data.currency, creditedOf(step.content.data.amount));
  }
  for (const { account } of accounts.values()) if (account) add(held, account.currency, account.balance + account.held);
  const currencies = [...new Set([...loaded.keys(), ...held.keys()])].sort();
  const line = (currency: string) =>
    `${currency}: loaded less fees ${loaded.get(currency) ?? 0}, balances and holds ${held.get(currency) ?? 0}`;
  const faults = currencies.filter((one) => (loaded.get(one) ?? 0) !== (held.get(one) ?? 0)).map(line);
  return verdictOf("credits are neither made nor lost", faults, currencies.map(line).join("; "));
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
export function accountsAsPredicted({ commands, accounts }: Observations): Verdict {
  const predicted = predict(commands);
  const faults = [...predicted.values()].flatMap((account) =>
    differences(account, accounts.get(account.accountId)?.account).map(
      (difference) => `account ${account.accountId} ${difference}`,
    ),
  );
  return verdictOf("accounts are what the rules predict", faults, countOf(predicted.size, "account"));
}

/** Every statement has each movement once and sums to the account's balance. */
export function statementsSum({ commands, accounts }: Observations): Verdict {
  let lines = 0;
  const faults = [...predict(commands).values()].flatMap(({ accountId, movements }) => {
    const { account, statement = [] } = accounts.get(accountId) ?? {};
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
  const found = statement.map(({ kind, amount, loadId, transferId }) =>
    nameOf({ kind, amount, id: loadId ?? transferId ?? "" }),
  );
  const there = new Set(found);
  return [
    ...[...wanted].filter((name) => !there.has(name)).map((name) => `lacks ${name}`),
    ...[...there].filter((name) => !wanted.has(name)).map((name) => `must not have ${name}`),
    ...repeated(found).map((name) => `has ${name} twice`),
  ];
}
