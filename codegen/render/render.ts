import { printJson } from "../json/json.ts";
import type { Memory } from "../json/memory.ts";
import type { Contract } from "../model/contract.ts";
import { typesFile } from "../plan/plan.ts";
import type { SchemaCode } from "../schema/compiler.ts";
import { renderDeployment, renderSubscriptions } from "./azure/infra/render-deployment.ts";
import { renderAlerts } from "./azure/render-alerts.ts";
import { renderQueries } from "./azure/render-queries.ts";
import { renderWorkbook } from "./azure/render-workbook.ts";
import { publicPart } from "./documents/public-part.ts";
import { renderOpenApi } from "./documents/render-openapi.ts";
import { renderApp } from "./render-app.ts";
import { renderCasters } from "./render-casters.ts";
import { renderClient } from "./render-client.ts";
import { renderHandlers } from "./render-handlers.ts";
import { renderMessages } from "./render-messages.ts";
import { renderNotifiers } from "./render-notifiers.ts";
import { renderProcesses } from "./render-processes.ts";
import { renderReactions } from "./render-reactions.ts";
import { renderReadModels } from "./render-read-models.ts";
import { renderResources } from "./render-resources.ts";
import { renderSettings } from "./render-settings.ts";
import { renderStreams } from "./render-streams.ts";
import { renderTypes } from "./types/render-types.ts";
import { headerLine } from "./typescript/module.ts";
import { type Assets, renderValidators } from "./validators/render-validators.ts";

/** Everything that is generated from a contract, by path in the output folder. Pure. */
export async function render(
  contract: Contract,
  codeOf: (schema: string) => SchemaCode,
  assets: Assets,
  types?: Memory<string>,
): Promise<ReadonlyMap<string, string>> {
  const described: readonly (readonly [path: string, text: string])[] = [
    [typesFile, `// ${headerLine(contract.file)}\n${await renderTypes(contract, types)}`],
    ...renderMessages(contract),
    ...renderValidators(contract, codeOf, assets),
  ];
  const documents: readonly (readonly [path: string, text: string])[] = [["contract.json", printJson(contract.bundle)]];
  // Without the words that say what messages are for, nothing can run.
  if (!contract.isApp) return new Map<string, string>([...described, ...documents]);
  const [workbook, alerts] = [renderWorkbook(contract), renderAlerts(contract)];
  return new Map<string, string>([
    ...described,
    ...renderStreams(contract),
    ...renderReadModels(contract),
    ["notifiers.ts", renderNotifiers(contract)],
    ["reactions.ts", renderReactions(contract)],
    ...renderSettings(contract),
    ...renderProcesses(contract),
    ...renderCasters(contract),
    ["handlers.ts", renderHandlers(contract)],
    ["app.ts", renderApp(contract)],
    ...renderClient(contract, assets.client),
    ["openapi.json", renderOpenApi(contract)],
    // What the service tells outsiders of itself.
    ["asyncapi.json", printJson(publicPart(contract).bundle)],
    ...documents,
    ["resources.json", renderResources(contract)],
    ...renderQueries(contract),
    ["azure/workbook.json", workbook],
    ["azure/alerts.json", alerts],
    ["azure/deployment.json", renderDeployment(contract, workbook, alerts)],
    ["azure/subscriptions.json", renderSubscriptions(contract)],
  ]);
}
