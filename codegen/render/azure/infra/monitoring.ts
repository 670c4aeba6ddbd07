import { parameter } from "../arm.ts";
import { call, type Expression, parameterOf, value, variable } from "./expressions.ts";
import { ids } from "./names.ts";
import { type ArmResource, after, apiVersions } from "./resource.ts";

const toldByMail = call("not", call("empty", parameterOf("alertEmail")));

/** A template that is deployed within this one. */
export interface Nested {
  readonly name: string;
  readonly template: object;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
}

/** Application Insights over a workspace of its own, which takes telemetry from identities only, with workbook and alert rules. */
export function monitoringResources(workbook: object, alerts: object): readonly ArmResource[] {
  return [
    {
      type: "Microsoft.OperationalInsights/workspaces",
      apiVersion: apiVersions.workspaces,
      name: value(variable("workspace")),
      location: parameter("location"),
      properties: {
        sku: { name: "PerGB2018" },
        retentionInDays: parameter("logRetentionDays"),
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
      },
    },
    {
      type: "Microsoft.Insights/components",
      apiVersion: apiVersions.components,
      name: value(variable("component")),
      location: parameter("location"),
      kind: "web",
      properties: {
        Application_Type: "web",
        WorkspaceResourceId: value(ids.workspace),
        DisableLocalAuth: true,
        IngestionMode: "LogAnalytics",
      },
      dependsOn: after(ids.workspace),
    },
    {
      type: "Microsoft.Insights/actionGroups",
      apiVersion: apiVersions.actionGroups,
      condition: value(toldByMail),
      name: value(variable("actionGroup")),
      location: "global",
      properties: {
        groupShortName: "on-call",
        enabled: true,
        emailReceivers: [{ name: "on call", emailAddress: parameter("alertEmail"), useCommonAlertSchema: true }],
      },
    },
    nested({
      name: "workbook",
      template: workbook,
      parameters: { component: value(ids.component), location: parameter("location") },
      dependsOn: after(ids.component),
    }),
    nested({
      name: "alerts",
      template: alerts,
      parameters: {
        component: value(ids.component),
        location: parameter("location"),
        actionGroups: value(
          call(
            "union",
            parameterOf("actionGroups"),
            call("if", toldByMail, listOf(ids.actionGroup), call("createArray")),
          ),
        ),
        cosmosAccount: value(ids.cosmos),
        eventGridTopic: value(ids.topic),
      },
      dependsOn: after(ids.component, ids.cosmos, ids.topic, ids.actionGroup),
    }),
  ];
}

function listOf(one: Expression): Expression {
  return call("createArray", one);
}

function nested({ name, template, parameters, dependsOn }: Nested): ArmResource {
  const given = Object.fromEntries(Object.entries(parameters).map(([key, given]) => [key, { value: given }]));
  return {
    type: "Microsoft.Resources/deployments",
    apiVersion: apiVersions.deployments,
    name: value(call("concat", variable("prefix"), `-${name}`)),
    properties: {
      mode: "Incremental",
      // Its expressions are its own.
      expressionEvaluationOptions: { scope: "inner" },
      template,
      parameters: given,
    },
    dependsOn,
  };
}
