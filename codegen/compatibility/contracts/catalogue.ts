import { channelsRules } from "./rules/channels.ts";
import { contractRules } from "./rules/contract.ts";
import { gateRules } from "./rules/gate.ts";
import { messagesRules } from "./rules/messages.ts";
import { processesRules } from "./rules/processes.ts";
import { readModelsRules } from "./rules/read-models.ts";
import { securityRules } from "./rules/security.ts";
import { settingsRules } from "./rules/settings.ts";
import { versionsRules } from "./rules/versions.ts";

export type { Bump, ContractRule, Side, Weight } from "./rules/rule.ts";

/** Every rule about contracts by its name. `docs/compatibility-contract.md` is made from this table. */
export const contractCatalogue = {
  ...contractRules,
  ...messagesRules,
  ...versionsRules,
  ...channelsRules,
  ...readModelsRules,
  ...processesRules,
  ...settingsRules,
  ...gateRules,
  ...securityRules,
};

/** The name of a rule about contracts. */
export type ContractRuleName = keyof typeof contractCatalogue;
