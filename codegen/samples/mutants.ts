import type { SchemaSide } from "../compatibility/schemas/side.ts";
import { isObject, type JsonObject, own } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import type { Sample } from "./boundary-samples.ts";
import { atPlaces, type Place, replaced } from "./mutate/places.ts";
import { otherValues } from "./mutate/values.ts";
import { prepare } from "./prepare.ts";
import type { Random } from "./random.ts";

/** A document that differs from a valid one in one place. */
export interface Mutant extends Sample {
  /** Whether it is valid all the same: not every small change is a fault. */
  readonly isValid: boolean;
}

/** How many mutants are made. */
export interface MutantOptions {
  /** When there are more, chance picks this many; 200 when left out. */
  readonly most?: number;
}

/**
 * Near misses of a document: a field dropped or added, a value of another type, just outside or at each bound, unknown
 * values of enums, broken texts. Each differs from the document in one place.
 */
export function mutantsOf(
  side: SchemaSide,
  document: unknown,
  random: Random,
  { most = 200 }: MutantOptions = {},
): readonly Mutant[] {
  const prepared = prepare(side);
  const root = prepared.resolve(`#/$defs/${side.name}`);
  const found = new Map<string, Sample>();
  const add = (name: string, changed: unknown): void => {
    const key = JSON.stringify(changed);
    if (key !== undefined && !found.has(key)) found.set(key, { name, document: changed });
  };
  for (const place of atPlaces(prepared, root, document)) {
    for (const [what, value] of changesOf(place)) {
      add(`${place.path === "" ? "the whole" : place.path}: ${what}`, replaced(document, place.segments, value));
    }
  }
  found.delete(JSON.stringify(document));
  const all = [...found.values()];
  const picked = all.length > most ? random.shuffle(all).slice(0, most) : all;
  return picked.map((sample) => ({ ...sample, isValid: prepared.isValid(side.name, sample.document) }));
}

/** What a value is replaced with; undefined takes it away. */
function changesOf(place: Place): readonly (readonly [what: string, value: unknown])[] {
  const changes: (readonly [string, unknown])[] = [...otherValues(place)];
  if (place.segments.length > 0) changes.push(["missing", undefined]);
  const { value } = place;
  if (isObject(value)) changes.push(...fieldChanges(place, value));
  if (Array.isArray(value)) changes.push(...itemChanges(value));
  return changes;
}

function* fieldChanges({ schemas }: Place, value: JsonObject): Generator<readonly [string, unknown]> {
  const known = new Set(schemas.flatMap((schema) => Object.keys((own(schema, "properties") as object) ?? {})));
  yield ["a field nobody knows", { ...value, unheardOf: true }];
  yield ["without fields", {}];
  for (const name of known) {
    if (Object.hasOwn(value, name) || name === "__proto__") continue;
    for (const filler of [null, "", 0, {}, []])
      yield [`${pointer("", name)} is ${JSON.stringify(filler)}`, { ...value, [name]: filler }];
  }
}

function* itemChanges(items: readonly unknown[]): Generator<readonly [string, unknown]> {
  yield ["without items", []];
  yield ["one item more", [...items, null]];
  if (items.length === 0) return;
  yield ["an item twice", [...items, items[0]]];
  yield ["many items", Array.from({ length: 30 }, () => items[0])];
  yield ["in another order", items.toReversed()];
}
