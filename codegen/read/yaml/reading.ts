import { Anchors } from "./anchors.ts";
import { Cursor } from "./cursor.ts";

/** Offsets of the keys of each map, and of the items of each list. */
export type Offsets = Map<object, Map<string, number>>;

/** One document that is being read: where reading stands, what anchors name, and where everything was. */
export class Reading extends Cursor {
  readonly anchors = new Anchors();
  readonly #offsets: Offsets | undefined;

  /** @param offsets takes where everything stands, when somebody asks for it */
  constructor(text: string, offsets: Offsets | undefined) {
    super(text);
    this.#offsets = offsets;
  }

  /** Where the places of a new map or list go; undefined when nobody asks for them. */
  placesOf(container: object): Map<string, number> | undefined {
    if (this.#offsets === undefined) return undefined;
    const places = new Map<string, number>();
    this.#offsets.set(container, places);
    return places;
  }
}
