import type { IncomingMessage, ServerResponse } from "node:http";
import { jsonValue } from "../../durable/http/status.ts";
import type { Management } from "../../durable/management.ts";
import { sendJson } from "./json.ts";
import { ProblemError } from "./problems.ts";

/**
 * Answers `GET /admin/durable/instances/{id}/history`, which only this local host has: the events of the current execution
 * as the durable library reads them, for a replay elsewhere.
 */
export function sendHistory(
  management: Management | undefined,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method !== "GET") throw new ProblemError(404, "not-found", "A history can only be read.");
  const instance = management?.find(id);
  if (management === undefined || instance === undefined) {
    throw new ProblemError(404, "instance-not-found", `This host has no instance with the id '${id.slice(0, 256)}'.`);
  }
  const { name, version, status, input, customStatus } = instance;
  sendJson(response, 200, {
    instanceId: id,
    name,
    version,
    status,
    input: jsonValue(input),
    customStatus: jsonValue(customStatus),
    history: management.history(id),
  });
}
