import type { RuleTables } from "./type-rules.ts";

/** Identities and their roles. Source: learn.microsoft.com, REST reference of "User Assigned Identities" and "Role Assignments". */
export const identityRules: RuleTables = {
  "microsoft.authorization/roleassignments": {
    readOnly: [/^\/properties\/(scope|createdOn|updatedOn|createdBy|updatedBy)$/],
    defaults: { "/properties/condition": "" },
  },
  "microsoft.managedidentity/userassignedidentities": {
    readOnly: [/^\/properties\/(tenantId|principalId|clientId|isolationScope)$/],
  },
};
