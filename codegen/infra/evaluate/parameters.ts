import { type JsonObject, listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { TemplateFault } from "./faults.ts";
import { kindOf, sameValue, type Value } from "./value.ts";

const kinds: Readonly<Record<string, string>> = {
  array: "array",
  bool: "bool",
  int: "int",
  object: "object",
  secureobject: "object",
  securestring: "string",
  string: "string",
};

/** What is wrong with the parameters that were given: unknown ones, and values that their definitions do not allow. */
export function parameterFaults(
  template: JsonObject,
  given: Readonly<Record<string, unknown>>,
): readonly TemplateFault[] {
  const definitions = objectAt(template, "parameters");
  return [
    ...Object.keys(given).flatMap((name) => (own(definitions, name) === undefined ? [unknown(name, definitions)] : [])),
    ...Object.keys(definitions).flatMap((name) => {
      const definition = objectAt(definitions, name);
      const at = pointer("/parameters", name);
      const kind = kinds[(stringAt(definition, "type") ?? "").toLowerCase()];
      if (kind === undefined) {
        const message = `${JSON.stringify(own(definition, "type"))} is no type of a parameter.`;
        const fix = `Types are ${Object.keys(kinds).join(", ")}.`;
        return [{ code: "template-shape" as const, pointer: `${at}/type`, message, fix }];
      }
      const value = own(given, name);
      if (value !== undefined) return faultsOf(name, definition, value as Value, kind);
      if (own(definition, "defaultValue") !== undefined || own(definition, "nullable") === true) return [];
      const message = `The parameter ${name} has neither a value nor a default.`;
      return [{ code: "parameter-missing" as const, pointer: at, message, fix: `Give it one, of type ${kind}.` }];
    }),
  ];
}

function unknown(name: string, definitions: JsonObject): TemplateFault {
  return {
    code: "unknown-parameter",
    pointer: pointer("/parameters", name),
    message: `The template has no parameter ${name}.`,
    fix: `It has ${Object.keys(definitions).join(", ") || "none"}.`,
  };
}

function faultsOf(name: string, definition: JsonObject, value: Value, kind: string): readonly TemplateFault[] {
  const said = (message: string, fix: string): readonly TemplateFault[] => [
    { code: "parameter-value", pointer: pointer("/parameters", name), message: `${name}: ${message}`, fix },
  ];
  if (kindOf(value) !== kind || (kind === "int" && !Number.isInteger(value))) {
    return said(
      `the value is ${kindOf(value)}.`,
      `Give it ${kind === "int" || kind === "array" ? "an" : "a"} ${kind}.`,
    );
  }
  const allowed = listAt(definition, "allowedValues") as readonly Value[];
  if (allowed.length > 0 && !allowed.some((each) => sameValue(each, value))) {
    return said(
      `${JSON.stringify(value)} is not allowed.`,
      `Allowed are ${allowed.map((each) => JSON.stringify(each)).join(", ")}.`,
    );
  }
  const [what, size] = typeof value === "number" ? ["Value", value] : ["Length", lengthOf(value)];
  const [least, most] = [own(definition, `min${what}`), own(definition, `max${what}`)];
  if (typeof least === "number" && size < least) return said(`it is below ${least}.`, `At least ${least}.`);
  if (typeof most === "number" && size > most) return said(`it is above ${most}.`, `At most ${most}.`);
  return [];
}

function lengthOf(value: Value): number {
  return typeof value === "string" || Array.isArray(value) ? value.length : 0;
}

/** The values of a parameters file (`deploymentParameters.json`) or of `{name: value}`. */
export function parameterValues(file: JsonObject): JsonObject {
  if (own(file, "$schema") === undefined && own(file, "parameters") === undefined) return file;
  const entries = Object.keys(objectAt(file, "parameters")).map((name) => {
    return [name, own(objectAt(objectAt(file, "parameters"), name), "value")] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
