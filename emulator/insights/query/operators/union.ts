import type { Binder, Names, Relation } from "../bind/scope.ts";
import { KqlError, semanticError } from "../error.ts";
import type { Query, UnionStep } from "../syntax/ast.ts";
import type { Column, Row, Type, Value } from "../types.ts";
import { ColumnList } from "./columns.ts";

interface Member {
  readonly relation: Relation;
  /** What `withsource` calls it. */
  readonly source: string;
}

/** `union`: the rows of all, under columns that any of them (`outer`) or all of them (`inner`) have. */
export function union(binder: Binder, step: UnionStep, names: Names, input?: Relation): Relation {
  const members: Member[] = input ? [{ relation: input, source: "union_arg0" }] : [];
  for (const query of step.tables) {
    const relation = bindMember(binder, query, names, step.isFuzzy);
    if (relation) members.push({ relation, source: sourceName(query, members.length) });
  }
  if (members.length === 0) throw semanticError("no-tables", "None of the tables of the union is there", step.at);
  const united = unite(members, step.join);
  const columns = united.map((each) => each.column);
  if (step.withSource !== undefined && columns.some((column) => column.name === step.withSource)) {
    throw semanticError("duplicate-column", `There is a column '${step.withSource}' already`, step.at);
  }
  const all =
    step.withSource === undefined ? columns : [{ name: step.withSource, type: "string" as const }, ...columns];
  return {
    columns: all,
    isSerialized: false,
    rows: () =>
      members.flatMap((member) => {
        const places = united.map((each) => placeOf(member.relation, each));
        const isSame =
          step.withSource === undefined &&
          places.every((place, index) => place === index) &&
          places.length === member.relation.columns.length;
        if (isSame) return member.relation.rows();
        const nothing = columns.map((column): Value => (column.type === "string" ? "" : null));
        return member.relation.rows().map((row): Row => {
          binder.env.budget.hold(all.length);
          const made = places.map((place, index) => (place < 0 ? nothing[index] : row[place]) as Value);
          return step.withSource === undefined ? made : [member.source, ...made];
        });
      }),
  };
}

function bindMember(binder: Binder, query: Query, names: Names, isFuzzy: boolean): Relation | undefined {
  try {
    return binder.query(query, names);
  } catch (error) {
    // A fuzzy union goes without tables that are not there.
    if (isFuzzy && error instanceof KqlError && error.code === "unknown-table") return undefined;
    throw error;
  }
}

function sourceName(query: Query, index: number): string {
  if (query.source.kind === "query" && query.steps.length === 0) return sourceName(query.source.query, index);
  const last = query.steps.at(-1);
  if (last?.kind === "as") return last.name;
  return query.source.kind === "table" && query.steps.length === 0 ? query.source.name : `union_arg${index}`;
}

/** A column of the union, and the column of the members that it shows. */
interface United {
  readonly column: Column;
  readonly of: Column;
}

/** Columns by name; where a name has several types, each type is a column of its own. */
function unite(members: readonly Member[], join: "inner" | "outer"): readonly United[] {
  const types = new Map<string, Set<Type>>();
  const counts = new Map<string, number>();
  for (const { relation } of members) {
    for (const { name, type } of relation.columns) {
      types.set(name, (types.get(name) ?? new Set()).add(type));
      counts.set(`${name} ${type}`, (counts.get(`${name} ${type}`) ?? 0) + 1);
    }
  }
  const list = new ColumnList();
  const shown: Column[] = [];
  for (const [name, found] of types) {
    for (const type of found) {
      if (join === "inner" && counts.get(`${name} ${type}`) !== members.length) continue;
      list.add(found.size === 1 ? name : `${name}_${type}`, type);
      shown.push({ name, type });
    }
  }
  return list.columns.map((column, index) => ({ column, of: shown[index] as Column }));
}

const placeOf = (relation: Relation, { of }: United) =>
  relation.columns.findIndex((each) => each.name === of.name && each.type === of.type);
