import type { AppDefinition } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import { verify } from "../../read-models/verify.ts";
import { type HttpEndpoint, json } from "../exchange.ts";

/**
 * Whether every read model is what a fresh fold of all events gives. Reads the whole event store, so it is for operators
 * and tests, behind the app's master key.
 */
export function verifyReadModels(app: AppDefinition, runtime: Runtime): HttpEndpoint {
  return async () => {
    const differences = await verify(app, runtime.stores);
    const readModels = app.readModels.map(({ descriptor: { name } }) => ({
      name,
      differences: differences.filter(({ readModel }) => readModel === name),
    }));
    return json(200, { ok: differences.length === 0, readModels }, { "cache-control": "no-store" });
  };
}
