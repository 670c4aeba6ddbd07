import { isObject, type JsonObject, listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { EvaluationInput } from "./evaluation.ts";
import { ExpressionFault, type TemplateFault } from "./faults.ts";
import type { Scope } from "./scope.ts";
import { Unknown, type Value, type ValueObject } from "./value.ts";
import { copyCount, evaluateValue, type Walk } from "./walk.ts";

/** Answers `reference` for a template. @throws ExpressionFault */
export type Referrer = (named: string, options: { readonly full: boolean; readonly byVersion: boolean }) => Value;

/** What a template asks while it is evaluated: its parameters, variables and loops, and where the walk is. */
export class TemplateScope implements Scope, Walk {
  readonly target: EvaluationInput["target"];
  readonly faults: TemplateFault[];
  /** What keeps `reference` from being answered here, such as "a name"; undefined: nothing does. */
  tooEarlyFor: string | undefined;
  /** Called with each id that an expression has made. */
  onId: (id: string, pointer: string) => void = () => {};
  /** Answers `reference`. */
  referrer: Referrer = (named) => new Unknown(named);
  /** Where expressions stand that are evaluated now. */
  pointer = "";
  readonly #base: string;
  readonly #template: JsonObject;
  readonly #given: Readonly<Record<string, unknown>>;
  readonly #known = new Map<string, Value>();
  readonly #open = new Set<string>();
  readonly #loops = new Map<string, number>();
  #innermost: string | undefined;

  constructor({ template, parameters = {}, target }: EvaluationInput, faults: TemplateFault[], base = "") {
    this.#template = template;
    this.#given = parameters;
    this.#base = base;
    this.target = target;
    this.faults = faults;
  }

  get scope(): Scope {
    return this;
  }

  at(at: string): void {
    this.pointer = at;
  }

  note(id: string): void {
    this.onId(id, this.pointer);
  }

  parameter(name: string): Value {
    const definitions = objectAt(this.#template, "parameters");
    const key = keyOf(definitions, name);
    if (key === undefined) {
      const fix = `There are ${Object.keys(definitions).join(", ") || "none"}.`;
      throw new ExpressionFault("unknown-parameter", `The template has no parameter ${name}.`, fix);
    }
    const given = keyOf(this.#given, key);
    if (given !== undefined) return this.#given[given] as Value;
    const definition = objectAt(definitions, key);
    const byDefault = own(definition, "defaultValue");
    if (byDefault === undefined) {
      return own(definition, "nullable") === true ? null : new Unknown(`the parameter ${key} has a value`);
    }
    const at = `${pointer(`${this.#base}/parameters`, key)}/defaultValue`;
    return this.#once(`parameter ${key}`, "the default of a parameter", at, () => evaluateValue(byDefault, at, this));
  }

  variable(name: string): Value {
    const variables = objectAt(this.#template, "variables");
    const key = keyOf(variables, name);
    const at = `${this.#base}/variables`;
    if (key !== undefined && key !== "copy") {
      return this.#once(`variable ${key}`, "a variable", pointer(at, key), () =>
        evaluateValue(variables[key], pointer(at, key), this),
      );
    }
    const copies = listAt(variables, "copy");
    const index = copies.findIndex((copy) => stringAt(copy, "name")?.toLowerCase() === name.toLowerCase());
    if (index < 0) {
      const fix = `There are ${Object.keys(variables).join(", ") || "none"}.`;
      throw new ExpressionFault("unknown-variable", `The template has no variable ${name}.`, fix);
    }
    const here = pointer(`${at}/copy`, index);
    return this.#once(`variable ${name.toLowerCase()}`, "a variable", here, () =>
      this.loop(stringAt(copies[index], "name") ?? "", copyCount(copies[index], here, this), () =>
        evaluateValue(own(copies[index], "input"), `${here}/input`, this),
      ),
    );
  }

  reference(named: string, options: { readonly full: boolean; readonly byVersion: boolean }): Value {
    if (this.tooEarlyFor !== undefined) {
      const message = `${this.tooEarlyFor} has to be known before anything is deployed, so it cannot refer to what is.`;
      throw new ExpressionFault("known-too-late", message, "Make it of parameters and names only.");
    }
    return this.referrer(named, options);
  }

  copyIndex(loop: string | undefined): number {
    const name = loop?.toLowerCase() ?? this.#innermost;
    const index = name === undefined ? undefined : this.#loops.get(name);
    if (index !== undefined) return index;
    const message = loop === undefined ? "No copy loop turns here." : `No copy loop ${loop} turns here.`;
    throw new ExpressionFault("function-arguments", message, "Use copyIndex within a copy loop.");
  }

  loop<T>(name: string, count: number, turn: (index: number) => T): readonly T[] {
    const before = this.#innermost;
    const key = name.toLowerCase();
    const outer = this.#loops.get(key);
    this.#innermost = key;
    const made = Array.from({ length: count }, (_, index) => {
      this.#loops.set(key, index);
      return turn(index);
    });
    this.#innermost = before;
    if (outer === undefined) this.#loops.delete(key);
    else this.#loops.set(key, outer);
    return made;
  }

  /** Runs something with a loop standing at an index, and where `reference` cannot be answered because of what it is for. */
  within<T>(options: { readonly loop?: Turn | undefined; readonly tooEarlyFor?: string | undefined }, run: () => T): T {
    const [early, innermost] = [this.tooEarlyFor, this.#innermost];
    this.tooEarlyFor = options.tooEarlyFor ?? early;
    const { loop } = options;
    if (loop !== undefined) {
      this.#innermost = loop.name.toLowerCase();
      this.#loops.set(this.#innermost, loop.index);
    }
    try {
      return run();
    } finally {
      this.tooEarlyFor = early;
      this.#innermost = innermost;
      if (loop !== undefined) this.#loops.delete(loop.name.toLowerCase());
    }
  }

  /** Evaluates something of the template once, in the place where it stands. */
  #once(key: string, what: string, at: string, run: () => Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      throw new ExpressionFault("variable-cycle", `The ${key} depends on itself.`, "Take one of its uses out.");
    }
    const back = this.pointer;
    this.#open.add(key);
    this.at(at);
    const early = this.tooEarlyFor;
    this.tooEarlyFor = early ?? what;
    try {
      const value = run();
      this.#known.set(key, value);
      return value;
    } finally {
      this.tooEarlyFor = early;
      this.#open.delete(key);
      this.at(back);
    }
  }
}

/** One turn of a copy loop. */
export interface Turn {
  readonly name: string;
  readonly index: number;
}

function keyOf(object: Readonly<Record<string, unknown>>, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}

/** What `reference` gives of a deployed resource. */
export function referred(resource: JsonObject, full: boolean): Value {
  const properties = own(resource, "properties");
  return full ? (resource as ValueObject) : isObject(properties) ? (properties as ValueObject) : {};
}

/** The outputs of a nested deployment, as `reference` gives them. */
export function outputsValue(
  outputs: Readonly<Record<string, { readonly type: string; readonly value: Value }>>,
): ValueObject {
  const made = Object.entries(outputs).map(([name, { type, value }]) => [name, { type, value }]);
  return { provisioningState: "Succeeded", outputs: Object.fromEntries(made) as ValueObject };
}
