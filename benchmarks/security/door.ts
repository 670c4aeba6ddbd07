import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import type { EndpointSecurity } from "../../platform/app/definition.ts";
import type { Runtime } from "../../platform/app/runtime.ts";
import type { Environment } from "../../platform/app/settings.ts";
import type { HttpRequest } from "../../platform/http/exchange.ts";
import type { Route } from "../../platform/http/route.ts";
import { admissionOf } from "../../platform/http/security/admission.ts";
import { secured } from "../../platform/http/security/secured.ts";
import { keyOfValue } from "../../platform/read-models/keys.ts";
import { inMemoryApp } from "../../platform/testing/in-memory-app.ts";

/** Asks an endpoint that does nothing, through the door of an app. @throws Problem when it is refused */
export type Door = (token: string, account: string) => Promise<unknown>;

/** A rate that nobody reaches. */
export const rate = { ApiRateLimit: "9999999/24h" } as const;

/** What the measured request needs: a scope, and to be the owner of an account. */
export const needs: EndpointSecurity = {
  scopes: [["credits.read"]],
  access: { readModel: "accounts", owner: "/owner", key: { parameter: "accountId" } },
};

const empty: Route = {
  functionName: "empty",
  methods: ["GET"],
  route: "api/empty/{accountId}",
  open: async () => async () => ({ status: 200, headers: {} }),
};

/** The example's app in memory, with accounts of these owners; the account of an owner has the owner's name as id. */
export async function runtimeWith(owners: readonly string[]): Promise<Runtime> {
  const { runtime } = inMemoryApp(defineApp(handlers));
  const container = runtime.catalog.readModels.get("accounts")?.descriptor.container;
  if (container === undefined) throw new Error("The example has no read model of accounts.");
  for (const owner of owners) {
    const record = { ...keyOfValue(owner), data: { accountId: owner, owner }, seen: {} };
    await runtime.stores.readModels.write(container, record, undefined);
  }
  return runtime;
}

/** Opens an endpoint behind the door. */
export async function openDoor(runtime: Runtime, environment: Environment, asks: EndpointSecurity): Promise<Door> {
  const { catalog, clock } = runtime;
  const admission = admissionOf(catalog.app.service, environment, clock);
  const endpoint = await secured(empty, asks).open(runtime, { checks: {}, pollEvery: 500, admission });
  const query = new URLSearchParams();
  return (token, account) => {
    const request: HttpRequest = {
      ...{ method: "GET", path: `/api/empty/${account}`, query, params: { accountId: account }, body: null },
      headers: new Headers({ authorization: `Bearer ${token}` }),
    };
    return endpoint(request);
  };
}
