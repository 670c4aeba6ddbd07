import { builtInRoles, type RoleDefinition } from "./built-in-roles.ts";

/** Who has a role where, in the words of `az role assignment list`. */
export interface AzureRoleAssignment {
  readonly principalId: string;
  readonly roleDefinitionName: string;
  /** Id of a resource, of a resource group, of a subscription, or `/` for everything. */
  readonly scope: string;
}

/** Roles of everything but Cosmos DB's data, which has roles of its own. */
export interface AzureRoles {
  /** Beside the built-in ones. */
  readonly definitions: readonly RoleDefinition[];
  readonly assignments: readonly AzureRoleAssignment[];
}

/**
 * Reads the text of a file of roles.
 * @throws Error saying what it must be like
 */
export function readAzureRoles(text: string): AzureRoles {
  const { definitions, assignments } = JSON.parse(text) as Partial<AzureRoles>;
  if (Array.isArray(definitions) && Array.isArray(assignments)) return { definitions, assignments };
  throw new Error('It must hold {"definitions": […], "assignments": […]}.');
}

/**
 * Whether a principal may do something with a resource: a role that is assigned to it there or above has the action,
 * literally or by a `*`.
 * @param resource its id, `/subscriptions/…`
 */
export function isAllowed(roles: AzureRoles, principalId: string, action: string, resource: string): boolean {
  return roles.assignments.some(
    (assignment) =>
      assignment.principalId === principalId &&
      covers(assignment.scope, resource) &&
      [...builtInRoles, ...roles.definitions].some(
        (role) =>
          role.roleName.toLowerCase() === assignment.roleDefinitionName.toLowerCase() &&
          role.permissions.some(({ actions = [], dataActions = [] }) =>
            [...actions, ...dataActions].some((granted) => grants(granted, action)),
          ),
      ),
  );
}

function covers(scope: string, resource: string): boolean {
  const above = scope.replace(/\/+$/, "").toLowerCase();
  const below = resource.toLowerCase();
  return above === "" || below === above || below.startsWith(`${above}/`);
}

/** A `*` stands for anything, slashes too. */
function grants(granted: string, action: string): boolean {
  const [left, right] = [granted.toLowerCase(), action.toLowerCase()];
  return left.endsWith("*") ? right.startsWith(left.slice(0, -1)) : left === right;
}
