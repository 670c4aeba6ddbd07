import type { Relation } from "../bind/scope.ts";
import type { Type } from "../types.ts";

/** Names of the types in .NET, as `getschema` tells them. */
const systemTypes: Readonly<Record<Type, string>> = {
  bool: "System.SByte",
  int: "System.Int32",
  long: "System.Int64",
  real: "System.Double",
  string: "System.String",
  datetime: "System.DateTime",
  timespan: "System.TimeSpan",
  guid: "System.Guid",
  dynamic: "System.Object",
};

/** `getschema`: a row for each column. */
export const getschema = (relation: Relation): Relation => ({
  columns: [
    { name: "ColumnName", type: "string" },
    { name: "ColumnOrdinal", type: "int" },
    { name: "DataType", type: "string" },
    { name: "ColumnType", type: "string" },
  ],
  isSerialized: true,
  rows: () => relation.columns.map(({ name, type }, index) => [name, index, systemTypes[type], type]),
});
