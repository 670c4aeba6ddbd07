/** A message to an entity. */
export interface EntityMessage {
  /** "op": an operation or a request for a lock; "release": the end of a lock. */
  readonly name: "op" | "release";
  readonly request: EntityRequest;
}

/** What a message to an entity says. */
export interface EntityRequest {
  /** Operation; null in requests for a lock. */
  readonly op?: string | null;
  /** Nobody waits for a reply. */
  readonly signal?: boolean;
  /** JSON text. */
  readonly input?: string;
  /** Name of the event that carries the reply. */
  readonly id: string;
  /** Instance that sent it; absent when a client or an entity did. */
  readonly parent?: string;
  readonly parentExecution?: string;
  /** Ids of all the entities to be locked, sorted; this one stands at `pos`. */
  readonly lockset?: readonly string[];
  readonly pos?: number;
}

/** Id of an entity: names ignore case, keys do not. */
export function entityId(name: string, key: string): string {
  return `@${name.toLowerCase()}@${key}`;
}

/** Name and key of an entity's id. */
export function entityParts(id: string): { name: string; key: string } {
  const at = id.indexOf("@", 1);
  return { name: id.slice(1, at), key: id.slice(at + 1) };
}
