import { isObject, type JsonObject, listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { checkResources, type Noted } from "./check-resources.ts";
import { type Declared, declareAll } from "./declare.ts";
import type { EvaluatedOutput, EvaluatedResource, Evaluation, EvaluationInput } from "./evaluation.ts";
import { ExpressionFault, type TemplateFault } from "./faults.ts";
import { ordered } from "./order.ts";
import { parameterFaults } from "./parameters.ts";
import { sameId } from "./resource-id.ts";
import { outputsValue, referred, TemplateScope } from "./template-scope.ts";
import { Unknown, type Value, type ValueObject } from "./value.ts";
import { evaluateValue, knownText, rawResources } from "./walk.ts";

/** What is said about a resource, and not sent. */
const aboutIt = new Set([
  "apiVersion",
  "comments",
  "condition",
  "copy",
  "dependsOn",
  "name",
  "resources",
  "scope",
  "type",
]);
const deployments = "microsoft.resources/deployments";

/**
 * Evaluates a template as Azure Resource Manager would, without deploying anything. Pure: the same input gives the same result.
 * What Azure would refuse, and what would go wrong later, is listed in `faults`.
 */
export function evaluateTemplate(input: EvaluationInput): Evaluation {
  const wrong = parameterFaults(input.template, input.parameters ?? {});
  // As in Azure, nothing is looked at before all parameters are right.
  if (wrong.length > 0) return { faults: wrong, parameters: {}, resources: [], skipped: [], outputs: {} };
  const run = new TemplateRun(input);
  run.declare();
  run.build();
  const { faults, resources } = run;
  const outputs = run.outputs();
  checkResources(run, input.exists ?? (() => false), faults);
  const sorted = ordered(resources);
  if ("circle" in sorted) faults.push(circleFault(sorted.circle));
  return {
    faults: unique(faults),
    parameters: run.parameterValues(),
    resources: "order" in sorted ? sorted.order : resources,
    skipped: [...run.declared, ...run.within].filter(({ active }) => !active).map(({ id }) => id),
    outputs,
  };
}

/** The evaluation of one template; nested ones have their own. */
class TemplateRun {
  readonly faults: TemplateFault[];
  readonly declared: Declared[] = [];
  readonly resources: EvaluatedResource[] = [];
  /** What nested templates declare. */
  readonly within: Declared[] = [];
  readonly noted: Noted[] = [];
  readonly #input: EvaluationInput;
  readonly #scope: TemplateScope;
  readonly #base: string;
  readonly #nested = new Map<string, TemplateRun>();
  /** What has been referred to by the resource that is being built. */
  #implied: Set<string> = new Set();
  #current: string | undefined;

  constructor(input: EvaluationInput, { faults = [], base = "", outer }: Nesting = {}) {
    this.#input = input;
    this.#base = base;
    this.faults = faults;
    this.#scope = outer ?? new TemplateScope(input, faults, base);
    if (base !== "" && outer === undefined) {
      const wrong = parameterFaults(input.template, input.parameters ?? {});
      faults.push(...wrong.map((fault) => ({ ...fault, pointer: base + fault.pointer })));
    }
  }

  declare(): void {
    const raw = rawResources(this.#input.template, this.faults);
    this.declared.push(...declareAll(raw, `${this.#base}/resources`, this.#scope));
  }

  build(): void {
    const scope = this.#scope;
    const back = [scope.onId, scope.referrer] as const;
    scope.onId = (id, at) => this.noted.push({ id, pointer: at });
    scope.referrer = (named, options) => this.#refer(named, options);
    for (const declared of this.declared) if (declared.active) this.#buildOne(declared);
    [scope.onId, scope.referrer] = back;
  }

  outputs(): Readonly<Record<string, EvaluatedOutput>> {
    const outputs = objectAt(this.#input.template, "outputs");
    this.#scope.referrer = (named, options) => this.#refer(named, options);
    this.#scope.onId = (id, at) => this.noted.push({ id, pointer: at });
    const made = Object.entries(outputs).flatMap(([name, output]) => {
      const at = pointer(`${this.#base}/outputs`, name);
      if (own(output, "condition") !== undefined && evaluateValue(own(output, "condition"), at, this.#scope) !== true)
        return [];
      const value = evaluateValue(own(output, "value"), `${at}/value`, this.#scope);
      return [[name, { type: stringAt(output, "type") ?? "string", value }] as const];
    });
    return Object.fromEntries(made);
  }

  parameterValues(): ValueObject {
    const names = Object.keys(objectAt(this.#input.template, "parameters"));
    return Object.fromEntries(names.map((name) => [name, this.#scope.parameter(name)]));
  }

  #buildOne(declared: Declared): void {
    const scope = this.#scope;
    this.#implied = new Set();
    this.#current = declared.id;
    const body = scope.within({ loop: declared.turn }, () => this.#bodyOf(declared));
    const implied = this.#implied;
    this.#current = undefined;
    const named = scope.within({ loop: declared.turn, tooEarlyFor: "A dependency" }, () =>
      this.#dependenciesOf(declared),
    );
    const { id, type, name, apiVersion } = declared;
    const dependsOn = [...new Set([...named, ...implied])].filter((each) => !sameId(each, id));
    const resource = { id, type, name, apiVersion, pointer: declared.pointer, body, dependsOn };
    if (type.toLowerCase() !== deployments) this.resources.push(resource);
    else
      this.resources.push(...this.#inner(declared, dependsOn), {
        ...resource,
        dependsOn: [...dependsOn, ...this.#innerIds(id)],
      });
  }

  #bodyOf({ raw, pointer: at, type }: Declared): ValueObject {
    const isDeployment = type.toLowerCase() === deployments;
    const made = Object.entries(raw).flatMap(([key, value]) => {
      if (aboutIt.has(key)) return [];
      const sent =
        isDeployment && key === "properties" && isObject(value) ? { mode: own(value, "mode") ?? "Incremental" } : value;
      return [[key, evaluateValue(sent, pointer(at, key), this.#scope)] as const];
    });
    return Object.fromEntries(made);
  }

  #dependenciesOf({ raw, pointer: at }: Declared): readonly string[] {
    return listAt(raw, "dependsOn").flatMap((each, index) => {
      const here = pointer(`${at}/dependsOn`, index);
      const noted = this.noted.length;
      const named = knownText(each, here, this.#scope);
      // A dependency on nothing has a fault of its own.
      this.noted.length = noted;
      if (named === undefined) return [];
      const found = this.declared.filter(({ id, name, turn }) =>
        named.startsWith("/")
          ? sameId(id, named)
          : sameId(name, named) || (turn !== undefined && sameId(turn.name, named)),
      );
      if (found.length === 0) {
        const message = `The template holds no resource ${named}.`;
        this.faults.push({
          code: "dangling-dependency",
          pointer: here,
          message,
          fix: "Depend on resources of this template only.",
        });
      }
      return found.filter(({ active }) => active).map(({ id }) => id);
    });
  }

  #refer(named: string, { full, byVersion }: { readonly full: boolean; readonly byVersion: boolean }): Value {
    const byId = named.startsWith("/");
    const found = this.declared.find(({ id, name }) => sameId(byId ? id : name, named));
    const id = found?.id ?? named;
    if (!byId && found === undefined) {
      const message = `The template holds no resource ${named}.`;
      throw new ExpressionFault("dangling-resource-id", message, "Refer to others by their id.");
    }
    // By name, or without a version, Azure waits by itself; by id and version it does not.
    if (found?.active === true && !(byId && byVersion)) this.#implied.add(id);
    if (found?.active === true && byId && byVersion && this.#current !== undefined) {
      this.noted.push({ id, pointer: this.#scope.pointer, readBy: this.#current });
    }
    const nested = this.#nested.get(id.toLowerCase());
    if (nested !== undefined && !full) return outputsValue(nested.outputs());
    const known = this.#input.state?.(id);
    if (known !== undefined) return referred(known, full);
    if (found?.active === true || this.#input.exists?.(id) === true)
      return new Unknown(id.split("/").slice(-2).join("/"));
    const message = `Nothing is deployed at ${id}${found === undefined ? "" : ", since its condition is false"}.`;
    throw new ExpressionFault(
      "dangling-resource-id",
      message,
      "Refer to what the template deploys, or guard it by `if`.",
    );
  }

  /** The resources of a nested template, each after what the deployment depends on. */
  #inner(declared: Declared, dependsOn: readonly string[]): readonly EvaluatedResource[] {
    const properties = objectAt(declared.raw, "properties");
    const at = `${declared.pointer}/properties/template`;
    const template = own(properties, "template");
    if (
      !isObject(template) ||
      own(declared.raw, "resourceGroup") !== undefined ||
      own(declared.raw, "subscriptionId") !== undefined
    ) {
      const message = "Only templates within this one are evaluated, and only into the same group.";
      this.faults.push({
        code: "template-shape",
        pointer: at,
        message,
        fix: "Write the nested template into this one.",
      });
      return [];
    }
    const isInner = stringAt(objectAt(properties, "expressionEvaluationOptions"), "scope")?.toLowerCase() === "inner";
    const parameters = isInner ? this.#passedOn(properties, declared) : {};
    const target = { ...this.#input.target, deploymentName: declared.name };
    const nesting = { faults: this.faults, base: at, ...(isInner ? {} : { outer: this.#scope }) };
    const run = new TemplateRun({ ...this.#input, template, parameters, target }, nesting);
    this.#nested.set(declared.id.toLowerCase(), run);
    run.declare();
    run.build();
    this.noted.push(...run.noted);
    this.within.push(...run.declared, ...run.within);
    return run.resources.map((each) => ({ ...each, dependsOn: [...each.dependsOn, ...dependsOn] }));
  }

  #innerIds(id: string): readonly string[] {
    return this.#nested.get(id.toLowerCase())?.resources.map((each) => each.id) ?? [];
  }

  #passedOn(properties: JsonObject, { pointer: at, turn }: Declared): JsonObject {
    const given = objectAt(properties, "parameters");
    return this.#scope.within({ loop: turn }, () => {
      const made = Object.keys(given).map((name) => {
        const here = `${pointer(`${at}/properties/parameters`, name)}/value`;
        const value = evaluateValue(own(objectAt(given, name), "value"), here, this.#scope);
        return [name, value] as const;
      });
      return Object.fromEntries(made.filter(([, value]) => !(value instanceof Unknown)));
    });
  }
}

interface Nesting {
  readonly faults?: TemplateFault[];
  readonly base?: string;
  /** The scope of the template around, when expressions are evaluated in it. */
  readonly outer?: TemplateScope;
}

function circleFault(circle: readonly EvaluatedResource[]): TemplateFault {
  const names = [...circle, circle[0]].map((resource) => resource?.name).join(" → ");
  return {
    code: "dependency-cycle",
    pointer: circle[0]?.pointer ?? "",
    message: `Resources wait for each other: ${names}.`,
    fix: "Take one of the dependencies out.",
  };
}

function unique(faults: readonly TemplateFault[]): readonly TemplateFault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = JSON.stringify(fault);
    return !seen.has(key) && seen.add(key);
  });
}
