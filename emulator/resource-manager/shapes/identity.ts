import { objectAt } from "../json.ts";
import { drawnGuid, required, type Shape, withProperties } from "./shape.ts";

const identity: Shape = {
  hasLocation: true,
  complete: (body, { id, tenant }) =>
    withProperties(body, {}, { tenantId: tenant, principalId: drawnGuid(`${id} principal`), clientId: drawnGuid(id) }),
};

const roleAssignment: Shape = {
  complete(body, { id, now }) {
    const sent = objectAt(body, "properties");
    for (const key of ["principalId", "roleDefinitionId"]) required(sent, key, "A role assignment");
    return withProperties(
      body,
      {
        principalType: "User",
        condition: null,
        conditionVersion: null,
        delegatedManagedIdentityResourceId: null,
        description: null,
      },
      {
        scope: id.replace(/\/providers\/Microsoft\.Authorization\/roleAssignments\/[^/]+$/i, ""),
        createdOn: now,
        updatedOn: now,
        createdBy: drawnGuid("user"),
        updatedBy: drawnGuid("user"),
      },
    );
  },
};

/** Types of identities and their roles, in lower case. */
export const identityShapes: Readonly<Record<string, Shape>> = {
  "microsoft.authorization/roleassignments": roleAssignment,
  "microsoft.managedidentity/userassignedidentities": identity,
};
