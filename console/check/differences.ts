import type { Account, Takings, Transfer } from "../../generated/client.ts";
import type { PredictedTransfer } from "./course.ts";
import { netOf, type PredictedAccount, type PredictedMerchant } from "./model.ts";

/** How an account differs from what it must be, in words; empty when it does not. */
export function accountDifferences(predicted: PredictedAccount, account: Account | undefined): string[] {
  if (account === undefined) return ["is missing"];
  const { owner, guardian, currency, status, balance, held } = predicted;
  return [
    ...compare(account, { owner, guardian, currency, status, balance, held }),
    // Other events stand in the same stream; only some of them come before the last one that the read model shows.
    ...versionFaults(account.version, predicted.events, predicted.others),
  ];
}

/** How a transfer differs from what it must be, in words; empty when it does not. */
export function transferDifferences(predicted: PredictedTransfer, transfer: Transfer | undefined): string[] {
  if (transfer === undefined) return ["is missing"];
  const { reason, guardian, reviewer } = predicted;
  return compare(transfer, { ...predicted.transfer, status: predicted.path.at(-1), reason, guardian, reviewer });
}

/** How a merchant's takings differ from what they must be, in words; empty when they do not. */
export function takingsDifferences(predicted: PredictedMerchant, takings: Takings | undefined): string[] {
  if (takings === undefined) return ["is missing"];
  const { taken, refused, ...registered } = predicted;
  const gross = taken.reduce((sum, { amount }) => sum + amount, 0);
  const net = netOf(predicted);
  return [
    ...compare(takings, { ...registered, payments: taken.length, gross, fees: gross - net, net }),
    ...versionFaults(takings.version, 1 + taken.length, refused),
  ];
}

function compare<T extends object>(actual: T, expected: { readonly [Key in keyof T]?: T[Key] | undefined }): string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const found: unknown = actual[name as keyof T];
    return found === value ? [] : [`${name} is ${found}, expected ${value}`];
  });
}

function versionFaults(version: number, events: number, others: number): string[] {
  if (version >= events && version <= events + others) return [];
  return [`version is ${version}, expected ${events}${others === 0 ? "" : ` to ${events + others}`}`];
}
