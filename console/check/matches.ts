import type { AnyNotification } from "../../generated/client.ts";
import type { ExpectedNotification } from "./expected-notifications.ts";

/** Whether a notification is the expected one. */
export function matches({ about, recipient }: ExpectedNotification, notification: AnyNotification): boolean {
  if (notification.recipient !== recipient || notification.data.recipient !== recipient) return false;
  switch (notification.type) {
    case "credits.CommandRejected.v1":
      return (
        about.type === "CommandRejected" &&
        about.commandId === notification.data.commandId &&
        about.code === notification.data.code
      );
    case "credits.TransferReceived.v1":
      return (
        about.type === "TransferReceived" &&
        about.transferId === notification.data.transferId &&
        about.accountId === notification.data.accountId
      );
    default:
      return false;
  }
}

/** Those among the expected whose recipient was looked at and who have not been told. */
export function missing(
  expected: readonly ExpectedNotification[],
  seen: ReadonlyMap<string, readonly AnyNotification[]>,
): ExpectedNotification[] {
  return expected.filter((one) => {
    const told = seen.get(one.recipient);
    return told !== undefined && !told.some((notification) => matches(one, notification));
  });
}
