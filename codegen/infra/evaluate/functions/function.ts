import { ExpressionFault } from "../faults.ts";
import { isValueList, isValueObject, kindOf, textOf, type Value, type ValueObject } from "../value.ts";

/** A function of templates over known values. */
export interface TemplateFunction {
  readonly least: number;
  /** Most arguments; undefined: as many as one likes. */
  readonly most?: number;
  run(values: readonly Value[], name: string): Value;
}

/** Functions by their name in lower case, since Resource Manager does not look at the case. */
export type FunctionTable = Readonly<Record<string, TemplateFunction>>;

/** A function that takes a fixed number of arguments, or from `least` to `most`. */
export function takes(least: number, most: number | undefined, run: TemplateFunction["run"]): TemplateFunction {
  return most === undefined ? { least, run } : { least, most, run };
}

/** Refuses an argument. */
export function refuse(name: string, message: string): never {
  throw new ExpressionFault(
    "function-arguments",
    `${name}: ${message}`,
    "See the function's page in Microsoft's reference.",
  );
}

/** An argument that has to be a text. */
export function textAt(values: readonly Value[], index: number, name: string): string {
  const value = values[index] ?? null;
  return typeof value === "string" ? value : refuse(name, `argument ${index + 1} is ${kindOf(value)}, not a string.`);
}

/** An argument that has to be a whole number. */
export function numberAt(values: readonly Value[], index: number, name: string): number {
  const value = values[index] ?? null;
  return typeof value === "number" ? value : refuse(name, `argument ${index + 1} is ${kindOf(value)}, not an int.`);
}

/** An argument that has to be true or false. */
export function flagAt(values: readonly Value[], index: number, name: string): boolean {
  const value = values[index] ?? null;
  return typeof value === "boolean" ? value : refuse(name, `argument ${index + 1} is ${kindOf(value)}, not a bool.`);
}

/** An argument that has to be a list. */
export function listAt(values: readonly Value[], index: number, name: string): readonly Value[] {
  const value = values[index] ?? null;
  return isValueList(value) ? value : refuse(name, `argument ${index + 1} is ${kindOf(value)}, not an array.`);
}

/** An argument that has to be an object. */
export function objectAt(values: readonly Value[], index: number, name: string): ValueObject {
  const value = values[index] ?? null;
  return isValueObject(value) ? value : refuse(name, `argument ${index + 1} is ${kindOf(value)}, not an object.`);
}

/** Arguments as texts: texts, numbers and flags. */
export function textsOf(values: readonly Value[], name: string): readonly string[] {
  return values.map((value, index) => {
    if (typeof value === "object") return refuse(name, `argument ${index + 1} is ${kindOf(value)}, not a string.`);
    return textOf(value);
  });
}
