import { printJson } from "../../json/json.ts";
import { type Command, type Contract, commandsOf, type Process, type ReadModel } from "../../model/contract.ts";
import { armTemplate, commonParameters, literal, parameter } from "./arm.ts";
import { dimension, text, timespan } from "./query.ts";
import { queriesOf } from "./render-queries.ts";
import { attribute, metric } from "./telemetry-names.ts";
import {
  appOf,
  fileItem,
  groupItem,
  type Item,
  parametersItem,
  queryItem,
  tabItem,
  tabsItem,
  textItem,
  textParameter,
  timeParameter,
  withinRange,
} from "./workbook-items.ts";

const slice = "{TimeRange:grain}";

/** An Azure Workbook that shows how a contract's app fares, as a template that puts it beside its component. */
export function renderWorkbook(contract: Contract): string {
  const parameters = {
    ...commonParameters,
    displayName: {
      type: "string",
      defaultValue: literal(contract.title),
      metadata: { description: "The workbook's name in the portal." },
    },
  } as const;
  const content = {
    version: "Notebook/1.0",
    items: literal(items(contract)),
    fallbackResourceIds: [parameter("component")],
    $schema: "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json",
  };
  const workbook = {
    type: "Microsoft.Insights/workbooks",
    apiVersion: "2022-04-01",
    name: `[guid(parameters('component'), '${contract.name}')]`,
    location: parameter("location"),
    kind: "shared",
    properties: {
      displayName: parameter("displayName"),
      serializedData: "[string(variables('content'))]",
      version: "1.0",
      sourceId: parameter("component"),
      category: "workbook",
    },
  };
  const description = `The workbook of ${contract.name}: commands, read models, processes, failures, and the story of one request.`;
  return printJson(armTemplate(description, parameters, { variables: { content }, resources: [workbook] }));
}

function items(contract: Contract): readonly Item[] {
  const { processes } = contract;
  const hasProcesses = processes.length > 0;
  return [
    parametersItem("parameters", [
      timeParameter("TimeRange", "Time", 24),
      textParameter("App", "Cloud role", contract.name, { isRequired: true }),
      textParameter("tab", "Tab", "overview", { isHiddenWhenLocked: true }),
    ]),
    tabsItem({
      overview: "Overview",
      commands: "Commands",
      "read-models": "Read models",
      ...(hasProcesses ? { processes: "Processes" } : {}),
      failures: "Failures",
      story: "One story",
    }),
    tabItem("overview", overview(contract)),
    tabItem("commands", commands(contract)),
    tabItem("read-models", readModels(contract)),
    ...(hasProcesses ? [tabItem("processes", processTab(contract))] : []),
    tabItem("failures", files(contract, failureQueries)),
    tabItem("story", story(contract)),
  ];
}

const failureQueries = [
  "failures",
  "deliveries-given-up",
  "failed-traces",
  "log-events",
  "request-errors",
  "missing-roles",
  "store-errors",
  "throttling",
];

function files(contract: Contract, names: readonly string[]): readonly Item[] {
  return queriesOf(contract)
    .filter(({ name }) => names.includes(name))
    .sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name))
    .map((query) => fileItem(query));
}

function overview(contract: Contract): readonly Item[] {
  return [
    textItem("about", `Contract **${contract.name}** ${contract.version}: ${contract.title}.`),
    queryItem(
      "outcomes",
      "Outcomes of commands",
      over([metric.finished], `commands = sum(valueSum)`, `outcome = ${dimension("outcome")}`),
      "timechart",
    ),
    ...files(contract, ["parked-streams", "letters", "process-instances"]),
    queryItem(
      "feeds",
      "Age of the oldest unhandled document of each change feed, seconds",
      over([metric.feedLagTime], "seconds = max(value)", `feed = ${dimension("feed")}`),
      "timechart",
    ),
    ...files(contract, ["publish-lag", "request-errors", "cold-starts"]),
  ];
}

function commands(contract: Contract): readonly Item[] {
  const all = ["command-outcomes", "command-latency", "rejections", "refused-requests", "retries", "request-units"];
  return [...files(contract, all), ...commandsOf(contract).map(command)];
}

function command({ name, title, produces, rejections }: Command): Item {
  const only = `${dimension("message")} == ${text(name)}`;
  const may = rejections.length === 0 ? "It cannot be refused." : `It may be refused with ${rejections.join(", ")}.`;
  return groupItem(
    `command-${name}`,
    [
      textItem(`command-${name}-about`, `${title}. It may lead to ${produces.join(", ") || "no event"}. ${may}`),
      queryItem(
        `command-${name}-outcomes`,
        `${name}: outcomes`,
        over([metric.finished], "commands = sum(valueSum)", `outcome = ${dimension("outcome")}`, only),
        "timechart",
      ),
      queryItem(
        `command-${name}-time`,
        `${name}: seconds from its acceptance to its outcome (duration), and until read models show its events (visible), on average`,
        over(
          [metric.duration, metric.visible],
          "seconds = sum(valueSum) / sum(valueCount)",
          `what = iff(name == "${metric.duration}", "duration", "visible")`,
          only,
        ),
        "timechart",
      ),
    ],
    name,
  );
}

function readModels(contract: Contract): readonly Item[] {
  return [
    ...files(contract, ["read-model-lag", "feed-lag", "slowest-handlers"]),
    ...contract.readModels.map(readModel),
  ];
}

function readModel({ name, folds, description }: ReadModel): Item {
  const only = `${dimension("readModel")} == ${text(name)}`;
  return groupItem(
    `read-model-${name}`,
    [
      textItem(`read-model-${name}-about`, `${description} It folds ${folds.join(", ")}.`),
      queryItem(
        `read-model-${name}-lag`,
        `${name}: seconds from the storing of an event until it shows, at most`,
        over([metric.projectionLag], "seconds = max(valueMax)", undefined, only),
        "timechart",
      ),
      queryItem(
        `read-model-${name}-parked`,
        `${name}: parked streams`,
        over([metric.parked], "streams = max(value)", undefined, `${dimension("handler")} == "projection-${name}"`),
        "timechart",
      ),
    ],
    name,
  );
}

function processTab(contract: Contract): readonly Item[] {
  return [...files(contract, ["process-instances", "process-waits"]), ...contract.processes.map(process)];
}

function process({ name, description, startedBy, waitsFor, timeouts }: Process): Item {
  const only = `${dimension("process")} == ${text(name)}`;
  const patience = timeouts.map((timeout) => `\`${timeout.name}\` ${timespan(timeout.duration ?? 0)}`).join(", ");
  const status = `status = ${dimension("processStatus")}`;
  return groupItem(
    `process-${name}`,
    [
      textItem(
        `process-${name}-about`,
        `${description} Started by ${startedBy.join(", ")}; waits for ${waitsFor.join(", ") || "nothing"}${patience === "" ? "" : `; timeouts: ${patience}`}.`,
      ),
      queryItem(
        `process-${name}-instances`,
        `${name}: instances by state`,
        over([metric.instances], "instances = max(value)", status, only),
        "timechart",
      ),
      queryItem(
        `process-${name}-age`,
        `${name}: age of the oldest instance by state, hours`,
        over([metric.oldestInstance], "hours = max(value) / 3600.0", status, only),
        "timechart",
      ),
    ],
    name,
  );
}

function story(contract: Contract): readonly Item[] {
  const named = (name: string, values: Readonly<Record<string, string>>) =>
    queriesOf(contract)
      .filter((query) => query.name === name)
      .map((query) => fileItem(query, values));
  return [
    parametersItem("ids", [
      textParameter("CorrelationId", "Correlation id", ""),
      textParameter("MessageId", "Message id", ""),
    ]),
    textItem(
      "story-about",
      `The correlation id is in the answer to a request (\`correlationId\`), in every envelope and as \`${attribute.correlation}\` in the custom dimensions of every span.`,
    ),
    ...named("story", { correlationId: '"{CorrelationId}"' }),
    ...named("message", { messageId: '"{MessageId}"' }),
  ];
}

/** A measurement over time. */
function over(names: readonly string[], aggregate: string, by?: string, only?: string): string {
  const query = [
    "customMetrics",
    `| where ${withinRange} and cloud_RoleName == app and name in (${names.map(text).join(", ")})`,
    ...(only === undefined ? [] : [`| where ${only}`]),
    `| summarize ${aggregate} by bin(timestamp, ${slice})${by === undefined ? "" : `, ${by}`}`,
  ].join("\n");
  return [...appOf(query), query].join("\n");
}
