import type { Location } from "../diagnostics/diagnostic.ts";
import {
  type Command,
  type Contract,
  commandsOf,
  notificationsOf,
  type Query,
  type ReadModel,
} from "../model/contract.ts";
import type { Needs } from "../model/security.ts";
import { queriesOf } from "./plan.ts";

/** Something of the HTTP API that a caller is let through to, or not. */
export type Door = { readonly needs: Needs; readonly at: Location } & (
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "query"; readonly query: Query; readonly readModel: ReadModel }
  | { readonly kind: "notifications" }
);

/** The endpoints of a contract that ask who calls: commands of clients, queries, notifications. */
export function doorsOf(contract: Contract): readonly Door[] {
  const commands = commandsOf(contract).flatMap((command): readonly Door[] => {
    const { endpoint, needs } = command;
    return endpoint === undefined ? [] : [{ kind: "command", command, needs, at: endpoint.at }];
  });
  const queries = queriesOf(contract).map(
    ({ query, readModel }): Door => ({ kind: "query", query, readModel, needs: query.needs, at: query.at }),
  );
  const { notifications: needs, notificationsAt: at } = contract.security;
  const told = notificationsOf(contract).length === 0 ? [] : [{ kind: "notifications", needs, at } as const];
  return [...commands, ...queries, ...told];
}

/** The scopes that a door asks for, or that let somebody past its owner. */
export function scopesOfDoor({ needs: { scopes, access } }: Door): readonly string[] {
  return [...scopes.flat(), ...(access?.unlessScope === undefined ? [] : [access.unlessScope])];
}
