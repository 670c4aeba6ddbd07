/** Types of scalar values. `decimal` is refused where it is named. */
export type Type = "bool" | "int" | "long" | "real" | "string" | "datetime" | "timespan" | "guid" | "dynamic";

/** Names that the language has for types, and the types. */
export const typeNames: Readonly<Record<string, Type>> = {
  bool: "bool",
  boolean: "bool",
  int: "int",
  long: "long",
  real: "real",
  double: "real",
  string: "string",
  datetime: "datetime",
  date: "datetime",
  timespan: "timespan",
  time: "timespan",
  guid: "guid",
  uuid: "guid",
  uniqueid: "guid",
  dynamic: "dynamic",
};

/** A point in time inside a dynamic value; by itself it is a number of ticks. */
export class Instant {
  readonly ticks: number;
  constructor(ticks: number) {
    this.ticks = ticks;
  }
}

/** A length of time inside a dynamic value; by itself it is a number of ticks. */
export class Span {
  readonly ticks: number;
  constructor(ticks: number) {
    this.ticks = ticks;
  }
}

/** What a `dynamic` holds. */
export type Dynamic =
  | null
  | boolean
  | number
  | string
  | Instant
  | Span
  | readonly Dynamic[]
  | { readonly [key: string]: Dynamic };

/**
 * A scalar value. `int`, `long` and `real` are numbers, `datetime` and `timespan` are numbers of ticks (100 ns; a datetime counts
 * from the start of 2020, so that the ticks of our time are exact), a guid is lower-case text. Null is null, but a string is
 * never null. Which of them it is, its column's type says.
 */
export type Value = Dynamic;

/** Values by position. */
export type Row = readonly Value[];

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly type: Type;
}

/** Whether values of the type are numbers of the language. */
export const isNumeric = (type: Type) => type === "int" || type === "long" || type === "real";
