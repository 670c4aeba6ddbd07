import { equal } from "../../assets/runtime.js";
import { type JsonObject, listAt, own } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { decide, type Making } from "./making.ts";
import type { Make } from "./object.ts";

/** A list as long as it may be is not made longer than this. */
const longest = 12;

/** Makes a list that fits all the schemas. */
export function makeArray(
  making: Making,
  conjuncts: readonly JsonObject[],
  path: string,
  depth: number,
  make: Make,
): unknown {
  const { least, most } = sizeOf(conjuncts, making, depth);
  if (least > most) return undefined;
  const needed = conjuncts.filter((schema) => own(schema, "contains") !== undefined && leastOf(schema) > 0);
  const length = lengthOf(making, conjuncts, path, least, most);
  const isUnique = conjuncts.some((schema) => own(schema, "uniqueItems") === true);
  const items: unknown[] = [];
  // Items of the required kind stand last, where tuples seldom reach.
  const kinds = needed.flatMap((schema) => Array.from({ length: leastOf(schema) }, () => own(schema, "contains")));
  for (let index = 0; index < length; index++) {
    const kind = kinds[index - (length - kinds.length)];
    const schemas = [...itemSchemas(conjuncts, index), ...(kind === undefined ? [] : [kind])];
    const item = makeItem(making, schemas, pointer(path, index), depth, make, isUnique ? items : []);
    if (item === undefined) return items.length >= least && kinds.length === 0 ? items : undefined;
    items.push(item);
  }
  return items;
}

function makeItem(
  making: Making,
  schemas: readonly unknown[],
  path: string,
  depth: number,
  make: Make,
  others: readonly unknown[],
): unknown {
  for (let attempt = 0; attempt < 8; attempt++) {
    const other: Making = attempt === 0 ? making : { ...making, randomAt: (at) => making.randomAt(`${at}#${attempt}`) };
    const item = make(other, schemas, path, depth + 1);
    if (item === undefined) return undefined;
    if (!others.some((known) => equal(known, item))) return item;
  }
  return undefined;
}

function itemSchemas(conjuncts: readonly JsonObject[], index: number): readonly unknown[] {
  return conjuncts.map((schema) => {
    const tuple = listAt(schema, "prefixItems");
    return (index < tuple.length ? tuple[index] : own(schema, "items")) ?? true;
  });
}

function leastOf(schema: JsonObject): number {
  const least = own(schema, "minContains");
  return typeof least === "number" ? least : 1;
}

function sizeOf(conjuncts: readonly JsonObject[], making: Making, depth: number): { least: number; most: number } {
  let least = 0;
  let most = Number.POSITIVE_INFINITY;
  for (const schema of conjuncts) {
    const [low, high, items] = [own(schema, "minItems"), own(schema, "maxItems"), own(schema, "items")];
    if (typeof low === "number") least = Math.max(least, low);
    if (typeof high === "number") most = Math.min(most, high);
    const tuple = listAt(schema, "prefixItems");
    const tooDeep = (part: unknown) => depth + 1 + making.side.height(part) > making.deepest;
    // Where nothing more is allowed, or it would lead too deep, the list ends.
    if (items === false) most = Math.min(most, tuple.length);
    else if (items !== undefined && tooDeep(items)) most = Math.min(most, Math.max(least, tuple.length));
    const blocked = tuple.findIndex((part) => part === false || tooDeep(part));
    if (blocked >= 0) most = Math.min(most, Math.max(blocked, least));
  }
  const contained = conjuncts.reduce(
    (sum, schema) => sum + (own(schema, "contains") === undefined ? 0 : leastOf(schema)),
    0,
  );
  return { least: Math.max(least, contained), most };
}

function lengthOf(making: Making, conjuncts: readonly JsonObject[], path: string, least: number, most: number): number {
  const tuple = Math.max(0, ...conjuncts.map((schema) => listAt(schema, "prefixItems").length));
  const random = making.randomAt(path);
  const usual = Math.min(most, Math.max(least, tuple, making.isWild ? random.integer(0, 3) : 1));
  const large = Math.min(most, Math.max(longest, least));
  const lengths = [...new Set([usual, least, large])];
  const names = ["usual", "shortest list", "longest list"];
  const options = lengths.map((length) => names[[usual, least, large].indexOf(length)] ?? "usual");
  return lengths[decide(making, "items", path, 0, options)] ?? usual;
}
