import { evaluateTemplate } from "../../../../codegen/infra/evaluate/evaluate-template.ts";
import type { Evaluation, EvaluationInput } from "../../../../codegen/infra/evaluate/evaluation.ts";
import { nowhere } from "../../../../codegen/infra/evaluate/scope.ts";
import type { Value } from "../../../../codegen/infra/evaluate/value.ts";

/** A template with an account, its database, containers in a loop, an identity with a role, and outputs. */
export function smallTemplate() {
  const account = "[resourceId('Microsoft.DocumentDB/databaseAccounts', variables('account'))]";
  const identity = "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'app')]";
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: {
      environment: { type: "string", minLength: 2, maxLength: 8, allowedValues: ["dev", "prod"] },
      containers: { type: "array", defaultValue: ["commands", "events"] },
      alerts: { type: "bool", defaultValue: false },
    } as Record<string, object>,
    variables: { account: "[format('shop-{0}', parameters('environment'))]" } as Record<string, unknown>,
    resources: [
      {
        type: "Microsoft.DocumentDB/databaseAccounts",
        apiVersion: "2024-11-15",
        name: "[variables('account')]",
        location: "[resourceGroup().location]",
        properties: { disableLocalAuth: true },
      },
      {
        type: "Microsoft.DocumentDB/databaseAccounts/sqlDatabases",
        apiVersion: "2024-11-15",
        name: "[concat(variables('account'), '/shop')]",
        dependsOn: [account],
        properties: { resource: { id: "shop" } },
      },
      {
        copy: { name: "containers", count: "[length(parameters('containers'))]" },
        type: "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers",
        apiVersion: "2024-11-15",
        name: "[format('{0}/shop/{1}', variables('account'), parameters('containers')[copyIndex()])]",
        dependsOn: ["[resourceId('Microsoft.DocumentDB/databaseAccounts/sqlDatabases', variables('account'), 'shop')]"],
        properties: { resource: { id: "[parameters('containers')[copyIndex('containers')]]" } },
      },
      {
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
        apiVersion: "2023-01-31",
        name: "app",
        location: "[resourceGroup().location]",
      },
      {
        type: "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments",
        apiVersion: "2024-11-15",
        name: "[concat(variables('account'), '/', guid(variables('account'), 'app'))]",
        dependsOn: [account, identity],
        properties: {
          principalId:
            "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'app'), '2023-01-31').principalId]",
        },
      },
      {
        condition: "[parameters('alerts')]",
        type: "Microsoft.Insights/actionGroups",
        apiVersion: "2023-01-01",
        name: "people",
        location: "global",
      },
      // biome-ignore lint/suspicious/noExplicitAny: tests make templates of any shape.
    ] as any[],
    outputs: {
      endpoint: { type: "string", value: "[reference(variables('account')).documentEndpoint]" },
    } as Record<string, object>,
  };
}

/** Evaluates the small template, or what became of it. */
export function evaluated(template: object = smallTemplate(), more: Partial<EvaluationInput> = {}): Evaluation {
  return evaluateTemplate({ template: { ...template }, parameters: { environment: "dev" }, target: nowhere, ...more });
}

/** What an expression comes to, or the code and place of its fault. */
export function resultOf(expression: string, parameters: Record<string, unknown> = {}): Value {
  const { faults, outputs } = evaluateTemplate({
    template: {
      parameters: Object.fromEntries(Object.keys(parameters).map((name) => [name, { type: kindOf(parameters[name]) }])),
      resources: [],
      outputs: { it: { type: "string", value: expression } },
    },
    parameters,
    target: nowhere,
  });
  const [fault] = faults;
  if (fault !== undefined) return `${fault.code}${fault.position === undefined ? "" : ` at ${fault.position}`}`;
  return outputs["it"]?.value ?? null;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? "int" : typeof value === "boolean" ? "bool" : typeof value;
}
