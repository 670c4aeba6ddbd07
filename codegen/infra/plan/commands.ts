import { type JsonObject, objectAt } from "../../json/json.ts";
import type { NamedTemplate } from "./templates.ts";

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
export function deployCommands(templates: readonly NamedTemplate[], place: CommandPlace, given: JsonObject): string {
  const { subscription = "SUBSCRIPTION", resourceGroup = "GROUP", location = "westeurope" } = place;
  const file = place.parameters ?? "infra/parameters/dev.json";
  const where = `--subscription ${subscription} --resource-group ${resourceGroup}`;
  const create = (template: NamedTemplate) =>
    `${printedDeploy(template.file)} ${where} --parameters ${template === templates[0] ? `@${file}` : some(template, given)}`;
  const [first, ...later] = templates;
  if (first === undefined) return "";
  const deployed = `az deployment group show ${where} --name deployment --query properties.outputs.functionAppName.value -o tsv`;
  return [
    "# With the Azure CLI",
    "az login",
    `az group create --subscription ${subscription} --name ${resourceGroup} --location ${location}`,
    `az deployment group what-if ${where} --template-file generated/${first.file} --parameters @${file}`,
    create(first),
    "npm run package",
    `az functionapp deployment source config-zip ${where} --name "$(${deployed})" --src .eventwright/package/app.zip`,
    ...later.map((template) => `${create(template)}   # once the code is there: functions come with it`),
    `npm run infra -- --check ${where} --parameters ${file}`,
    "",
    "# Or with the Azure Developer CLI, which does the same (azure.yaml)",
    "azd auth login",
    "azd up",
  ].join("\n");
}

/** Azure refuses a file with values that a template has no parameter for, so a later template is given its own ones by name. */
function some({ template }: NamedTemplate, given: JsonObject): string {
  const names = Object.keys(objectAt(template, "parameters"));
  return names.map((name) => `${name}=${typeof given[name] === "string" ? given[name] : "VALUE"}`).join(" ");
}
