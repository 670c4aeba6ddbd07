import { isObject, type JsonObject, listAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { evaluateText } from "./evaluate-expression.ts";
import { ExpressionFault, type TemplateFault } from "./faults.ts";
import type { Scope } from "./scope.ts";
import { Unknown, type Value } from "./value.ts";

/** What stands in for a value whose expression has a fault. */
const faulty = new Unknown("a fault is mended");

/** Where a value is evaluated. */
export interface Walk {
  readonly scope: Scope;
  readonly faults: TemplateFault[];
  /** Tells the scope where expressions stand that are evaluated from now on. */
  at(pointer: string): void;
  /** Runs something once for each turn of a copy loop. */
  loop<T>(name: string, count: number, turn: (index: number) => T): readonly T[];
}

/** Most turns of a copy loop (learn.microsoft.com, "Azure Resource Manager limits"). */
export const mostCopies = 800;

/** Evaluates a value of a template, whatever it holds. Faults are collected. */
export function evaluateValue(value: unknown, at: string, walk: Walk): Value {
  if (typeof value === "string") return attempt(() => evaluateText(value, walk.scope), at, walk) ?? faulty;
  if (Array.isArray(value)) return value.map((each, index) => evaluateValue(each, pointer(at, index), walk));
  if (!isObject(value)) return value as Value;
  const made: [string, Value][] = [];
  for (const [key, each] of Object.entries(value)) {
    const inner = pointer(at, key);
    if (key === "copy" && Array.isArray(each)) made.push(...evaluateCopies(each, inner, walk));
    else made.push([String(evaluateValue(key, inner, walk)), evaluateValue(each, inner, walk)]);
  }
  return Object.fromEntries(made);
}

/** `copy: [{name, count, input}]` within properties, variables or outputs. */
function evaluateCopies(copies: readonly unknown[], at: string, walk: Walk): readonly [string, Value][] {
  return copies.map((copy, index) => {
    const here = pointer(at, index);
    const name = stringAt(copy, "name") ?? "";
    const count = copyCount(copy, here, walk);
    return [name, walk.loop(name, count, () => evaluateValue(own(copy, "input"), `${here}/input`, walk))];
  });
}

/** How often a copy loop turns; 0 with a fault when that cannot be. */
export function copyCount(copy: unknown, at: string, walk: Walk): number {
  const count = evaluateValue(own(copy, "count"), `${at}/count`, walk);
  const isRight = typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= mostCopies;
  if (isRight && typeof own(copy, "name") === "string") return count;
  if (count === faulty) return 0;
  const message = "A copy loop needs a name and a count that is known from the start.";
  walk.faults.push({ code: "template-shape", pointer: at, message, fix: `The count is from 0 to ${mostCopies}.` });
  return 0;
}

/** Runs something that evaluates; undefined, and a fault more, when it cannot be. */
function attempt<T>(run: () => T, at: string, walk: Pick<Walk, "faults" | "at">): T | undefined {
  walk.at(at);
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    const { code, message, fix, position } = error;
    const fault = position === undefined ? {} : { position };
    walk.faults.push({ code, pointer: at, ...fault, message, fix });
    return undefined;
  }
}

/** A value that has to be a text, known from the start. */
export function knownText(value: unknown, at: string, walk: Walk): string | undefined {
  const before = walk.faults.length;
  const text = evaluateValue(value, at, walk);
  if (typeof text === "string" && text !== "") return text;
  if (walk.faults.length > before) return undefined;
  const [code, message] =
    text instanceof Unknown
      ? (["known-too-late", `It has to be known before anything is deployed, but waits for ${text.what}.`] as const)
      : (["resource-shape", "A text is missing here."] as const);
  walk.faults.push({ code, pointer: at, message, fix: "Make it of parameters and names only." });
  return undefined;
}

/** The raw resources of a template. */
export function rawResources(template: JsonObject, faults: TemplateFault[]): readonly JsonObject[] {
  const resources = own(template, "resources");
  if (Array.isArray(resources) && resources.every(isObject)) return resources;
  const message = "`resources` has to be a list of objects; symbolic names are not evaluated here.";
  faults.push({ code: "template-shape", pointer: "/resources", message, fix: "Write the resources as a list." });
  return listAt(template, "resources").filter(isObject);
}
