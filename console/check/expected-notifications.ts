import type { Transfer } from "../../generated/client.ts";
import { type Content, streamOf } from "../plan/step.ts";
import type { Happened, PredictedTransfer } from "./course.ts";
import { type Prediction, predict } from "./model.ts";

/** What a notification is about: all that tells it from others of its recipient. */
export type About =
  | { readonly type: "CommandRejected"; readonly commandId: string; readonly code: string }
  | { readonly type: "TransferReceived"; readonly transferId: string; readonly accountId: string }
  | { readonly type: "TransferProgressed"; readonly transferId: string; readonly status: Transfer["status"] }
  | { readonly type: "GuardianApprovalRequested"; readonly transferId: string }
  | { readonly type: "PaymentReceived"; readonly paymentId: string; readonly merchantId: string };

/** A notification that somebody must have got. */
export interface ExpectedNotification {
  readonly recipient: string;
  readonly about: About;
}

/** Who must have been told of what: of refusals, of what they received, of every step of what they sent, and who was asked. */
export function expectedNotifications(happened: Happened): ExpectedNotification[] {
  const prediction = predict(happened);
  const rejections = happened.commands.flatMap(({ step: { content }, outcome }): ExpectedNotification[] => {
    if (outcome?.rejection === undefined) return [];
    const { commandId, rejection } = outcome;
    const about = { type: "CommandRejected", commandId, code: rejection.code } as const;
    return [{ recipient: authorOf(content, prediction), about }];
  });
  const payments = [...prediction.merchants.values()].flatMap(({ owner: recipient, merchantId, taken }) =>
    taken.map(({ paymentId }) => ({ recipient, about: { type: "PaymentReceived", paymentId, merchantId } as const })),
  );
  const steps = [...prediction.transfers.values()].flatMap((transfer) => newsOf(transfer, prediction));
  return [...rejections, ...steps, ...payments];
}

/** Who is told of a refusal: whoever the command names as its author, else whoever owns the account. */
function authorOf(content: Content, { accounts }: Prediction): string {
  const { data } = content;
  if ("owner" in data) return data.owner;
  if ("reviewer" in data) return data.reviewer;
  if ("guardian" in data && data.guardian !== undefined) return data.guardian;
  const stream = streamOf(content);
  return accounts.get(stream)?.owner ?? stream;
}

function newsOf({ transfer, path, guardian }: PredictedTransfer, { accounts }: Prediction): ExpectedNotification[] {
  const { transferId, fromAccountId, toAccountId: accountId } = transfer;
  const sender = accounts.get(fromAccountId)?.owner;
  const receiver = path.includes("settled") ? accounts.get(accountId)?.owner : undefined;
  const to = (recipient: string | undefined, about: About) => (recipient === undefined ? [] : [{ recipient, about }]);
  return [
    ...path.flatMap((status) => to(sender, { type: "TransferProgressed", transferId, status })),
    ...to(guardian, { type: "GuardianApprovalRequested", transferId }),
    ...to(receiver, { type: "TransferReceived", transferId, accountId }),
  ];
}
