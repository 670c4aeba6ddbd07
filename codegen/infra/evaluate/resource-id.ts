/** A type of resources and the names that lead to one of them. */
export interface TypeAndNames {
  /** `Microsoft.DocumentDB/databaseAccounts/sqlDatabases`. */
  readonly type: string;
  /** One name for each part of the type behind the first. */
  readonly names: readonly string[];
}

/** A resource id in its parts. */
export interface IdParts extends TypeAndNames {
  /** What is before the last `/providers/`: a group, a subscription, or the resource that this one extends. */
  readonly scope: string;
}

/** Writes the part of an id behind its scope. */
export function providerPath({ type, names }: TypeAndNames): string {
  const [provider = "", ...types] = type.split("/");
  return `/providers/${provider}${types.map((each, index) => `/${each}/${names[index] ?? ""}`).join("")}`;
}

/** Reads an id; undefined when it names no resource. */
export function idParts(id: string): IdParts | undefined {
  const at = id.toLowerCase().lastIndexOf("/providers/");
  if (at < 0) return undefined;
  const [provider, ...rest] = id.slice(at + "/providers/".length).split("/");
  if (provider === undefined || provider === "" || rest.length === 0 || rest.length % 2 !== 0) return undefined;
  if (rest.includes("")) return undefined;
  const types = rest.filter((_, index) => index % 2 === 0);
  const names = rest.filter((_, index) => index % 2 === 1);
  return { scope: id.slice(0, at), type: [provider, ...types].join("/"), names };
}

/** Ids are the same in any case. */
export function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** The id of the resource that another one is within; undefined: it is within none. */
export function parentId(id: string): string | undefined {
  const parts = idParts(id);
  if (parts === undefined) return undefined;
  if (parts.names.length > 1) return id.split("/").slice(0, -2).join("/");
  return idParts(parts.scope) === undefined ? undefined : parts.scope;
}
