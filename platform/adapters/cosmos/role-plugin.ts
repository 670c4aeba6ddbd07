import type { Plugin, PluginConfig } from "@azure/cosmos";
import { missingCosmosRole } from "../roles/missing-roles.ts";
import type { RoleWatch } from "../roles/role-watch.ts";
import { statusOf } from "./errors.ts";

/**
 * Sees every answer to a request that was sent with a token, and tells which roles are missing, or no more. The SDK takes
 * plugins in its options, though its types do not say so.
 */
export function rolePlugin(watch: RoleWatch): { readonly plugins: readonly PluginConfig[] } {
  const plugin: Plugin<unknown> = async (context, node, next) => {
    const { method, operationType, resourceType, path = "" } = context;
    const container = path.split("/").slice(0, 5).join("/");
    const tried = `${method} ${operationType} ${resourceType} ${container}`;
    try {
      // The third argument is not there at the end of the chain, whatever the type of `next` says of two.
      const answer = await (next as (request: typeof context, diagnostics: typeof node) => ReturnType<typeof next>)(
        context,
        node,
      );
      watch.worked(tried);
      return answer;
    } catch (error) {
      const role = statusOf(error) === 403 ? missingCosmosRole((error as Error).message) : undefined;
      if (role !== undefined) watch.denied(tried, role);
      throw error;
    }
  };
  return { plugins: [{ on: "request", plugin }] };
}
