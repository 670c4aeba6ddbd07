import type { Clock } from "../../platform/clock/clock.ts";
import type { JsonObject } from "./json.ts";

/** A resource that is kept. */
export interface Stored {
  /** As it was written first: Azure keeps the case of ids. */
  readonly id: string;
  readonly type: string;
  readonly body: JsonObject;
  /** When it is provisioned, ms on the clock. */
  readonly readyAt: number;
}

/** A resource group. */
export interface Group {
  readonly subscription: string;
  readonly name: string;
  readonly location: string;
  readonly tags: JsonObject;
}

/** Everything that is deployed. Ids are the same in any case. In memory: a stand-in begins empty. */
export class Store {
  readonly clock: Clock;
  readonly #resources = new Map<string, Stored>();
  readonly #groups = new Map<string, Group>();
  /** By id of the operation: the resource. */
  readonly operations = new Map<string, string>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  group(subscription: string, name: string): Group | undefined {
    return this.#groups.get(`${subscription}/${name}`.toLowerCase());
  }

  groups(subscription: string): readonly Group[] {
    return [...this.#groups.values()].filter((each) => each.subscription.toLowerCase() === subscription.toLowerCase());
  }

  putGroup(group: Group): void {
    this.#groups.set(`${group.subscription}/${group.name}`.toLowerCase(), group);
  }

  deleteGroup({ subscription, name }: Group): void {
    this.#groups.delete(`${subscription}/${name}`.toLowerCase());
    this.delete(`/subscriptions/${subscription}/resourceGroups/${name}`);
  }

  get(id: string): Stored | undefined {
    return this.#resources.get(id.toLowerCase());
  }

  put(stored: Stored): void {
    this.#resources.set(stored.id.toLowerCase(), stored);
  }

  /** Removes a resource with everything within it and everything that extends it. */
  delete(id: string): boolean {
    const lower = id.toLowerCase();
    const inside = [...this.#resources.keys()].filter((key) => key === lower || key.startsWith(`${lower}/`));
    for (const key of inside) this.#resources.delete(key);
    return inside.length > 0;
  }

  /** The resources of a type directly within a resource, or in a group. */
  list(parent: string, type: string): readonly Stored[] {
    const prefix = `${parent}/`.toLowerCase();
    return [...this.#resources].flatMap(([key, stored]) => {
      if (!key.startsWith(prefix) || stored.type.toLowerCase() !== type.toLowerCase()) return [];
      const rest = key.slice(prefix.length).split("/");
      // `/<type>/<name>` within a resource, `/providers/<provider>/<type>/<name>` in a group or as an extension.
      return rest.length === 2 || (rest[0] === "providers" && rest.length === 4) ? [stored] : [];
    });
  }

  all(): readonly Stored[] {
    return [...this.#resources.values()];
  }
}
