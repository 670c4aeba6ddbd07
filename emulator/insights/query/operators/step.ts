import type { Binder, Names, Relation } from "../bind/scope.ts";
import type { Step } from "../syntax/ast.ts";
import { evaluate } from "./bag-unpack.ts";
import { distinct } from "./distinct.ts";
import { getschema } from "./getschema.ts";
import { join, lookup } from "./join.ts";
import { makeSeries } from "./make-series.ts";
import { mvExpand } from "./mv-expand.ts";
import { order, top } from "./order.ts";
import { parseRows } from "./parse.ts";
import { projectAway, projectKeep, projectRename, projectReorder } from "./patterns.ts";
import { extend, project } from "./project.ts";
import { search } from "./search.ts";
import { once } from "./sources.ts";
import { summarize } from "./summarize.ts";
import { union } from "./union.ts";
import { count, take, where } from "./where.ts";

/** Puts an operator behind rows. */
export function bindStep(binder: Binder, relation: Relation, step: Step, names: Names): Relation {
  switch (step.kind) {
    case "where":
      return where(binder, relation, step.predicate, names);
    case "project":
      return project(binder, relation, step.items, names);
    case "extend":
      return extend(binder, relation, step.items, names);
    case "serialize":
      return extend(binder, { ...relation, isSerialized: true }, step.items, names);
    case "distinct":
      return distinct(binder, relation, step.items, names);
    case "project-away":
      return projectAway(relation, step.patterns);
    case "project-keep":
      return projectKeep(relation, step.patterns);
    case "project-reorder":
      return projectReorder(relation, step.patterns);
    case "project-rename":
      return projectRename(relation, step.items);
    case "summarize":
      return summarize(binder, relation, step.aggregates, step.by, names);
    case "order":
      return order(binder, relation, step.by, names);
    case "top":
      return top(binder, relation, step.count, step.by, names);
    case "take":
      return take(binder, relation, step.count, names);
    case "count":
      return count(relation);
    case "getschema":
      return getschema(relation);
    case "join":
      return join(binder, relation, binder.query(step.right, names), step.join, step.on, names);
    case "lookup":
      return lookup(binder, relation, binder.query(step.right, names), step.join, step.on, names);
    case "union":
      return union(binder, step, names, relation);
    case "search":
      return search(binder, step, names, relation);
    case "mv-expand":
      return mvExpand(binder, relation, step, names);
    case "parse":
      return parseRows(binder, relation, step, names);
    case "make-series":
      return makeSeries(binder, relation, step, names);
    case "evaluate":
      return evaluate(binder, relation, step.name, step.args, names, step.at);
    case "render":
      binder.env.draw({ kind: step.chart, properties: step.properties });
      return relation;
    case "consume":
      return { columns: [], isSerialized: false, rows: () => [] };
    case "as": {
      const named = once(relation);
      names.set(step.name, { kind: "table", relation: named });
      return named;
    }
  }
}
