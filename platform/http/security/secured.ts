import type { EndpointSecurity } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import type { HttpEndpoint, HttpRequest } from "../exchange.ts";
import type { Route } from "../route.ts";
import { type Admission, type Admitted, admissionOf } from "./admission.ts";
import { IssuerUnavailable } from "./issuer-unavailable.ts";
import { checkOwner, parameterOf } from "./ownership.ts";
import { issuerUnavailable } from "./refusals.ts";

/** A route whose endpoint is asked only by those who may. Whose payload says what is owned sees to that itself. */
export function secured(route: Route, needs: EndpointSecurity = {}): Route {
  return {
    ...route,
    async open(runtime, tools) {
      const endpoint = await route.open(runtime, tools);
      const admission = tools.admission ?? closedAdmission(runtime);
      return answering(runtime, admission, needs, endpoint);
    },
  };
}

/** Whoever made the tools said nothing of settings: a contract that asks for tokens is not opened by that. */
function closedAdmission({ catalog, clock }: Runtime): Admission {
  return admissionOf(catalog.app.service, {}, clock);
}

function answering(
  runtime: Runtime,
  admission: Admission,
  needs: EndpointSecurity,
  endpoint: HttpEndpoint,
): HttpEndpoint {
  const { access } = needs;
  return async (request) => {
    const { caller, headers } = await admitted(runtime, admission, needs, request);
    if (access !== undefined && "parameter" in access.key) {
      await checkOwner(runtime, access, caller, parameterOf(request, access));
    }
    const response = await endpoint({ ...request, caller });
    return { ...response, headers: { ...response.headers, ...headers } };
  };
}

async function admitted(
  runtime: Runtime,
  admission: Admission,
  needs: EndpointSecurity,
  request: HttpRequest,
): Promise<Admitted> {
  try {
    return await admission.admit(request, needs);
  } catch (error) {
    if (!(error instanceof IssuerUnavailable)) throw error;
    runtime.log(logEvents.issuerUnavailable, { error });
    throw issuerUnavailable(5);
  }
}
