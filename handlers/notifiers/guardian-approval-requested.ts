import type { GuardianApprovalRequestedNotifier } from "../../generated/notifiers.ts";

/** Asks the guardian to allow or deny a transfer. */
export const guardianApprovalRequested: GuardianApprovalRequestedNotifier = {
  GuardianAsked: ({ data: { guardian, ...transfer } }, account) => ({
    recipient: guardian,
    ...transfer,
    ...(account === undefined ? {} : { owner: account.owner }),
  }),
};
