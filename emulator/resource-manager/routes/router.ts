import { allow, roleOf, type Tokens } from "../access.ts";
import type { ArmContext, Caller } from "../context.ts";
import { badRequest, resourceNotFound } from "../errors.ts";
import type { ArmAnswer, ArmRequest } from "../http.ts";
import { readPath } from "../ids.ts";
import { deploymentRoute, isDeployment } from "./deployments.ts";
import { groupRoute } from "./groups.ts";
import { listRoute, resourceRoute } from "./resources.ts";

/** Answers a request. @throws ArmError for everything that cannot be done */
export async function route(request: ArmRequest, tokens: Tokens, context: ArmContext): Promise<ArmAnswer> {
  const role = roleOf(request.headers, tokens);
  const apiVersion = request.url.searchParams.get("api-version");
  if (apiVersion === null) {
    throw badRequest("The api-version query parameter is required for all requests.", "MissingApiVersionParameter");
  }
  if (!/^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/.test(apiVersion)) {
    throw badRequest("api-version must be a date such as 2024-11-01.", "InvalidApiVersionParameter");
  }
  const caller: Caller = { role, apiVersion };
  const target = readPath(request.url.pathname);
  switch (target.kind) {
    case "group":
      return groupRoute(request, target, caller, context);
    case "subscription": {
      const id = `/subscriptions/${target.subscription}`;
      allow(role, "Microsoft.Resources/subscriptions/read", id);
      const body = { id, subscriptionId: target.subscription, tenantId: context.tenant, state: "Enabled" };
      return { status: 200, body };
    }
    case "operation":
      return operationRoute(target.id, context);
    case "list":
      if (isDeployment(target.id)) return deploymentRoute(request, target.id, caller, context);
      return listRoute(request, target.id, caller, context);
    case "resource":
      if (isDeployment(target.id)) return deploymentRoute(request, target.id, caller, context);
      return resourceRoute(request, target.id, caller, context);
  }
}

/** How far a slow write is. */
function operationRoute(operation: string, { store }: ArmContext): ArmAnswer {
  const id = store.operations.get(operation);
  if (id === undefined) throw resourceNotFound(operation);
  const stored = store.get(id);
  const isReady = stored === undefined || stored.readyAt <= store.clock.now();
  return { status: 200, body: { name: operation, status: isReady ? "Succeeded" : "InProgress" } };
}
