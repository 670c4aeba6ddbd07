import { printJson } from "../../json/json.ts";
import type { Contract } from "../../model/contract.ts";
import { type LogRule, logRules } from "./alert-rules.ts";
import { type ArmParameter, armTemplate, commonParameters, literal, parameter } from "./arm.ts";

/** Alert rules with thresholds, as a template. */
export function renderAlerts(contract: Contract): string {
  const rules = logRules(contract);
  const thresholds = Object.fromEntries(
    rules.map(({ threshold: { name, value, meaning } }) => [
      name,
      { type: "int", defaultValue: value, metadata: { description: meaning } } as const,
    ]),
  );
  const parameters: Readonly<Record<string, ArmParameter>> = {
    ...commonParameters,
    actionGroups: {
      type: "array",
      defaultValue: [],
      metadata: { description: "Resource ids of the action groups that are told." },
    },
    enabled: { type: "bool", defaultValue: true, metadata: { description: "Whether the rules look." } },
    cosmosAccount: optional("the Cosmos DB account"),
    eventGridTopic: optional("the Event Grid topic"),
    ...thresholds,
    normalizedRequestUnits: {
      type: "int",
      defaultValue: 90,
      metadata: { description: "Used request units of 100 of the busiest partition range, over 15 minutes." },
    },
  };
  const description = `Alert rules of ${contract.name}.`;
  const resources = [
    ...rules.map((rule) => logRule(contract, rule)),
    ...metricRules.map((rule) => metricRule(contract, rule)),
  ];
  return printJson(armTemplate(description, parameters, { resources }));
}

function optional(what: string): ArmParameter {
  return {
    type: "string",
    defaultValue: "",
    metadata: { description: `Resource id of ${what}. Empty: no rules about its own metrics.` },
  };
}

function logRule({ name: app }: Contract, rule: LogRule): object {
  const { name, title, about, severity, query, column, aggregation, threshold, by, every, window, page } = rule;
  return {
    type: "Microsoft.Insights/scheduledQueryRules",
    apiVersion: "2023-12-01",
    name: `${app}-${name}`,
    location: parameter("location"),
    kind: "LogAlert",
    properties: {
      displayName: literal(`${app}: ${title}`),
      description: `${about} See docs/troubleshooting/${page}.md.`,
      severity,
      enabled: parameter("enabled"),
      scopes: [parameter("component")],
      evaluationFrequency: every,
      windowSize: window,
      criteria: {
        allOf: [
          {
            query,
            timeAggregation: aggregation,
            metricMeasureColumn: column,
            dimensions: by.map((dimension) => ({ name: dimension, operator: "Include", values: ["*"] })),
            operator: "GreaterThan",
            threshold: parameter(threshold.name),
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
          },
        ],
      },
      autoMitigate: true,
      actions: { actionGroups: parameter("actionGroups") },
    },
  };
}

/** A rule about a metric that Azure itself measures. */
interface MetricRule {
  readonly name: string;
  readonly about: string;
  readonly severity: 0 | 1 | 2 | 3;
  /** The parameter with the resource. */
  readonly of: "cosmosAccount" | "eventGridTopic";
  readonly namespace: string;
  readonly metric: string;
  readonly aggregation: "Maximum" | "Total";
  readonly threshold: number | string;
}

const metricRules: readonly MetricRule[] = [
  {
    name: "cosmos-request-units",
    about:
      "The busiest partition range of the Cosmos DB account has hardly any request units left. See docs/troubleshooting/throttled.md.",
    severity: 2,
    of: "cosmosAccount",
    namespace: "Microsoft.DocumentDB/databaseAccounts",
    metric: "NormalizedRUConsumption",
    aggregation: "Maximum",
    threshold: parameter("normalizedRequestUnits"),
  },
  ...(
    [
      [
        "event-grid-publish",
        "PublishFailCount",
        "Event Grid refuses what the app publishes. See docs/troubleshooting/publish-refused.md.",
      ],
      [
        "event-grid-dead-letters",
        "DeadLetteredCount",
        "Event Grid has given events up for a subscription. See docs/troubleshooting/webhook-down.md.",
      ],
      [
        "event-grid-dropped",
        "DroppedEventCount",
        "Event Grid has lost events of a subscription without dead letters. See docs/troubleshooting/webhook-down.md.",
      ],
    ] as const
  ).map(
    ([name, metric, about]): MetricRule => ({
      name,
      about,
      severity: 1,
      of: "eventGridTopic",
      namespace: "Microsoft.EventGrid/topics",
      metric,
      aggregation: "Total",
      threshold: 0,
    }),
  ),
];

function metricRule({ name: app }: Contract, rule: MetricRule): object {
  const { name, about, severity, of, namespace, metric, aggregation, threshold } = rule;
  return {
    condition: `[not(empty(parameters('${of}')))]`,
    type: "Microsoft.Insights/metricAlerts",
    apiVersion: "2018-03-01",
    name: `${app}-${name}`,
    location: "global",
    properties: {
      description: about,
      severity,
      enabled: parameter("enabled"),
      scopes: [parameter(of)],
      evaluationFrequency: "PT5M",
      windowSize: "PT15M",
      criteria: {
        "odata.type": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        allOf: [
          {
            criterionType: "StaticThresholdCriterion",
            name: "threshold",
            metricNamespace: namespace,
            metricName: metric,
            dimensions: [],
            operator: "GreaterThan",
            threshold,
            timeAggregation: aggregation,
          },
        ],
      },
      autoMitigate: true,
      // An action group is told by its id, whatever else there is to tell.
      actions:
        "[map(parameters('actionGroups'), lambda('group', createObject('actionGroupId', lambdaVariables('group'))))]",
    },
  };
}
