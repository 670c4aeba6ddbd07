import type { Bound } from "../bind/bound.ts";
import type { Binder, Scope } from "../bind/scope.ts";
import type { Named } from "../syntax/ast.ts";
import type { Type, Value } from "../types.ts";

/** What a parameter takes. `whole`: int or long; `number`: also real; `time`: a number of ticks, datetime or timespan. */
export type ParameterKind =
  | "text"
  | "number"
  | "whole"
  | "bool"
  | "datetime"
  | "timespan"
  | "dynamic"
  | "any"
  | "scalar";

/** A function of values alone. */
export interface ScalarFunction {
  readonly kind: "plain";
  readonly parameters: readonly ParameterKind[];
  /** How many of them must be given; all of them unless said. */
  readonly required?: number;
  /** The last parameter may be given again and again. */
  readonly repeats?: boolean;
  readonly result: Type | ((types: readonly Type[]) => Type);
  /** The column that it makes is called like its first argument, or `name_argument`. */
  readonly names?: "first" | "name-first";
  /** Whether it wants to see nulls; else one null among the arguments makes the result null (a text: empty). */
  readonly takesNull?: boolean;
  readonly of: (args: readonly Value[], types: readonly Type[], at: number) => Value;
}

/** A call that is to be given its meaning. */
export interface Call {
  readonly name: string;
  readonly args: readonly Named[];
  readonly at: number;
  readonly binder: Binder;
  readonly scope: Scope;
}

/** A function that must see its arguments before they are values. */
export interface SpecialFunction {
  readonly kind: "special";
  /** How many arguments; undefined: any number. */
  readonly count?: readonly [least: number, most: number];
  readonly bind: (call: Call) => Bound;
}

export type AnyFunction = ScalarFunction | SpecialFunction;
export type Functions = Readonly<Record<string, AnyFunction>>;

/** All arguments of a call as values. */
export const bindAll = (call: Call): Bound[] => call.args.map((each) => call.binder.expression(each.of, call.scope));
