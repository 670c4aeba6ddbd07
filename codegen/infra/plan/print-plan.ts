import type { Paint } from "../../cli/paint.ts";
import { Unknown } from "../evaluate/value.ts";
import { factsOf } from "./facts.ts";
import type { Plan, PlannedResource } from "./templates.ts";

/** Groups of types, in the order in which they are told; what is in none comes last. */
const groups: readonly (readonly [title: string, types: RegExp])[] = [
  ["The app", /^microsoft\.web\//],
  ["Cosmos DB", /^microsoft\.documentdb\/.*(databaseaccounts|sqldatabases|containers)$/],
  ["Event Grid", /^microsoft\.eventgrid\//],
  ["Storage", /^microsoft\.storage\//],
  ["Identity and roles", /role(assignments|definitions)$|^microsoft\.managedidentity\//],
  ["Monitoring", /^microsoft\.(insights|operationalinsights)\//],
];

/** The resources of a plan, grouped, with what matters of each. */
export function printPlan(plan: Plan, paint: Paint): string {
  const resources = plan.resources.filter(({ type }) => type.toLowerCase() !== "microsoft.resources/deployments");
  const grouped = Map.groupBy(
    resources,
    ({ type }) => groups.find(([, types]) => types.test(type.toLowerCase()))?.[0] ?? "Others",
  );
  const titles = [...groups.map(([title]) => title), "Others"].filter((title) => grouped.has(title));
  const width = Math.min(64, Math.max(0, ...resources.map((each) => labelOf(each).length)));
  const lines = titles.flatMap((title) => [
    paint.green(title),
    ...(grouped.get(title) ?? []).map((each) =>
      `  ${labelOf(each).padEnd(width)}  ${factsOf(each).join(" · ")}`.trimEnd(),
    ),
    "",
  ]);
  const outputs = Object.entries(plan.outputs).map(([name, { value }]) => {
    return `  ${name.padEnd(width)}  ${value instanceof Unknown ? "known after deployment" : String(value)}`;
  });
  const left = plan.skipped.length === 0 ? "" : `, ${plan.skipped.length} left out by parameters`;
  return [
    ...lines,
    ...(outputs.length === 0 ? [] : [paint.green("Outputs"), ...outputs, ""]),
    `${resources.length} resources${left}. Nothing was deployed; \`npm run infra -- --deploy\` prints the commands that do it.`,
  ].join("\n");
}

function labelOf({ type, name }: PlannedResource): string {
  const parts = type.split("/");
  return `${parts.at(-1)} ${name.split("/").at(-1)}`;
}

/** A plan for scripts: what is not known yet is said in words. */
export function planAsJson(plan: Plan): object {
  const resources = plan.resources.map(({ file, pointer, id, type, name, apiVersion, dependsOn, body }) => {
    return { id, type, name, apiVersion, dependsOn, body, from: { file: `generated/${file}`, pointer } };
  });
  return { resources, skipped: plan.skipped, outputs: plan.outputs };
}
