import type { AnyNotification } from "../../generated/client.ts";
import type { About, ExpectedNotification } from "./expected-notifications.ts";

/** What a notification is about, in words that are the same for the same thing. */
export function keyOf({ type, ...about }: About): string {
  return [type, ...Object.values(about)].join(" ");
}

/** What a notification is about; undefined for the kinds that are not expected one by one. */
export function aboutOf(notification: AnyNotification): About | undefined {
  switch (notification.type) {
    case "credits.CommandRejected.v1": {
      const { commandId, code } = notification.data;
      return { type: "CommandRejected", commandId, code };
    }
    case "credits.TransferReceived.v1": {
      const { transferId, accountId } = notification.data;
      return { type: "TransferReceived", transferId, accountId };
    }
    case "credits.TransferProgressed.v1": {
      const { transferId, status } = notification.data;
      return { type: "TransferProgressed", transferId, status };
    }
    case "credits.GuardianApprovalRequested.v1":
      return { type: "GuardianApprovalRequested", transferId: notification.data.transferId };
    case "credits.PaymentReceived.v1": {
      const { paymentId, merchantId } = notification.data;
      return { type: "PaymentReceived", paymentId, merchantId };
    }
    default:
      return undefined;
  }
}

/** How often each thing was told to a recipient, by its key. */
export function toldTo(recipient: string, notifications: readonly AnyNotification[]): Map<string, number> {
  const told = new Map<string, number>();
  for (const notification of notifications) {
    const about = notification.data.recipient === recipient ? aboutOf(notification) : undefined;
    if (notification.recipient !== recipient || about === undefined) continue;
    const key = keyOf(about);
    told.set(key, (told.get(key) ?? 0) + 1);
  }
  return told;
}

/** Those among the expected whose recipient was looked at and who have not been told. */
export function missing(
  expected: readonly ExpectedNotification[],
  seen: ReadonlyMap<string, readonly AnyNotification[]>,
): ExpectedNotification[] {
  const told = new Map([...seen].map(([recipient, list]) => [recipient, toldTo(recipient, list)]));
  return expected.filter(({ recipient, about }) => told.get(recipient)?.has(keyOf(about)) === false);
}
