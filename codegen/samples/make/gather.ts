import { isObject, type JsonObject, listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { decide, type Making } from "./making.ts";

/** What a value must fit, with all branches chosen: schemas whose words speak for themselves. */
export interface Node {
  readonly conjuncts: readonly JsonObject[];
  /** Whether the words alone do not guarantee that a made value fits, so that it must be tried. */
  readonly isDelicate: boolean;
}

interface Gathering {
  readonly making: Making;
  readonly path: string;
  readonly depth: number;
  readonly conjuncts: JsonObject[];
  readonly seen: Set<unknown>;
  branches: number;
  isDelicate: boolean;
}

/** Chooses a branch everywhere; undefined when some schema allows nothing. */
export function gather(making: Making, schemas: readonly unknown[], path: string, depth: number): Node | undefined {
  const gathering: Gathering = { making, path, depth, conjuncts: [], seen: new Set(), branches: 0, isDelicate: false };
  return schemas.every((schema) => take(schema, gathering)) ? gathering : undefined;
}

function take(schema: unknown, gathering: Gathering): boolean {
  if (!isObject(schema)) return schema !== false;
  // The same schema twice at one place adds nothing; a reference to itself would never end.
  if (gathering.seen.has(schema)) return true;
  gathering.seen.add(schema);
  gathering.conjuncts.push(schema);
  const ref = stringAt(schema, "$ref");
  if (ref !== undefined && !take(gathering.making.side.resolve(ref) ?? false, gathering)) return false;
  if (!listAt(schema, "allOf").every((part) => take(part, gathering))) return false;
  if (own(schema, "not") !== undefined || own(schema, "oneOf") !== undefined) gathering.isDelicate = true;
  return (
    takeBranch(schema, "anyOf", gathering) && takeBranch(schema, "oneOf", gathering) && takeSide(schema, gathering)
  );
}

function takeBranch(schema: JsonObject, word: "anyOf" | "oneOf", gathering: Gathering): boolean {
  const { making, path, depth } = gathering;
  const all = listAt(schema, word).map((branch, index) => ({ branch, index, height: making.side.height(branch) }));
  if (all.length === 0) return true;
  const lowest = Math.min(...all.map(({ height }) => height));
  if (lowest === Number.POSITIVE_INFINITY) return false;
  const most = Math.max(lowest, making.deepest - depth);
  const affordable = all.filter(({ height }) => height <= most);
  const names = affordable.map(({ branch, index }) => nameOf(branch) ?? `form ${index + 1}`);
  const taken = affordable[decide(making, "branch", path, gathering.branches++, names)];
  return take(taken?.branch, gathering);
}

/** Of `if`, chooses whether the value shall fit it. */
function takeSide(schema: JsonObject, gathering: Gathering): boolean {
  const condition = own(schema, "if");
  if (condition === undefined) return true;
  gathering.isDelicate = true;
  const index = gathering.branches++;
  const isMet = decide(gathering.making, "condition", gathering.path, index, ["if", "else"]) === 0;
  if (isMet) return take(condition, gathering) && take(own(schema, "then") ?? true, gathering);
  return take(opposite(condition), gathering) && take(own(schema, "else") ?? true, gathering);
}

/** A schema whose values mostly do not fit the given one: exact for the usual condition on one field's value. */
function opposite(condition: unknown): unknown {
  const fields = Object.entries(objectAt(condition, "properties"));
  const [field] = fields;
  if (field === undefined || fields.length > 1) return { not: condition };
  return { properties: { [field[0]]: { not: field[1] } }, required: [field[0]], not: condition };
}

function nameOf(schema: unknown): string | undefined {
  return stringAt(schema, "title") ?? stringAt(schema, "$ref")?.replace("#/$defs/", "");
}
