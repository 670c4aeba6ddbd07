import { streamOf } from "../plan/step.ts";
import type { CommandSeen } from "../run/observations.ts";
import { predict } from "./model.ts";

/** A notification that somebody must have got. */
export interface ExpectedNotification {
  readonly recipient: string;
  /** What tells it from others: the command that was rejected, or the transfer with the account that received it. */
  readonly about:
    | { readonly type: "CommandRejected"; readonly commandId: string; readonly code: string }
    | { readonly type: "TransferReceived"; readonly transferId: string; readonly accountId: string };
}

/** Who must have been told of what: owners of refusals and of what they received. */
export function expectedNotifications(commands: readonly CommandSeen[]): ExpectedNotification[] {
  const accounts = predict(commands);
  const ownerOf = (accountId: string) => accounts.get(accountId)?.owner;
  return commands.flatMap(({ step: { content }, outcome }): ExpectedNotification[] => {
    if (outcome?.rejection !== undefined) {
      const stream = streamOf(content);
      const recipient = content.type === "OpenAccount" ? content.data.owner : (ownerOf(stream) ?? stream);
      const { commandId, rejection } = outcome;
      return [{ recipient, about: { type: "CommandRejected", commandId, code: rejection.code } }];
    }
    if (content.type !== "TransferCredits" || outcome?.status !== "succeeded") return [];
    const { transferId, toAccountId: accountId } = content.data;
    const receiver = accounts.get(accountId);
    const arrived = receiver?.movements.some(({ kind, id }) => kind === "transfer-received" && id === transferId);
    return receiver === undefined || !arrived
      ? []
      : [{ recipient: receiver.owner, about: { type: "TransferReceived", transferId, accountId } }];
  });
}
