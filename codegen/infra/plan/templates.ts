import { isObject, type JsonObject } from "../../json/json.ts";
import { evaluateTemplate } from "../evaluate/evaluate-template.ts";
import type { EvaluatedOutput, EvaluatedResource, EvaluationInput } from "../evaluate/evaluation.ts";
import type { TemplateFault } from "../evaluate/faults.ts";
import { Unknown, type ValueObject } from "../evaluate/value.ts";

/** A template that is deployed, and the file that it stands in. */
export interface NamedTemplate {
  readonly file: string;
  readonly template: JsonObject;
}

/** A resource, and the file of the template that it comes from. */
export interface PlannedResource extends EvaluatedResource {
  readonly file: string;
}

/** What all templates together come to. */
export interface Plan {
  readonly faults: readonly (TemplateFault & { readonly file: string })[];
  /** In the order in which they are deployed. */
  readonly resources: readonly PlannedResource[];
  readonly skipped: readonly string[];
  readonly outputs: Readonly<Record<string, EvaluatedOutput>>;
}

/** The templates of a deployment, in the order in which they are deployed; the later one comes after the app's code. */
export const templateFiles = ["azure/deployment.json", "azure/subscriptions.json"] as const;

/** The templates among generated files. */
export function templatesOf(files: ReadonlyMap<string, string>): readonly NamedTemplate[] {
  return templateFiles.flatMap((file) => {
    const template: unknown = JSON.parse(files.get(file) ?? "null");
    return isObject(template) ? [{ file, template }] : [];
  });
}

/**
 * Evaluates templates one after the other: a later one may name what an earlier one deploys, and takes those of the values that it has
 * parameters for; outputs of an earlier one stand in for values that nobody has given.
 */
export function planOf(templates: readonly NamedTemplate[], input: Omit<EvaluationInput, "template" | "exists">): Plan {
  const faults: Plan["faults"][number][] = [];
  const resources: PlannedResource[] = [];
  const skipped: string[] = [];
  let outputs: Readonly<Record<string, EvaluatedOutput>> = {};
  const names = new Set(templates.flatMap(({ template }) => Object.keys(parametersOf(template))));
  const given = input.parameters ?? {};
  for (const { file, template } of templates) {
    const own = parametersOf(template);
    const earlier = Object.entries(outputs).flatMap(([name, { value }]) =>
      value instanceof Unknown ? [] : [[name, value]],
    );
    const all = { ...Object.fromEntries(earlier), ...given };
    // A value that no template has a parameter for is a mistake, and the first one says so.
    const isMine = ([name]: readonly [string, unknown]) =>
      Object.hasOwn(own, name) || (file === templates[0]?.file && !names.has(name));
    const parameters = Object.fromEntries(Object.entries(all).filter(isMine)) as ValueObject;
    const exists = (id: string) =>
      resources.some((each) => each.id.toLowerCase() === id.toLowerCase()) || isFunction(id, resources);
    const result = evaluateTemplate({ ...input, template, parameters, exists });
    faults.push(...result.faults.map((fault) => ({ ...fault, file })));
    resources.push(...result.resources.map((resource) => ({ ...resource, file })));
    skipped.push(...result.skipped);
    outputs = { ...outputs, ...result.outputs };
  }
  return { faults, resources, skipped, outputs };
}

function parametersOf(template: JsonObject): JsonObject {
  return isObject(template["parameters"]) ? template["parameters"] : {};
}

/** Functions come with the app's code. */
function isFunction(id: string, resources: readonly EvaluatedResource[]): boolean {
  const [, site] = /^(.*\/providers\/Microsoft\.Web\/sites\/[^/]+)\/functions\/[^/]+$/i.exec(id) ?? [];
  return site !== undefined && resources.some((each) => each.id.toLowerCase() === site.toLowerCase());
}
