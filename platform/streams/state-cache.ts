import { LruMap } from "../app/lru-map.ts";

/** A folded state and the version that it shows. States are never changed in place. */
export interface Folded {
  readonly version: number;
  readonly state: unknown;
}

/** The last used folded states of this process, by partition value. Others may have appended since: a hint, no truth. */
export class StateCache extends LruMap<Folded> {
  constructor(capacity = 2000) {
    super(capacity);
  }
}
