import type { PlannedAccount } from "./accounts.ts";
import type { CommandName } from "./step.ts";

/** As what somebody calls; where tokens are asked for, it decides about the scopes of theirs. */
export type CallerRole = "holder" | "reviewer" | "operator";

/** Who calls. */
export interface Person {
  readonly name: string;
  readonly role: CallerRole;
}

/** Whoever may reach what is everybody's: looks on, and tries what nobody could try for themselves. */
export const operator: Person = { name: "operator", role: "operator" };

/** Somebody who has accounts or merchants, is a guardian, or is told something. */
export function holder(name: string): Person {
  return { name, role: "holder" };
}

/** Says who sends a command: always the same person for the same payload, so that what is sent twice is the same command. */
export type FindSender = (type: CommandName, data: unknown) => Person;

/**
 * Finds the senders of a run's commands: whoever the payload says that it is by, where that is theirs to say; the owner of the
 * account that it moves; else the operator, as for accounts that nobody has, and for strangers who answer a guardian's question.
 */
export function sendersAmong(accounts: readonly PlannedAccount[]): FindSender {
  const byId = new Map(accounts.map(({ open }) => [open.accountId, open]));
  return (type, data) => {
    const { owner, reviewer, guardian, accountId, fromAccountId } = Object(data) as Record<string, unknown>;
    const account = byId.get(String(fromAccountId ?? accountId));
    switch (type) {
      case "ApproveTransfer":
      case "RejectTransfer":
        return { name: named(reviewer) ?? "reviewer", role: "reviewer" };
      case "OpenAccount":
      case "RegisterMerchant":
        return personOr(operator, named(owner));
      case "AllowTransfer":
      case "DenyTransfer":
        return personOr(operator, guardian === account?.guardian ? account?.guardian : undefined);
      default:
        return personOr(operator, account?.owner);
    }
  };
}

const personOr = (other: Person, name: string | undefined) => (name === undefined ? other : holder(name));

const named = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
