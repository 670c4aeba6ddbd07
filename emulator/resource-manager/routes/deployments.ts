import { createHash } from "node:crypto";
import { allow } from "../access.ts";
import type { ArmContext, Caller } from "../context.ts";
import { ArmError, type ErrorDetail, groupNotFound, notSupported, resourceNotFound } from "../errors.ts";
import type { TemplateInput, TemplateResult } from "../evaluator.ts";
import type { ArmAnswer, ArmRequest } from "../http.ts";
import { printId, type ResourceId, readId } from "../ids.ts";
import { isObject, type JsonObject, objectAt, textAt } from "../json.ts";
import type { Group, Stored } from "../store.ts";
import { shownResource, writeResource } from "../write-resource.ts";

const type = "Microsoft.Resources/deployments";
/** Read in the order of the template: resources that exist already are not written for a query's sake. */
const noQuery = new URLSearchParams({ canFetchContent: "true" });

/** Whether a type is that of deployments, or of what is asked of one. */
export function isDeployment({ type: asked }: ResourceId): boolean {
  return asked.toLowerCase().startsWith(type.toLowerCase());
}

/** Validates, makes or shows a deployment. @throws ArmError */
export async function deploymentRoute(
  request: ArmRequest,
  id: ResourceId,
  caller: Caller,
  context: ArmContext,
): Promise<ArmAnswer> {
  const { store } = context;
  const group = store.group(id.subscription, id.group);
  const action = id.type.split("/")[2]?.toLowerCase();
  const [name = ""] = id.names;
  const self = { ...id, type, names: [name] };
  const text = printId(self);
  if (group === undefined) throw groupNotFound(id.group);
  if (request.method === "POST" && action === "validate") {
    allow(caller.role, `${type}/validate/action`, text);
    const deployment = deploymentOf(await request.body(), name, group, context);
    return { status: 200, body: shownDeployment(text, name, deployment.properties("Succeeded", context)) };
  }
  if (action !== undefined) throw notSupported(`the action ${action} on a deployment`);
  if (request.method === "PUT") {
    allow(caller.role, `${type}/write`, text);
    const deployment = deploymentOf(await request.body(), name, group, context);
    const before = store.get(text);
    store.put({ id: text, type, body: { properties: deploy(deployment, context) }, readyAt: 0 });
    const status = before === undefined ? 201 : 200;
    return { status, body: shownDeployment(text, name, deployment.properties("Accepted", context)) };
  }
  if (request.method !== "GET") throw new ArmError(405, "MethodNotAllowed", `${request.method} is not possible here.`);
  allow(caller.role, `${type}/read`, text);
  const stored = store.get(text);
  if (stored === undefined)
    throw new ArmError(404, "DeploymentNotFound", `The deployment ${JSON.stringify(name)} could not be found.`);
  return { status: 200, body: shownDeployment(text, name, objectAt(stored.body, "properties")) };
}

interface Deployment {
  evaluate(): TemplateResult;
  properties(state: string, context: ArmContext): JsonObject;
}

/** Reads a deployment and checks its template. @throws ArmError 400 */
function deploymentOf(body: JsonObject, name: string, group: Group, context: ArmContext): Deployment {
  const { evaluate, store, tenant } = context;
  if (evaluate === undefined) throw notSupported("deployments, without an evaluator of templates");
  const properties = objectAt(body, "properties");
  const { template } = properties;
  if ((textAt(properties, "mode") ?? "").toLowerCase() !== "incremental")
    throw notSupported("another mode than Incremental");
  if (!isObject(template)) throw notSupported("a deployment without properties.template");
  const given = objectAt(properties, "parameters");
  const parameters = Object.fromEntries(Object.keys(given).map((key) => [key, objectAt(given, key)["value"]]));
  const target = {
    subscriptionId: group.subscription,
    tenantId: tenant,
    resourceGroup: group.name,
    location: group.location,
    deploymentName: name,
  };
  const input: TemplateInput = {
    template,
    parameters,
    target,
    exists: (id) => store.get(id) !== undefined,
    state: (id) => {
      const stored = store.get(id);
      return stored === undefined ? undefined : shownResource(stored, noQuery, context);
    },
  };
  const run = () => evaluate(input);
  const { faults } = run();
  if (faults.length > 0) throw invalidTemplate(faults);
  return {
    evaluate: run,
    properties: (state, { store: { clock } }) => ({
      mode: "Incremental",
      parameters: given,
      provisioningState: state,
      templateHash: createHash("sha256").update(JSON.stringify(template)).digest("hex").slice(0, 20),
      timestamp: new Date(clock.now()).toISOString(),
    }),
  };
}

function invalidTemplate(faults: TemplateResult["faults"]): ArmError {
  const details: ErrorDetail[] = faults.map(({ code, pointer, message, fix }) => ({
    code,
    target: pointer,
    message: `${message} ${fix}`,
  }));
  const words = `Deployment template validation failed: ${faults.length} fault${faults.length === 1 ? "" : "s"}; see details.`;
  return new ArmError(400, "InvalidTemplate", words, details);
}

/** Writes the resources one after the other. What has been written stays when a later one is refused, as in Azure. */
function deploy(deployment: Deployment, context: ArmContext): JsonObject {
  const written: Stored[] = [];
  for (const { id } of deployment.evaluate().resources) {
    try {
      // Evaluated again each time: what was written just now may be referred to.
      const result = deployment.evaluate();
      if (result.faults.length > 0) throw invalidTemplate(result.faults);
      const resource = result.resources.find((each) => each.id === id);
      if (resource === undefined) throw resourceNotFound(id);
      if (resource.type.toLowerCase() === type.toLowerCase()) continue;
      // As JSON: what is not known yet by now would be written in words.
      written.push(writeResource(readId(id), JSON.parse(JSON.stringify(resource.body)) as JsonObject, context).stored);
    } catch (error) {
      if (!(error instanceof ArmError)) throw error;
      return failed(deployment, id, error, context);
    }
  }
  const { outputs } = deployment.evaluate();
  return {
    ...deployment.properties("Succeeded", context),
    outputs,
    outputResources: written.map(({ id }) => ({ id })),
  };
}

function failed(deployment: Deployment, id: string, { code, message }: ArmError, context: ArmContext): JsonObject {
  const error = {
    code: "DeploymentFailed",
    message: "At least one resource deployment operation failed. See details.",
    details: [{ code, message, target: id }],
  };
  return { ...deployment.properties("Failed", context), error };
}

function shownDeployment(id: string, name: string, properties: JsonObject): object {
  return { id, name, type, properties };
}
