import { printedDeploy } from "../plan/commands.ts";
import type { PlannedResource } from "../plan/templates.ts";

/** What Azure never changes once a resource is there, by type. */
const unchangeable: Readonly<Record<string, RegExp>> = {
  "microsoft.documentdb/databaseaccounts/sqldatabases/containers":
    /^\/properties\/resource\/(partitionKey|uniqueKeyPolicy)(\/|$)/,
  "microsoft.eventgrid/topics": /^\/(properties\/inputSchema|location)$/,
  "microsoft.documentdb/databaseaccounts": /^\/(location$|properties\/enableFreeTier$|properties\/capabilities(\/|$))/,
  "microsoft.storage/storageaccounts": /^\/(location|kind)$/,
};

/** What to do about a resource that is not there. */
export function fixMissing({ type, file }: PlannedResource): string {
  const deploy = `Deploy: ${printedDeploy(file)}.`;
  return /\/eventSubscriptions$/i.test(type) ? `Deploy the app's code first, then: ${printedDeploy(file)}.` : deploy;
}

/** What to do about a property that differs. */
export function fixChanged({ type, file }: PlannedResource, pointer: string): string {
  if (unchangeable[type.toLowerCase()]?.test(pointer) !== true) return `Deploy again: ${printedDeploy(file)}.`;
  if (type.toLowerCase().endsWith("/containers")) {
    return "Azure does not change it in place. A read model: delete the container, deploy again and rebuild it (npm run rebuild). The others hold the truth: copy them into a new account.";
  }
  return "Azure does not change it in place: deploy an environment of another name, and move to it.";
}

/** What to do about a resource that the contract does not want. */
export function fixExtra(type: string, id: string): string {
  const isData = /\/(containers|sqlDatabases)$/i.test(type);
  const remove = `Remove it: az resource delete --ids '${id}'${isData ? ", with all that is in it, when nothing reads it any more" : ""}.`;
  return `A deployment removes nothing. ${remove}`;
}
