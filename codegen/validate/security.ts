import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { type Contract, commandsOf, type ReadModel } from "../model/contract.ts";
import type { Access, Needs } from "../model/security.ts";
import { pathParameters, queriesOf } from "../plan/plan.ts";
import type { NamedSchema } from "../schema/schema-table.ts";
import { fieldAt } from "./payload-pointers.ts";
import { below } from "./references.ts";

/** Checks scopes and ownership: that they can be asked for, and that what they name is there. */
export function checkSecurity(contract: Contract, report: Report): void {
  const schemas = new Map(contract.schemas.map((schema) => [schema.name, schema]));
  const { notifications } = contract.security;
  for (const { payload, needs, streamId } of commandsOf(contract)) {
    checkAccess(contract, needs, schemas, report);
    const { access } = needs;
    if (access === undefined) continue;
    const key = access.key ?? streamId;
    const field = fieldAt(payload, key, schemas);
    if (field === undefined)
      report("pointer-missing", below(access.at, "key"), `\`${key}\` is no field of ${payload}.`);
    else if (!field.isRequired)
      report("pointer-optional", below(access.at, "key"), `\`${key}\` of ${payload} is optional.`);
  }
  for (const { query } of queriesOf(contract)) {
    const { at, path, filters, needs } = query;
    for (const scopes of needs.scopes)
      for (const scope of scopes) checkScope(contract, scope, below(at, "scopes"), report);
    if (contract.security.tokens === undefined && needs.scopes.length > 0) {
      report("access-without-tokens", below(at, "scopes"), "The query asks for scopes, and nothing asks for tokens.");
    }
    checkAccess(contract, needs, schemas, report);
    if (needs.access === undefined) continue;
    const parameters = pathParameters(path);
    const key = needs.access.key ?? (parameters.length === 1 ? parameters[0] : undefined);
    if (key !== undefined && [...parameters, ...filters.map(({ name }) => name)].includes(key)) continue;
    report(
      "access-key",
      below(needs.access.at, "key"),
      `\`${key ?? ""}\` is no parameter of \`${path}\` and no filter.`,
    );
  }
  checkAccess(contract, notifications, schemas, report);
  if (notifications.access?.key !== undefined) {
    report("access-key", below(notifications.access.at, "key"), "The key of notifications is their recipient.");
  }
}

function checkAccess(
  contract: Contract,
  { access }: Needs,
  schemas: ReadonlyMap<string, NamedSchema>,
  report: Report,
): void {
  if (access === undefined) return;
  if (contract.security.tokens === undefined) {
    report("access-without-tokens", access.at, "Ownership is asked for, and nothing asks for tokens.");
  }
  if (access.unlessScope !== undefined)
    checkScope(contract, access.unlessScope, below(access.at, "unlessScope"), report);
  if (access.readModel === undefined) return;
  const readModel = contract.readModels.find(({ name }) => name === access.readModel);
  if (readModel === undefined) {
    report("unknown-read-model", below(access.at, "readModel"), `There is no read model \`${access.readModel}\`.`);
  } else {
    checkOwnerField(access, readModel, schemas, report);
  }
}

function checkOwnerField(
  { at, owner }: Access,
  { name, per, document }: ReadModel,
  schemas: ReadonlyMap<string, NamedSchema>,
  report: Report,
): void {
  if (per === "event") report("access-key", below(at, "readModel"), `\`${name}\` has a document for each event.`);
  if (document === undefined || owner === undefined) return;
  const field = fieldAt(document, owner, schemas);
  if (field === undefined) report("pointer-missing", below(at, "owner"), `\`${owner}\` is no field of ${document}.`);
  else if (field.types.length !== 1 || field.types[0] !== "string") {
    report("pointer-type", below(at, "owner"), `\`${owner}\` of ${document} is not always a text.`);
  }
}

function checkScope({ security }: Contract, scope: string, at: Location, report: Report): void {
  if (!security.scopes.includes(scope)) report("scope-unknown", at, `No security scheme lists the scope \`${scope}\`.`);
}
