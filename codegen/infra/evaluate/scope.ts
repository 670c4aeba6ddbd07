import type { Value, ValueObject } from "./value.ts";

/** Where a deployment goes. */
export interface DeploymentTarget {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroup: string;
  /** The group's place, in Azure's short form. */
  readonly location: string;
  readonly deploymentName: string;
}

/** A place for somebody who only wants to look: a subscription of zeroes. */
export const nowhere: DeploymentTarget = {
  subscriptionId: "00000000-0000-0000-0000-000000000000",
  tenantId: "00000000-0000-0000-0000-000000000000",
  resourceGroup: "example",
  location: "westeurope",
  deploymentName: "deployment",
};

/** The id of the group that a deployment goes to. */
export function groupId({ subscriptionId, resourceGroup }: DeploymentTarget): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** What expressions of one template see. */
export interface Scope {
  readonly target: DeploymentTarget;
  /** @throws ExpressionFault */
  parameter(name: string): Value;
  /** @throws ExpressionFault */
  variable(name: string): Value;
  /** What is known of a resource, by id or by a name in the template. @throws ExpressionFault */
  reference(named: string, options: { readonly full: boolean; readonly byVersion: boolean }): Value;
  /** The index of a copy loop. @throws ExpressionFault */
  copyIndex(loop: string | undefined): number;
  /** Takes down an id that an expression has made. */
  note(id: string): void;
}

/** Public Azure, as `environment()` tells it. */
export const environment: ValueObject = {
  name: "AzureCloud",
  resourceManager: "https://management.azure.com/",
  authentication: {
    loginEndpoint: "https://login.microsoftonline.com/",
    audiences: ["https://management.core.windows.net/", "https://management.azure.com/"],
    tenant: "common",
    identityProvider: "AAD",
  },
  suffixes: {
    storage: "core.windows.net",
    keyvaultDns: ".vault.azure.net",
    sqlServerHostname: ".database.windows.net",
    acrLoginServer: ".azurecr.io",
  },
};
