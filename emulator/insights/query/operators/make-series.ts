import { bindAggregate } from "../aggregates/index.ts";
import { type Bound, constantValue } from "../bind/bound.ts";
import type { Binder, Names, Relation } from "../bind/scope.ts";
import { semanticError, unsupported } from "../error.ts";
import type { Step } from "../syntax/ast.ts";
import { type Dynamic, isNumeric, type Row, type Value } from "../types.ts";
import { toDynamic } from "../values/dynamic.ts";
import { ColumnList } from "./columns.ts";
import { bindKeys, groupRows } from "./groups.ts";

type MakeSeries = Extract<Step, { kind: "make-series" }>;

/** `make-series … on axis from a to b step c`: arrays of an aggregate at regular places, the last of them before `to`. */
export function makeSeries(binder: Binder, relation: Relation, step: MakeSeries, names: Names): Relation {
  if (!step.from || !step.to) throw unsupported("'make-series' without 'from' and 'to'", step.at);
  const scope = { columns: relation.columns, names };
  const axis = binder.expression(step.axis.of, scope);
  const [from, to, size] = [step.from, step.to, step.step].map((each) =>
    binder.expression(each, { columns: [], names }),
  ) as [Bound, Bound, Bound];
  if (from.type !== to.type || (axis.type !== from.type && !(isNumeric(axis.type) && isNumeric(from.type)))) {
    throw semanticError("bad-types", `The axis is ${axis.type}, and goes from ${from.type} to ${to.type}`, step.at);
  }
  const list = new ColumnList();
  const keys = bindKeys(binder, relation, step.by, names, list);
  const aggregates = step.aggregates.map((item) => {
    if (item.of.kind !== "call") throw unsupported("An expression over aggregates in 'make-series'", item.of.at);
    const { name, args, at } = item.of;
    const [made, ...others] = bindAggregate({
      name,
      args,
      at,
      scope,
      groupedBy: new Set(),
      bind: (each) => binder.expression(each, scope),
      need: () => binder.env.need(scope.columns),
    });
    if (!made || others.length > 0) throw unsupported(`'${name}' in 'make-series'`, at);
    const fallback = item.fallback ? binder.expression(item.fallback, { columns: [], names }) : undefined;
    list.add(item.names[0] ?? made.name, "dynamic");
    return {
      made,
      fallback: fallback
        ? toDynamic(constantValue(fallback), fallback.type)
        : made.type === "long" || made.type === "real"
          ? 0
          : null,
    };
  });
  list.add(step.axis.names[0] ?? axis.name, "dynamic");
  const rows = () => {
    const [first, end, by] = [from, to, size].map(constantValue) as [number, number, number];
    if (!(by > 0)) throw semanticError("bad-argument", "The step of 'make-series' is more than zero", step.step.at);
    const places: number[] = [];
    for (let at = first; at < end; at = first + places.length * by) {
      binder.env.budget.hold(1);
      places.push(at);
    }
    const input = relation.rows();
    binder.env.budget.step(input.length);
    const start = (found: readonly Value[]) => ({
      keys: found,
      slots: new Map<number, ReturnType<(typeof aggregates)[number]["made"]["start"]>[]>(),
    });
    const groups = groupRows(binder, input, keys, start, (group, row) => {
      const value = axis.value(row) as number | null;
      if (value === null || value < first || value >= end) return;
      const slot = Math.floor((value - first) / by);
      let states = group.slots.get(slot);
      if (!states) {
        states = aggregates.map((each) => each.made.start());
        group.slots.set(slot, states);
      }
      for (const state of states) state.add(row);
    });
    if (groups.length === 0 && keys.length === 0 && step.isNeverEmpty) groups.push(start([]));
    return groups.map((group): Row => {
      binder.env.budget.hold(places.length * (aggregates.length + 1));
      const series = aggregates.map(
        ({ made, fallback }, which): Dynamic =>
          places.map((_, slot) => {
            const state = group.slots.get(slot)?.[which];
            return state ? toDynamic(state.result(), made.type) : fallback;
          }),
      );
      return [...group.keys, ...series, places.map((place) => toDynamic(place, axis.type))];
    });
  };
  return { columns: list.columns, isSerialized: false, rows };
}
