import type { AccessRule, AppDefinition } from "../../../platform/app/definition.ts";
import type { Environment } from "../../../platform/app/settings.ts";
import type { Message } from "../../../platform/messages/message-class.ts";
import { audience, type TestIssuer } from "./issuer.ts";
import { counters, tally } from "./tally.ts";

/** Whose counter it is: the caller of its first addition. */
const owned = { readModel: "counters", owner: "/openedBy", unlessScope: "tally.all" } as const;
const byParameter = (parameter: string): AccessRule => ({ ...owned, key: { parameter } });

/** The contract `tally` with tokens, a scope per group and counters that belong to whoever began them. */
export function guardedTally(): AppDefinition {
  const app = tally();
  const write = { scopes: [["tally.write"]] };
  const read = { scopes: [["tally.read"]] };
  return {
    ...app,
    service: {
      ...app.service,
      security: { tokens: true, notifications: { ...read, access: byParameter("recipient") } },
    },
    commandEndpoints: app.commandEndpoints.map((endpoint) => {
      const isOwned = endpoint.message.messageName === "Touch";
      const access: AccessRule = { ...owned, key: { pointer: "/counterId" } };
      return { ...endpoint, security: isOwned ? { ...write, access } : write };
    }),
    queryEndpoints: app.queryEndpoints.map((endpoint) => {
      const { keyParameter } = endpoint.query;
      const access = keyParameter === undefined ? {} : { access: byParameter(keyParameter) };
      return { ...endpoint, security: { ...read, ...access } };
    }),
    readModels: app.readModels.map((model) => {
      if (model.descriptor !== counters) return model;
      const { Added } = model.project as unknown as { readonly Added: (...args: never[]) => object };
      const project = {
        Added: (event: Message, document?: { readonly openedBy?: string }) => {
          const openedBy = document?.openedBy ?? event.envelope.caller;
          return { ...Added(event as never, document as never), ...(openedBy === undefined ? {} : { openedBy }) };
        },
      };
      return { ...model, project };
    }),
  };
}

/** App settings that ask for tokens of an issuer. */
export function tokensOf(issuer: TestIssuer): Environment {
  return { ApiTokens: "required", OidcIssuer: issuer.url, OidcAudience: audience };
}
