import type { EndpointSecurity, ServiceDescriptor } from "../../app/definition.ts";
import { once } from "../../app/once.ts";
import type { Environment } from "../../app/settings.ts";
import type { Clock } from "../../clock/clock.ts";
import type { HttpRequest } from "../exchange.ts";
import { Problem } from "../problem.ts";
import type { Limiter, RateHeaders } from "../rate-limit/limiter.ts";
import { rateSettings } from "../rate-limit/rate.ts";
import { addressOf, senderOf } from "../rate-limit/sender.ts";
import { bearerToken } from "./bearer.ts";
import type { Caller } from "./caller.ts";
import { checkScopes } from "./scopes.ts";
import { tokenSettings } from "./token-settings.ts";
import type { VerifyToken } from "./verify-token.ts";

/** What is known of a request that may come in. */
export interface Admitted {
  /** Undefined where no token is asked for. */
  readonly caller: Caller | undefined;
  /** What the answer says of the caller's rate. */
  readonly headers: RateHeaders;
}

/** Decides which requests come in. One for a whole app. */
export interface Admission {
  /** @throws Problem 401, 403, 429; IssuerUnavailable; SettingError when it is not said who may call */
  admit(request: HttpRequest, needs: EndpointSecurity): Promise<Admitted>;
}

/** What the contract says of callers. */
type Service = Pick<ServiceDescriptor, "security" | "keyed">;

/**
 * Makes what decides which requests come in. Settings are read, keys fetched and libraries loaded when a request needs them; what is
 * missing keeps requests out.
 */
export function admissionOf(service: Service, env: Environment, clock: Clock): Admission {
  const { security = {}, keyed = false } = service;
  const verifier = once(async (): Promise<VerifyToken | undefined> => {
    const settings = tokenSettings(env, security.tokens === true);
    return settings && (await import("./verify-token.ts")).tokenVerifier(settings, clock);
  });
  const limiters = once(async (): Promise<Limiters | undefined> => {
    const rate = rateSettings(env, security.rateLimit);
    if (rate === undefined) return undefined;
    const { limiterOf } = await import("../rate-limit/limiter.ts");
    return { callers: limiterOf(rate), refused: limiterOf(rate) };
  });
  return {
    async admit(request, needs) {
      const [verify, limits] = await Promise.all([verifier(), limiters()]);
      if (verify === undefined)
        return { caller: undefined, headers: (await limits?.callers.count(senderOf(request, keyed))) ?? {} };
      const caller = await identified(request, verify, limits);
      const headers = (await limits?.callers.count(`caller:${caller.subject}`)) ?? {};
      checkScopes(caller, needs.scopes ?? []);
      return { caller, headers };
    },
  };
}

interface Limiters {
  readonly callers: Limiter;
  /** Refused tokens by address: those who share it with whoever sends them wait with them, those who share a key do not. */
  readonly refused: Limiter;
}

async function identified(request: HttpRequest, verify: VerifyToken, limits: Limiters | undefined): Promise<Caller> {
  const address = addressOf(request);
  await limits?.refused.look(address);
  try {
    return await verify(bearerToken(request));
  } catch (error) {
    // Counted after the check, so that good tokens use up nothing; refused itself when it is one too many.
    if (error instanceof Problem) await limits?.refused.count(address);
    throw error;
  }
}
