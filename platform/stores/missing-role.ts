/** A role that an identity would need for what it was refused. Holds no secret. */
export interface MissingRole {
  /** Such as `Azure Cosmos DB`. */
  readonly service: string;
  /** Object id of the identity; undefined where it cannot be told. */
  readonly identity: string | undefined;
  /** What was refused, as roles name it. */
  readonly action: string;
  /** Where: the resource as the service names it. */
  readonly resource: string;
  /** Name of a built-in role that allows it. */
  readonly role: string;
  /** The command line that grants it, for somebody who may. */
  readonly grant: string;
}

/** Says what is missing, in one sentence. */
export function missingRoleSentence({ service, identity, action, resource, role }: MissingRole): string {
  const who = identity === undefined ? "The app's identity" : `The identity ${identity}`;
  return `${who} lacks a role on ${service}: ${role} would allow ${action} on ${resource}.`;
}
