import { isValueList, isValueObject, kindOf, propertyOf, sameValue, type Value, type ValueObject } from "../value.ts";
import { type FunctionTable, listAt, numberAt, objectAt, refuse, takes, textAt } from "./function.ts";

/** Functions of lists and objects. Those that take a lambda are with the evaluator. */
export const listFunctions: FunctionTable = {
  array: takes(1, 1, ([value = null]) => (isValueList(value) ? value : [value])),
  contains: takes(2, 2, (values, name) => {
    const [inside = null, wanted = null] = values;
    if (isValueList(inside)) return inside.some((each) => sameValue(each, wanted));
    if (isValueObject(inside)) return propertyOf(inside, textAt(values, 1, name)) !== undefined;
    return textAt(values, 0, name).includes(textAt(values, 1, name));
  }),
  createarray: takes(0, undefined, (values) => values),
  createobject: takes(0, undefined, (values, name) => {
    if (values.length % 2 !== 0) refuse(name, "a key has no value.");
    return Object.fromEntries(
      values.flatMap((_, index) => (index % 2 === 0 ? [[textAt(values, index, name), values[index + 1] ?? null]] : [])),
    );
  }),
  first: takes(1, 1, ([value = null], name) => endOf(value, 0, name)),
  flatten: takes(1, 1, (values, name) =>
    listAt(values, 0, name).flatMap((each) => (isValueList(each) ? each : [each])),
  ),
  intersection: takes(2, undefined, (values, name) =>
    values.slice(1).reduce<Value>((left, right) => intersected(left, right, name), values[0] ?? null),
  ),
  items: takes(1, 1, (values, name) => {
    const entries = Object.entries(objectAt(values, 0, name)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return entries.map(([key, value]) => ({ key, value }));
  }),
  last: takes(1, 1, ([value = null], name) => endOf(value, -1, name)),
  length: takes(1, 1, ([value = null], name) => {
    if (typeof value === "string" || isValueList(value)) return value.length;
    return isValueObject(value) ? Object.keys(value).length : refuse(name, `the argument is ${kindOf(value)}.`);
  }),
  objectkeys: takes(1, 1, (values, name) => Object.keys(objectAt(values, 0, name)).sort()),
  shallowmerge: takes(1, 1, (values, name) => {
    const objects = listAt(values, 0, name);
    return Object.assign({}, ...objects.map((_, index) => objectAt(objects, index, name))) as ValueObject;
  }),
  skip: takes(2, 2, (values, name) => part(values, name, (value, count) => value.slice(Math.max(0, count)))),
  take: takes(2, 2, (values, name) => part(values, name, (value, count) => value.slice(0, Math.max(0, count)))),
  union: takes(2, undefined, (values, name) =>
    values.slice(1).reduce<Value>((left, right) => united(left, right, name), values[0] ?? null),
  ),
};

function endOf(value: Value, index: 0 | -1, name: string): Value {
  if (typeof value === "string") return value.at(index) ?? "";
  return isValueList(value) ? (value.at(index) ?? null) : refuse(name, `the argument is ${kindOf(value)}.`);
}

function part(
  values: readonly Value[],
  name: string,
  cut: <T extends { slice(start: number, end?: number): T }>(value: T, count: number) => T,
): Value {
  const [value = null] = values;
  const count = numberAt(values, 1, name);
  if (typeof value === "string") return cut(value, count);
  return isValueList(value) ? cut(value as Value[], count) : refuse(name, `argument 1 is ${kindOf(value)}.`);
}

/** Lists: each value once. Objects: the later one's values win, and objects within are united, too. */
function united(left: Value, right: Value, name: string): Value {
  if (isValueList(left) && isValueList(right)) {
    const found: Value[] = [];
    for (const each of [...left, ...right]) if (!found.some((other) => sameValue(other, each))) found.push(each);
    return found;
  }
  if (!isValueObject(left) || !isValueObject(right)) refuse(name, "all arguments are arrays, or all are objects.");
  const merged: Record<string, Value> = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const before = merged[key];
    merged[key] = isValueObject(before) && isValueObject(value) ? united(before, value, name) : value;
  }
  return merged;
}

function intersected(left: Value, right: Value, name: string): Value {
  if (isValueList(left) && isValueList(right)) {
    return left.filter((each) => right.some((other) => sameValue(each, other)));
  }
  if (!isValueObject(left) || !isValueObject(right)) refuse(name, "all arguments are arrays, or all are objects.");
  return Object.fromEntries(
    Object.entries(left).filter(([key, value]) => Object.hasOwn(right, key) && sameValue(value, right[key] ?? null)),
  );
}
