import type { Accumulator, Aggregate } from "../aggregates/aggregate.ts";
import { bindAggregate } from "../aggregates/index.ts";
import { aggregateNames } from "../aggregates/names.ts";
import type { Bound } from "../bind/bound.ts";
import type { AggregateSink, Binder, Names, Relation, Scope } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import type { Expression, Named } from "../syntax/ast.ts";
import type { Row, Value } from "../types.ts";
import { ColumnList } from "./columns.ts";
import { bindKeys, groupRows } from "./groups.ts";

/** `summarize`: a row for each group. */
export function summarize(
  binder: Binder,
  relation: Relation,
  aggregates: readonly Named[],
  by: readonly Named[],
  names: Names,
): Relation {
  const list = new ColumnList();
  const keys = bindKeys(binder, relation, by, names, list);
  const collected = new Collected(
    binder,
    relation,
    names,
    new Set(keys.flatMap((key) => (key.column === undefined ? [] : [key.name as string]))),
  );
  const shown = aggregates.flatMap((item) => collected.show(item, list));
  return {
    columns: list.columns,
    isSerialized: false,
    rows() {
      const rows = relation.rows();
      binder.env.budget.step(rows.length * (1 + collected.aggregates.length));
      const start = (found: readonly Value[]) => ({ keys: found, states: collected.start() });
      const groups = groupRows(binder, rows, keys, start, (group, row) => {
        for (const state of group.states) state.add(row);
      });
      // Without keys there is one row, even of no rows.
      if (groups.length === 0 && keys.length === 0) groups.push(start([]));
      binder.env.budget.hold(groups.length * list.columns.length);
      return groups.map(({ keys: found, states }) => {
        const results = states.map((state) => state.result());
        return [...found, ...shown.map((value) => value(results))];
      });
    },
  };
}

/** The aggregates of a `summarize`: expressions over them see their results as a row. */
class Collected implements AggregateSink {
  readonly aggregates: Aggregate[] = [];
  readonly #binder: Binder;
  readonly #scope: Scope;
  readonly #groupedBy: ReadonlySet<string>;

  constructor(binder: Binder, relation: Relation, names: Names, groupedBy: ReadonlySet<string>) {
    this.#binder = binder;
    this.#scope = { columns: relation.columns, names };
    this.#groupedBy = groupedBy;
  }

  start(): Accumulator[] {
    return this.aggregates.map((aggregate) => aggregate.start());
  }

  /** The columns of one item, as functions of the results. */
  show(item: Named, list: ColumnList): ((results: Row) => Value)[] {
    const isCall = item.of.kind === "call" && aggregateNames.has(item.of.name) && !this.#scope.names.get(item.of.name);
    if (isCall) return this.#columns(item, item.of as Extract<Expression, { kind: "call" }>, list);
    const bound = this.#binder.expression(item.of, { columns: [], names: this.#scope.names, aggregates: this });
    if (item.names.length > 1)
      throw semanticError("many-names", "This expression has one value, not several", item.of.at);
    const [name] = item.names;
    if (name === undefined) list.add(bound.name, bound.type);
    else list.declare(name, bound.type, item.of.at);
    return [bound.value];
  }

  /** An aggregate by itself may have several columns. */
  #columns(item: Named, call: Extract<Expression, { kind: "call" }>, list: ColumnList): ((results: Row) => Value)[] {
    const made = this.#bind(call);
    if (item.names.length > made.length) {
      throw semanticError("many-names", `'${call.name}' has ${made.length} columns, not ${item.names.length}`, call.at);
    }
    return made.map((aggregate, index) => {
      const name = item.names[index];
      if (name === undefined) list.add(aggregate.name, aggregate.type);
      else list.declare(name, aggregate.type, call.at);
      const slot = this.aggregates.push(aggregate) - 1;
      return (results) => results[slot] as Value;
    });
  }

  #bind(call: Extract<Expression, { kind: "call" }>): readonly Aggregate[] {
    return bindAggregate({
      name: call.name,
      args: call.args,
      at: call.at,
      scope: this.#scope,
      groupedBy: this.#groupedBy,
      bind: (expression) => this.#binder.expression(expression, this.#scope),
      need: () => this.#binder.env.need(this.#scope.columns),
    });
  }

  bind(call: Extract<Expression, { kind: "call" }>): Bound {
    const [aggregate, ...others] = this.#bind(call);
    if (!aggregate || others.length > 0) {
      throw semanticError("many-names", `'${call.name}' has several columns: it stands alone`, call.at);
    }
    const slot = this.aggregates.push(aggregate) - 1;
    return {
      type: aggregate.type,
      value: (results) => results[slot] as Value,
      isConstant: false,
      name: undefined,
      at: call.at,
    };
  }
}
