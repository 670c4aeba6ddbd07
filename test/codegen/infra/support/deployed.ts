import type { TestContext } from "node:test";
import { checkDeployment } from "../../../../codegen/infra/check/check-deployment.ts";
import { evaluateTemplate } from "../../../../codegen/infra/evaluate/evaluate-template.ts";
import { managementClient } from "../../../../codegen/infra/management/management-client.ts";
import { type NamedTemplate, templatesOf } from "../../../../codegen/infra/plan/templates.ts";
import { generate } from "../../../../codegen/pipeline.ts";
import type { ContractFiles } from "../../../../codegen/read/contract-files.ts";
import { type ResourceManagerService, startResourceManager } from "../../../../emulator/resource-manager/server.ts";
import { tools } from "../../support/contracts.ts";

export const subscription = "11111111-2222-3333-4444-555555555555";
export const group = `/subscriptions/${subscription}/resourceGroups/Shop`;
export const token = "own";

/** Parameters that leave nothing out. */
export const parameters = {
  environment: "dev",
  alertEmail: "on-call@example.com",
  allowedOrigins: ["https://app.example"],
};

/** All that is generated from a contract. */
export async function filesOf(contract: ContractFiles): Promise<ReadonlyMap<string, string>> {
  const { files, diagnostics } = await generate(contract, tools);
  if (files === undefined) throw new Error(JSON.stringify(diagnostics));
  return files;
}

/** Starts a stand-in with an empty group, and ends it with the test. */
export async function standIn(context: TestContext): Promise<ResourceManagerService> {
  const service = await startResourceManager({
    port: 0,
    tokens: { [token]: "owner", look: "reader", none: "nobody" },
    evaluate: evaluateTemplate,
  });
  context.after(() => service.stop());
  await put(service, group, { location: "westeurope" });
  return service;
}

/** Writes something, and gives the answer's body. */
export async function put(
  service: ResourceManagerService,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${service.url}${path}?api-version=2024-11-15`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

/** Deploys templates of a contract as its runbook says: the resources, the code (here: its functions), the subscriptions. */
export async function deploy(
  service: ResourceManagerService,
  files: ReadonlyMap<string, string>,
): Promise<readonly NamedTemplate[]> {
  const templates = templatesOf(files);
  for (const { file, template } of templates) {
    const names = Object.keys(template["parameters"] as object);
    const given = Object.entries(parameters).filter(([name]) => names.includes(name));
    if (file.endsWith("subscriptions.json")) await deployCode(service, files);
    const name = `deployments/${file.replace(/\W/g, "-")}`;
    const at = `${group}/providers/Microsoft.Resources/${name}`;
    const wrapped = Object.fromEntries(given.map(([key, value]) => [key, { value }]));
    await put(service, at, { properties: { mode: "Incremental", template, parameters: wrapped } });
    const { body } = service.store.get(at)!;
    const { provisioningState, error } = body["properties"] as { provisioningState: string; error: unknown };
    if (provisioningState !== "Succeeded") throw new Error(JSON.stringify(error));
  }
  return templates;
}

/** The functions that Event Grid delivers to come with the code. */
async function deployCode(service: ResourceManagerService, files: ReadonlyMap<string, string>): Promise<void> {
  const site = service.store.all().find(({ type }) => type === "Microsoft.Web/sites")!;
  const { subscriptions } = JSON.parse(files.get("resources.json")!) as { subscriptions: { functionName: string }[] };
  for (const { functionName } of subscriptions)
    await put(service, `${site.id}/functions/${functionName}`, { properties: {} });
}

/** Compares what is deployed with templates. */
export function check(service: ResourceManagerService, templates: readonly NamedTemplate[], shown = token) {
  const client = managementClient({ endpoint: service.url, token: async () => shown });
  return checkDeployment({ templates, parameters, subscription, resourceGroup: "shop", client });
}

/** What a comparison has found, a line each: kind, type and name without the environment, pointer. */
export async function linesOf(
  service: ResourceManagerService,
  templates: readonly NamedTemplate[],
): Promise<readonly string[]> {
  const result = await check(service, templates);
  if (result.state !== "compared") throw new Error(JSON.stringify(result));
  return result.differences.map(({ kind, type, name, pointer = "" }) => {
    return `${kind} ${type.split("/").at(-1)} ${name.split("/").at(-1)}${pointer === "" ? "" : ` ${pointer}`}`;
  });
}
