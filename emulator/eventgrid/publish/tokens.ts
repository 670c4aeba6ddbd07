import type { IncomingHttpHeaders } from "node:http";
import { bearerOf, type EntraOptions, RoleGuard } from "../../identity/guard.ts";
import { TokenInvalid } from "../../identity/verify.ts";
import type { Log } from "../../service.ts";
import { forbidden, unauthorized } from "../errors.ts";

/** What SDKs ask tokens for to publish, whatever the topic. */
const publishAudience = "https://eventgrid.azure.net";
/** What they ask them for to manage topics. */
const managementAudience = "https://management.azure.com";

/** Something that a token is sent for. */
export interface Wanted {
  /** Such as `Microsoft.EventGrid/events/send/action`. */
  readonly action: string;
  /** Id of the topic. */
  readonly scope: string;
}

/** Checks the Entra ID tokens of who publishes and manages. */
export class TopicTokens {
  readonly #publishers: RoleGuard;
  readonly #managers: RoleGuard;

  /** @param port the server's, on 127.0.0.1: management stands here, too */
  constructor(entra: EntraOptions, port: () => string, log: Log) {
    this.#publishers = new RoleGuard(entra, () => [publishAudience], log);
    const here = () => [`https://127.0.0.1:${port()}`, `https://localhost:${port()}`, managementAudience];
    this.#managers = new RoleGuard(entra, here, log);
  }

  /**
   * Lets a bearer token publish.
   * @param times the instants (ms) that count as now
   * @returns false when the request carries none
   * @throws EventGridError 401 when it is worth nothing, 403 when its owner lacks the role
   */
  async publishes({ authorization }: IncomingHttpHeaders, scope: string, times: readonly number[]): Promise<boolean> {
    return admits(this.#publishers, authorization, { action: "Microsoft.EventGrid/events/send/action", scope }, times);
  }

  /** As `publishes`, for management. */
  async manages({ authorization }: IncomingHttpHeaders, wanted: Wanted, times: readonly number[]): Promise<boolean> {
    return admits(this.#managers, authorization, wanted, times);
  }
}

async function admits(
  guard: RoleGuard,
  authorization: string | undefined,
  { action, scope }: Wanted,
  times: readonly number[],
): Promise<boolean> {
  const token = bearerOf(authorization);
  if (token === undefined) return false;
  const { id, allowed } = await guard.judge(token, action, scope, times).catch((error: unknown) => {
    if (error instanceof TokenInvalid) throw unauthorized(`The Microsoft Entra token is refused: ${error.message}.`);
    throw error;
  });
  if (allowed) return true;
  throw forbidden(`The principal ${id} has no role that allows the action '${action}' on '${scope}'.`);
}
