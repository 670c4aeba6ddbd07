import type { JsonObject } from "../../json/json.ts";

/** A parameter of a template. */
export interface ArmParameter {
  readonly type: "string" | "int" | "bool" | "array";
  readonly defaultValue?: unknown;
  readonly allowedValues?: readonly (string | number)[];
  readonly minValue?: number;
  readonly maxValue?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly metadata: { readonly description: string };
}

/** A template of Azure Resource Manager that needs no other file. */
export function armTemplate(
  description: string,
  parameters: Readonly<Record<string, ArmParameter>>,
  rest: { readonly variables?: JsonObject; readonly resources: readonly object[]; readonly outputs?: object },
): object {
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    metadata: { description: `${description} Generated. Do not edit.` },
    parameters,
    ...rest,
  };
}

/** The parameters that every template has. */
export const commonParameters = {
  component: {
    type: "string",
    metadata: { description: "Resource id of the Application Insights component that the app writes to." },
  },
  location: {
    type: "string",
    defaultValue: "[resourceGroup().location]",
    metadata: { description: "Where the resources live." },
  },
} as const satisfies Readonly<Record<string, ArmParameter>>;

/** An expression that Resource Manager evaluates. */
export function parameter(name: string): string {
  return `[parameters('${name}')]`;
}

/**
 * A value in which no text is taken for an expression, whatever people have written. Only a text in brackets from its first to its
 * last letter could be; a second bracket before any other would stay in it.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions#escape-characters
 */
export function literal<T>(value: T): T {
  if (typeof value === "string") return (/^\[.*\]$/s.test(value) ? `[${value}` : value) as T;
  if (Array.isArray(value)) return value.map(literal) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, literal(entry)])) as T;
}
