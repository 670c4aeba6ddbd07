/** Where a deployment goes, as far as it is known. */
export interface CommandPlace {
  readonly subscription: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly location: string | undefined;
  readonly parameters: string | undefined;
}

/** The command that deploys a template, without a place. */
export function printedDeploy(file: string): string {
  return `az deployment group create --template-file generated/${file}`;
}

/** Everything that is typed to deploy with the Azure CLI, and with azd. Nothing is run. */
export function deployCommands(files: readonly string[], place: CommandPlace): string {
  const { subscription = "SUBSCRIPTION", resourceGroup = "GROUP", location = "westeurope" } = place;
  const parameters = place.parameters ?? "infra/parameters/dev.json";
  const where = `--subscription ${subscription} --resource-group ${resourceGroup}`;
  const create = (file: string) => `${printedDeploy(file)} ${where} --parameters @${parameters}`;
  const [first = "azure/deployment.json", ...later] = files;
  return [
    "# With the Azure CLI",
    "az login",
    `az group create --subscription ${subscription} --name ${resourceGroup} --location ${location}`,
    `az deployment group what-if ${where} --template-file generated/${first} --parameters @${parameters}`,
    create(first),
    "npm run package",
    `az functionapp deployment source config-zip ${where} --name "$(az deployment group show ${where} --name deployment --query properties.outputs.functionAppName.value -o tsv)" --src .eventwright/package/app.zip`,
    ...later.map((file) => `${create(file)}   # once the code is there: functions come with it`),
    `npm run infra -- --check --subscription ${subscription} --resource-group ${resourceGroup} --parameters ${parameters}`,
    "",
    "# Or with the Azure Developer CLI, which does the same (azure.yaml)",
    "azd auth login",
    "azd up",
  ].join("\n");
}
