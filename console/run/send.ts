import {
  type AllowTransferData,
  type ApproveTransferData,
  type Client,
  type CloseAccountData,
  type DenyTransferData,
  type LoadCreditsData,
  type OpenAccountData,
  type PayMerchantData,
  type Posted,
  ProblemError,
  type RegisterMerchantData,
  type RejectTransferData,
  type SendOptions,
  type TransferCreditsData,
} from "../../generated/client.ts";
import type { CommandName } from "../plan/step.ts";
import type { Context } from "./context.ts";
import type { Answer } from "./observations.ts";
import { persist } from "./patience.ts";

/** Posts a payload, valid or not, as often as it takes to get an answer that counts. @throws Unreachable, ProblemError 401 */
export async function send(
  context: Context,
  client: Client,
  type: CommandName,
  data: unknown,
  key?: string,
): Promise<Answer> {
  const options = key === undefined ? {} : { idempotencyKey: key };
  const { value, resent } = await persist(context, async () => {
    const posted = await post(client, type, data, options);
    if (posted.result === "unavailable") throw new ProblemError(posted.problem);
    return posted;
  });
  switch (value.result) {
    case "accepted":
      return { is: value.replayed ? "replayed" : "accepted", commandId: value.commandId, resent };
    case "duplicate":
      return { is: "duplicate", commandId: value.commandId, resent };
    default:
      // Not a refusal of this command, but of us.
      if (value.problem.status === 401) throw new ProblemError(value.problem);
      return { is: "refused", status: value.problem.status, code: value.problem.code, resent };
  }
}

/** Invalid payloads go the same way, so the types cannot help here. */
function post(client: Client, type: CommandName, data: unknown, options: SendOptions): Promise<Posted> {
  switch (type) {
    case "OpenAccount":
      return client.openAccount(data as OpenAccountData, options);
    case "LoadCredits":
      return client.loadCredits(data as LoadCreditsData, options);
    case "TransferCredits":
      return client.transferCredits(data as TransferCreditsData, options);
    case "CloseAccount":
      return client.closeAccount(data as CloseAccountData, options);
    case "AllowTransfer":
      return client.allowTransfer(data as AllowTransferData, options);
    case "DenyTransfer":
      return client.denyTransfer(data as DenyTransferData, options);
    case "ApproveTransfer":
      return client.approveTransfer(data as ApproveTransferData, options);
    case "RejectTransfer":
      return client.rejectTransfer(data as RejectTransferData, options);
    case "RegisterMerchant":
      return client.registerMerchant(data as RegisterMerchantData, options);
    case "PayMerchant":
      return client.payMerchant(data as PayMerchantData, options);
  }
}
