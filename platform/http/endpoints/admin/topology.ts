import { topologyOf } from "../../../admin/topology.ts";
import type { AppDefinition } from "../../../app/definition.ts";
import type { HttpEndpoint } from "../../exchange.ts";
import { queryValues } from "../../query.ts";
import { fresh } from "./parameters.ts";

/** What the contract connects with what. */
export function showTopology(app: AppDefinition): HttpEndpoint {
  const topology = topologyOf(app);
  return async (request) => {
    queryValues(request, []);
    return fresh(topology);
  };
}
