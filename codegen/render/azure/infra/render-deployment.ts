import { printJson } from "../../../json/json.ts";
import type { Contract } from "../../../model/contract.ts";
import { resourcesOf } from "../../render-resources.ts";
import { armTemplate } from "../arm.ts";
import { cosmosResources } from "./cosmos.ts";
import { subscriptionResource, topicResource } from "./event-grid.ts";
import { call, type Expression, field, value, variable } from "./expressions.ts";
import { functionAppResources } from "./function-app.ts";
import { identityOf, identityResources } from "./identities.ts";
import { monitoringResources } from "./monitoring.ts";
import { ids, nameVariables } from "./names.ts";
import { deploymentParameters, environmentParameter } from "./parameters.ts";
import { apiVersions } from "./resource.ts";
import { packageContainer, storageResources } from "./storage.ts";

/**
 * Everything that the app needs on Azure, as one deployment of a resource group.
 * @param workbook and `alerts`: their templates as JSON texts
 */
export function renderDeployment(contract: Contract, workbook: string, alerts: string): string {
  const resources = resourcesOf(contract);
  const deadLetters = resources.subscriptions.find(
    ({ deadLetterContainer }) => deadLetterContainer,
  )?.deadLetterContainer;
  const description = `Everything that ${contract.name} needs on Azure.`;
  const template = armTemplate(description, deploymentParameters(contract), {
    variables: variablesOf(contract),
    resources: [
      ...identityResources(deadLetters),
      ...storageResources([packageContainer, ...(deadLetters === undefined ? [] : [deadLetters])]),
      ...cosmosResources(resources),
      topicResource(resources),
      ...monitoringResources(JSON.parse(workbook), JSON.parse(alerts)),
      ...functionAppResources(contract, deadLetters),
    ],
    outputs: {
      apiUrl: output(call("concat", "https://", field(call("reference", ids.app, apiVersions.web), "defaultHostName"))),
      functionAppName: output(variable("app")),
      cosmosEndpoint: output(field(call("reference", ids.cosmos, apiVersions.cosmos), "documentEndpoint")),
      topicEndpoint: output(field(call("reference", ids.topic, apiVersions.eventGrid), "endpoint")),
      storageAccountName: output(variable("storage")),
      identityClientId: output(field(identityOf("identity"), "clientId")),
    },
  });
  return printJson(template);
}

/** The subscriptions of the app's functions: deployed after the app, whose functions Event Grid asks for. */
export function renderSubscriptions(contract: Contract): string {
  const description = `Which events ${contract.name} hands to its own functions. Deploy it after the app.`;
  const template = armTemplate(
    description,
    { environment: environmentParameter },
    { variables: variablesOf(contract), resources: resourcesOf(contract).subscriptions.map(subscriptionResource) },
  );
  return printJson(template);
}

function variablesOf(contract: Contract): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(nameVariables(contract)).map(([name, made]) => [name, value(made)]));
}

function output(given: Expression): object {
  return { type: "string", value: value(given) };
}
