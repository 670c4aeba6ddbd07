import { isObject, type Json, pointerTo } from "./pointer.ts";

/** One line of two JSON values that are shown as one text. */
export interface DiffLine {
  readonly depth: number;
  readonly text: string;
  readonly change: "same" | "added" | "removed";
  /** Where it stands in the value that it is of; an opening and a closing bracket have the same. */
  readonly pointer: string;
}

/**
 * Both values as the lines of one indented text. A line that both have is `same`; of a value that differs there is the old one,
 * then the new one. `undefined` stands for "there is none".
 */
export function diffLines(before: Json, after: Json): DiffLine[] {
  const lines: DiffLine[] = [];
  write(lines, before, after, { depth: 0, label: "", pointer: "" });
  return lines;
}

/** Pointers of what differs, the innermost ones. */
export function differences(before: Json, after: Json, pointer = ""): string[] {
  if (same(before, after)) return [];
  const pairs = isObject(before) && isObject(after) ? members(before, after) : itemsOf(before, after);
  if (pairs === undefined) return [pointer];
  return pairs.flatMap(([token, one, other]) => differences(one, other, pointerTo(pointer, token)));
}

/** Whether two JSON values are equal; the order of members does not matter. */
export function same(one: Json, other: Json): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && same(one[name], other[name]))
  );
}

interface Place {
  readonly depth: number;
  /** The member's name with its colon, or nothing. */
  readonly label: string;
  readonly pointer: string;
}

type Pair = readonly [token: string, before: Json, after: Json];

function write(lines: DiffLine[], before: Json, after: Json, place: Place): void {
  if (same(before, after)) {
    single(lines, after, "same", place);
    return;
  }
  const { depth, label, pointer } = place;
  const isArray = Array.isArray(before) && Array.isArray(after);
  const pairs = isArray
    ? aligned(before, after)
    : isObject(before) && isObject(after)
      ? members(before, after)
      : undefined;
  if (pairs === undefined) {
    if (before !== undefined) single(lines, before, "removed", place);
    if (after !== undefined) single(lines, after, "added", place);
    return;
  }
  lines.push({ depth, text: `${label}${isArray ? "[" : "{"}`, change: "same", pointer });
  for (const [token, one, other] of pairs) {
    const inner = { depth: depth + 1, label: isArray ? "" : labelOf(token), pointer: pointerTo(pointer, token) };
    write(lines, one, other, inner);
  }
  lines.push({ depth, text: isArray ? "]" : "}", change: "same", pointer });
}

function single(lines: DiffLine[], value: Json, change: DiffLine["change"], { depth, label, pointer }: Place): void {
  const isArray = Array.isArray(value);
  const entries = isArray
    ? value.map((item, index) => [index, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  if (entries.length === 0)
    return void lines.push({ depth, text: `${label}${JSON.stringify(value)}`, change, pointer });
  lines.push({ depth, text: `${label}${isArray ? "[" : "{"}`, change, pointer });
  for (const [token, item] of entries) {
    const inner = {
      depth: depth + 1,
      label: isArray ? "" : labelOf(String(token)),
      pointer: pointerTo(pointer, token),
    };
    single(lines, item, change, inner);
  }
  lines.push({ depth, text: isArray ? "]" : "}", change, pointer });
}

const labelOf = (name: string) => `${JSON.stringify(name)}: `;

/** Members of both, in the order of the new value; those that went are where they were. */
function members(before: Readonly<Record<string, Json>>, after: Readonly<Record<string, Json>>): Pair[] {
  const at = (value: Readonly<Record<string, Json>>, name: string) =>
    Object.hasOwn(value, name) ? value[name] : undefined;
  const names = Object.keys(after);
  Object.keys(before).forEach((name, index, all) => {
    if (Object.hasOwn(after, name)) return;
    const previous = index === 0 ? -1 : names.indexOf(all[index - 1] as string);
    names.splice(previous + 1, 0, name);
  });
  return names.map((name) => [name, at(before, name), at(after, name)]);
}

/** Items of two lists by their places; undefined when one of the values is no list. */
function itemsOf(before: Json, after: Json): Pair[] | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => [
    String(index),
    before[index],
    after[index],
  ]);
}

/** Items of two lists, with what is alike at both ends kept together: so that one that comes or goes is one line. */
function aligned(before: readonly Json[], after: readonly Json[]): Pair[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && same(before[head], after[head])) head++;
  let tail = 0;
  while (tail < most - head && same(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const pairs: Pair[] = [];
  for (let index = 0; index < head; index++) pairs.push([String(index), before[index], after[index]]);
  const [gone, come] = [before.length - tail, after.length - tail];
  for (let index = head; index < Math.max(gone, come); index++) {
    pairs.push([String(index), index < gone ? before[index] : undefined, index < come ? after[index] : undefined]);
  }
  for (let back = tail; back > 0; back--) pairs.push([String(after.length - back), before.at(-back), after.at(-back)]);
  return pairs;
}
