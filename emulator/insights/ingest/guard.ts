import { bearerOf, type EntraOptions, RoleGuard } from "../../identity/guard.ts";
import { insightsId } from "../../identity/resource-ids.ts";
import { TokenInvalid } from "../../identity/verify.ts";
import type { Log } from "../../service.ts";
import { errorAnswer, type InsightsRoute } from "../http.ts";

const audience = "https://monitor.azure.com";
const action = "Microsoft.Insights/Telemetry/Write";

/**
 * Stands before the ingestion of a component that takes tokens only, and lets through what has one.
 * 401: no token, or one that is worth nothing here; 403: its owner lacks the role.
 * @param now the machine's time, ms since the epoch
 */
export function ingestGuard(entra: EntraOptions, log: Log, now: () => number): InsightsRoute {
  const guard = new RoleGuard(entra, () => [audience], log);
  return async ({ url, headers }) => {
    if (!/^\/v2(\.1)?\/track$/i.test(url.pathname)) return undefined;
    const token = bearerOf(headers.authorization);
    if (token === undefined)
      return errorAnswer(401, "Unauthorized", "This component takes Microsoft Entra tokens only.");
    try {
      const { id, allowed } = await guard.judge(token, action, insightsId, [now()]);
      if (allowed) return undefined;
      return errorAnswer(403, "Forbidden", `The principal ${id} has no role that allows ${action} on ${insightsId}.`);
    } catch (error) {
      if (!(error instanceof TokenInvalid)) throw error;
      return errorAnswer(401, "Unauthorized", `The Microsoft Entra token is refused: ${error.message}.`);
    }
  };
}
