import type { Expression } from "./expressions.ts";

/** A resource of a template. Properties are the service's business, and checked against its published models in tests. */
export interface ArmResource {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  /** The resource that an extension resource, such as a role assignment, belongs to. */
  readonly scope?: string;
  readonly condition?: string;
  readonly location?: string;
  readonly dependsOn?: readonly string[];
  readonly properties?: object;
  readonly [field: string]: unknown;
}

/** Values of `dependsOn`. */
export function after(...ids: readonly Expression[]): readonly string[] {
  return ids.map(({ expression }) => `[${expression}]`);
}

/** The versions of the management APIs: the newest that Microsoft's published models know and that are no previews. */
export const apiVersions = {
  identities: "2023-01-31",
  roleAssignments: "2022-04-01",
  workspaces: "2023-09-01",
  components: "2020-02-02",
  actionGroups: "2023-01-01",
  storage: "2024-01-01",
  cosmos: "2024-11-15",
  eventGrid: "2022-06-15",
  web: "2024-11-01",
  deployments: "2022-09-01",
} as const;
