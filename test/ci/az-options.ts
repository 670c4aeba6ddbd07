/**
 * Commands of the Azure CLI that our pages and the workflow use, with the options that they may be given: a part of
 * https://learn.microsoft.com/cli/azure/reference-index. There is no Azure CLI here that could be asked.
 */
export const azOptions: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    "group create": "--name --location",
    "group show": "--name",
    "group delete": "--name --yes --no-wait",
    "deployment group create": "--resource-group --name --template-file --parameters --mode",
    "deployment group what-if": "--resource-group --name --template-file --parameters",
    "deployment group show": "--resource-group --name",
    "functionapp deployment source config-zip": "--resource-group --name --src --build-remote --timeout",
    "functionapp stop": "--resource-group --name",
    "functionapp start": "--resource-group --name",
    "identity create": "--resource-group --name --location",
    "identity show": "--resource-group --name",
    "identity federated-credential create": "--resource-group --identity-name --name --issuer --subject --audiences",
    "role assignment create": "--assignee-object-id --assignee-principal-type --role --scope",
    "cosmosdb show": "--resource-group --name",
    "cosmosdb restore":
      "--resource-group --account-name --target-database-account-name --restore-timestamp --location --databases-to-restore",
  }).map(([name, options]) => [name, ["--subscription", "--query", "--output", ...options.split(" ")]]),
);
