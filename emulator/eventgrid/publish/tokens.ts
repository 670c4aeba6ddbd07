import type { IncomingHttpHeaders } from "node:http";
import type { TokenTrust } from "../../identity/directory.ts";
import { TokenInvalid, TokenVerifier } from "../../identity/verify.ts";
import { forbidden, unauthorized } from "../errors.ts";

/** Whose tokens may publish. */
export interface Publishers {
  readonly trust: TokenTrust;
  /** Principals with the role EventGrid Data Sender on every topic. */
  readonly dataSenders: readonly string[];
}

/** What SDKs ask tokens for, whatever the topic. */
const audience = "https://eventgrid.azure.net";

/** Checks the Entra ID tokens of who publishes. */
export class PublisherTokens {
  readonly #verifier: TokenVerifier;
  readonly #dataSenders: ReadonlySet<string>;

  constructor({ trust, dataSenders }: Publishers) {
    this.#verifier = new TokenVerifier(trust, () => [audience]);
    this.#dataSenders = new Set(dataSenders);
  }

  /**
   * Lets a bearer token publish.
   * @param times the instants (ms) that count as now
   * @returns false when the request carries none
   * @throws EventGridError 401 when it is worth nothing, 403 when its owner lacks the role
   */
  async admits({ authorization }: IncomingHttpHeaders, times: readonly number[]): Promise<boolean> {
    const token = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (token === undefined) return false;
    const { id } = await this.#verifier.verify(token, times).catch((error: unknown) => {
      if (error instanceof TokenInvalid) throw unauthorized(`The Microsoft Entra token is refused: ${error.message}.`);
      throw error;
    });
    if (this.#dataSenders.has(id)) return true;
    throw forbidden(
      `The principal ${id} is not authorized to perform 'Microsoft.EventGrid/events/send/action': it lacks the role EventGrid Data Sender.`,
    );
  }
}
