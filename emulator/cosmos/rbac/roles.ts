/** Prefix of every data action of Cosmos DB. */
export const actionPrefix = "Microsoft.DocumentDB/databaseAccounts/";

/** A role of the data plane, in the words of Azure's resource `sqlRoleDefinitions`. */
export interface RoleDefinition {
  readonly id: string;
  readonly roleName: string;
  readonly permissions: readonly { readonly dataActions: readonly string[] }[];
}

/** Who has a role where, in the words of Azure's resource `sqlRoleAssignments`. */
export interface RoleAssignment {
  readonly principalId: string;
  readonly roleDefinitionId: string;
  /** `/` for the account, `/dbs/name`, or `/dbs/name/colls/name`. */
  readonly scope: string;
}

/** The roles of an account. */
export interface Roles {
  /** Beside the built-in ones. */
  readonly definitions: readonly RoleDefinition[];
  readonly assignments: readonly RoleAssignment[];
}

/**
 * Reads the text of a file of roles.
 * @throws Error saying what it must be like
 */
export function readRoles(text: string): Roles {
  const { definitions, assignments } = JSON.parse(text) as Partial<Roles>;
  if (Array.isArray(definitions) && Array.isArray(assignments)) return { definitions, assignments };
  throw new Error('It must hold {"definitions": […], "assignments": […]}.');
}

/** Id of the role that may read everything. */
export const dataReader = "00000000-0000-0000-0000-000000000001";
/** Id of the role that may read and write everything. */
export const dataContributor = "00000000-0000-0000-0000-000000000002";

const data = (actions: readonly string[]) => [{ dataActions: actions.map((action) => `${actionPrefix}${action}`) }];

/** The two roles that every account has. */
export const builtInRoles: readonly RoleDefinition[] = [
  {
    id: dataReader,
    roleName: "Cosmos DB Built-in Data Reader",
    permissions: data([
      "readMetadata",
      "sqlDatabases/containers/executeQuery",
      "sqlDatabases/containers/readChangeFeed",
      "sqlDatabases/containers/items/read",
    ]),
  },
  {
    id: dataContributor,
    roleName: "Cosmos DB Built-in Data Contributor",
    permissions: data(["readMetadata", "sqlDatabases/containers/*", "sqlDatabases/containers/items/*"]),
  },
];

/**
 * Whether a principal may do something with a resource: an assignment at the resource or above it names a role that has the
 * action, literally or by a `*` at its end.
 * @param resource path such as `/dbs/d/colls/c`; `/` for the account
 */
export function isAllowed(roles: Roles, principalId: string, action: string, resource: string): boolean {
  return roles.assignments.some(
    (assignment) =>
      assignment.principalId === principalId &&
      covers(assignment.scope, resource) &&
      [...builtInRoles, ...roles.definitions].some(
        (role) =>
          isNamedBy(role, assignment.roleDefinitionId) &&
          role.permissions.some(({ dataActions }) => dataActions.some((granted) => grants(granted, action))),
      ),
  );
}

/** Whether a principal may do something anywhere at all in the account. */
export const isAllowedSomewhere = (roles: Roles, principalId: string, action: string): boolean =>
  roles.assignments.some(({ scope }) => isAllowed(roles, principalId, action, scope));

function covers(scope: string, resource: string): boolean {
  const above = scope.replace(/\/+$/, "");
  return above === "" || resource === above || resource.startsWith(`${above}/`);
}

/** An id is given bare or at the end of the role's whole resource id. */
const isNamedBy = (role: RoleDefinition, id: string): boolean =>
  id.slice(id.lastIndexOf("/") + 1).toLowerCase() === role.id.toLowerCase();

/** `containers/*` stands for the container's own actions, not for those of its items. */
function grants(granted: string, action: string): boolean {
  const [left, right] = [granted.toLowerCase(), action.toLowerCase()];
  if (!left.endsWith("/*")) return left === right;
  const start = left.slice(0, -1);
  return right.startsWith(start) && !right.slice(start.length).includes("/");
}
