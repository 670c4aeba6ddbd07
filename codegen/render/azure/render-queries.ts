import type { Contract } from "../../model/contract.ts";
import { headerLine } from "../typescript/module.ts";
import { queriesAboutCommands } from "./queries-about-commands.ts";
import { queriesAboutHandlers } from "./queries-about-handlers.ts";
import { queriesAboutMessages } from "./queries-about-messages.ts";
import { queriesAboutServices } from "./queries-about-services.ts";
import { type AzureQuery, type Parameter, text, withinPeriod } from "./query.ts";

/** Every query of a contract, by name. */
export function queriesOf(contract: Contract): readonly AzureQuery[] {
  return [
    ...queriesAboutMessages,
    ...queriesAboutCommands(contract),
    ...queriesAboutHandlers(contract),
    ...queriesAboutServices,
  ];
}

/** The query files: each can be pasted into "Logs" of the component as it is. */
export function renderQueries(contract: Contract): readonly (readonly [path: string, text: string])[] {
  return queriesOf(contract).map((query) => [`azure/queries/${query.name}.kql`, printQuery(contract, query)]);
}

/** The parameter that keeps a query to one app, where several write into one component. */
export function appParameter({ name }: Contract): Parameter {
  return { name: "app", value: text(name), meaning: "the cloud role name (OTEL_SERVICE_NAME)" };
}

function printQuery(contract: Contract, query: AzureQuery): string {
  const body = query.body(withinPeriod);
  const parameters = [...query.parameters, ...(usesApp(body) ? [appParameter(contract)] : [])];
  const columns = Object.entries(query.columns);
  const width = Math.max(
    ...[...parameters.map(({ name }) => name), ...columns.map(([name]) => name)].map((name) => name.length),
  );
  const named = (name: string, meaning: string) => `//   ${name.padEnd(width)}  ${meaning}`;
  return [
    `// ${headerLine(contract.file)}`,
    `// ${query.title}.`,
    "//",
    ...wrapped(query.about),
    "//",
    "// Parameters:",
    ...parameters.map(({ name, meaning }) => named(name, meaning)),
    "// Columns:",
    ...columns.map(([name, meaning]) => named(name, meaning)),
    ...parameters.map(({ name, value }) => `let ${name} = ${value};`),
    body,
    "",
  ].join("\n");
}

function usesApp(body: string): boolean {
  return body.includes("cloud_RoleName == app");
}

function wrapped(about: string): readonly string[] {
  const lines = ["//"];
  for (const word of about.split(" ")) {
    if (`${lines.at(-1)} ${word}`.length > 120) lines.push("//");
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines;
}
