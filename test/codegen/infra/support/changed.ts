import { type ContractFiles, contractOnDisk } from "../../../../codegen/read/contract-files.ts";
import { project } from "../../support/contracts.ts";

/** The repository's own contract. */
export const credits = contractOnDisk(`${project}asyncapi.yaml`);

/** The repository's own contract with some text in place of other text. @throws Error when the text is not there */
export function creditsWith(changes: readonly (readonly [before: string, after: string])[]): ContractFiles {
  return {
    ...credits,
    read: (path) => {
      const text = credits.read(path);
      return path === credits.contract ? changedText(text ?? "", changes) : text;
    },
  };
}

/** A text with others in place of parts of it. @throws Error when a part is not there */
export function changedText(text: string, changes: readonly (readonly [before: string, after: string])[]): string {
  return changes.reduce((changed, [before, after]) => {
    if (!changed.includes(before)) throw new Error(`The contract has no ${JSON.stringify(before)}.`);
    return changed.replace(before, () => after);
  }, text);
}

/** One more read model. */
export const oneMoreReadModel = [
  "  settings:\n    guardianLimit:",
  `    tills:
      description: What every merchant was paid, once more.
      document: Takings
      per: stream
      folds: [MerchantRegistered, PaymentTaken]
      queries:
        getTill: { path: "/tills/{merchantId}", summary: One merchant's till., returns: one }
  settings:
    guardianLimit:`,
] as const;

/** A reaction that wants fewer events. */
export const fewerEvents = ["on: [PaymentTaken, PaymentRefused]", "on: [PaymentTaken]"] as const;

/** Fewer attempts, for less time, before what cannot be delivered is given up. */
export const fewerAttempts = [
  "{ attempts: 30, timeToLive: PT24H, deadLetter: true }",
  "{ attempts: 12, timeToLive: PT6H, deadLetter: true }",
] as const;
