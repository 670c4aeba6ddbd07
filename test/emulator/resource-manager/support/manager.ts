import type { TestContext } from "node:test";
import { evaluateTemplate } from "../../../../codegen/infra/evaluate/evaluate-template.ts";
import { type ResourceManagerOptions, startResourceManager } from "../../../../emulator/resource-manager/server.ts";

/** The subscription of all tests. */
export const subscription = "11111111-2222-3333-4444-555555555555";
/** The group that tests deploy to. */
export const group = `/subscriptions/${subscription}/resourceGroups/shop`;
/** A token for each role. */
export const tokens = { own: "owner", work: "contributor", look: "reader", none: "nobody" } as const;

/** What the stand-in has answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look deep into answers.
  readonly body: any;
}

/** Asks for a path; the body is sent as JSON. */
export type Ask = (method: string, path: string, body?: object, token?: string) => Promise<Answered>;

/** Starts a stand-in with the group, and ends it with the test. */
export async function managerFor(context: TestContext, options: Partial<ResourceManagerOptions> = {}) {
  const service = await startResourceManager({ port: 0, tokens, evaluate: evaluateTemplate, ...options });
  context.after(() => service.stop());
  const ask: Ask = async (method, path, body, token = "own") => {
    const mark = path.includes("?") ? "" : "?api-version=2024-11-15";
    const response = await fetch(service.url + path + mark, {
      method,
      headers: { ...(token === "" ? {} : { authorization: `Bearer ${token}` }), "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  await ask("PUT", group, { location: "westeurope" });
  return { service, ask };
}

const cosmos = `${group}/providers/Microsoft.DocumentDB/databaseAccounts/shop`;

/** Makes an account with a database and gives its id. */
export async function makeAccount(ask: Ask): Promise<string> {
  const locations = [{ locationName: "westeurope", failoverPriority: 0 }];
  const properties = { databaseAccountOfferType: "Standard", locations };
  await ask("PUT", cosmos, { location: "West Europe", properties });
  await ask("PUT", `${cosmos}/sqlDatabases/shop`, { properties: { resource: { id: "shop" } } });
  return cosmos;
}
