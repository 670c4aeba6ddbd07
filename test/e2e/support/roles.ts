import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataContributor } from "../../../emulator/cosmos/rbac/roles.ts";

/** The roles of a system that was started with `--https`. */
export interface RoleFiles {
  /** Takes Azure roles away by their name, of whoever has them on a scope that ends so. @returns what gives them back */
  take(roleName: string, scopeEnd?: string): () => void;
  /** Puts another role of Cosmos DB's data in place of the app's; undefined: none. @returns what gives it back */
  cosmos(roleDefinitionId: string | undefined): () => void;
}

/** The role files of a data folder. */
export function rolesOf(dataDir: string): RoleFiles {
  const change = (name: string, turn: (assignments: Assignment[]) => Assignment[]) => {
    const file = join(dataDir, name);
    const before = readFileSync(file, "utf8");
    const roles = JSON.parse(before) as { assignments: Assignment[] };
    const assignments = turn(roles.assignments);
    writeFileSync(file, JSON.stringify({ ...roles, assignments }));
    return () => writeFileSync(file, before);
  };
  return {
    take: (roleName, scopeEnd = "") =>
      change("azure-roles.json", (assignments) =>
        assignments.filter((one) => one.roleDefinitionName !== roleName || !one.scope.endsWith(scopeEnd)),
      ),
    cosmos: (roleDefinitionId) =>
      change("cosmos-roles.json", (assignments) =>
        roleDefinitionId === undefined
          ? assignments.filter((one) => one.roleDefinitionId !== dataContributor)
          : assignments.map((one) => (one.roleDefinitionId === dataContributor ? { ...one, roleDefinitionId } : one)),
      ),
  };
}

interface Assignment {
  readonly principalId: string;
  readonly scope: string;
  readonly roleDefinitionName?: string;
  readonly roleDefinitionId?: string;
}
