import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Paint } from "../cli/paint.ts";
import { printDiagnostics } from "../cli/print.ts";
import { createTools, placesOf, run } from "../cli/run.ts";
import { isObject, type JsonObject } from "../json/json.ts";
import { generate } from "../pipeline.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { checkDeployment } from "./check/check-deployment.ts";
import { driftAsJson, printDrift } from "./check/print-drift.ts";
import { printFault } from "./evaluate/faults.ts";
import { parameterValues } from "./evaluate/parameters.ts";
import { nowhere } from "./evaluate/scope.ts";
import { managementClient } from "./management/management-client.ts";
import { ManagementError, roleFor } from "./management/management-error.ts";
import { isLoopback, tokenFor } from "./management/token.ts";
import { deployCommands } from "./plan/commands.ts";
import { planAsJson, printPlan } from "./plan/print-plan.ts";
import { type NamedTemplate, type Plan, planOf, templatesOf } from "./plan/templates.ts";

/** What the command line says. */
export interface InfraOptions {
  readonly contract?: string;
  readonly parameters?: string;
  /** `name=value`, each. */
  readonly parameter?: readonly string[];
  readonly check?: boolean;
  readonly deploy?: boolean;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly endpoint: string;
  readonly token?: string;
  readonly json?: boolean;
}

/** Where a command writes; the exit code is what it returns. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly paint: Paint;
}

/** What was asked for cannot be done as it was asked. */
export class WrongUsage extends Error {}

/** 0: fine; 1: drift, or the contract has errors; 2: could not tell. */
export type ExitCode = 0 | 1 | 2;

/** Runs `npm run infra`. @throws WrongUsage */
export async function infra(options: InfraOptions, terminal: Terminal): Promise<ExitCode> {
  const { print } = terminal;
  const places = placesOf(options.contract, undefined);
  const file = parametersFile(options.parameters, places.contract);
  const given = { ...readParameters(file), ...namedValues(options.parameter ?? []) };
  if (options.check === true) requirePlace(options);
  const templates = await freshTemplates(options, terminal);
  if (templates === undefined) return 1;
  if (options.deploy === true) {
    const { subscription, resourceGroup } = options;
    const location = typeof given["location"] === "string" ? given["location"] : undefined;
    const parameters = file === undefined ? undefined : relative(process.cwd(), file);
    print(deployCommands(templates, { subscription, resourceGroup, location, parameters }, given));
    return 0;
  }
  const values = valuesOf(given, templates);
  if (options.check === true) return check(options, templates, values, terminal);
  const plan = planOf(templates, { parameters: values, target: nowhere });
  if (plan.faults.length > 0) return faulty(plan.faults, options, terminal);
  print(options.json === true ? JSON.stringify(planAsJson(plan), undefined, 2) : printPlan(plan, terminal.paint));
  return 0;
}

/** Generates what has to be generated, so that no stale template is shown; with `--check` and `--deploy` without writing. */
async function freshTemplates(
  options: InfraOptions,
  { print, paint }: Terminal,
): Promise<readonly NamedTemplate[] | undefined> {
  const places = placesOf(options.contract, undefined);
  const { tools, save } = createTools(places);
  const { files, diagnostics } = await generate(contractOnDisk(places.contract), tools);
  save();
  if (files === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    print(
      options.json === true
        ? JSON.stringify({ diagnostics: errors }, undefined, 2)
        : printDiagnostics(errors, paint).join("\n"),
    );
    return undefined;
  }
  if (options.check !== true && options.deploy !== true) await run(places, false, tools);
  return templatesOf(files);
}

async function check(
  options: InfraOptions,
  templates: readonly NamedTemplate[],
  parameters: JsonObject,
  terminal: Terminal,
): Promise<ExitCode> {
  const { subscription = "", resourceGroup = "", json = false } = options;
  const endpoint = options.endpoint.replace(/\/$/, "");
  const client = managementClient({ endpoint, token: tokenFor(endpoint, options.token) });
  try {
    const result = await checkDeployment({ templates, parameters, subscription, resourceGroup, client });
    if (result.state === "faulty") return faulty(result.faults, options, terminal);
    if (result.state === "not-deployed") {
      const message = `Nothing of the contract's ${result.resources} resources is deployed in ${resourceGroup}.`;
      return untold(
        "not-deployed",
        message,
        "Mind the group and the parameters, or deploy: npm run infra -- --deploy",
        json,
        terminal,
      );
    }
    const { differences, resources } = result;
    const state = differences.length === 0 ? "in-step" : "drift";
    terminal.print(
      json
        ? JSON.stringify({ state, resources, differences: driftAsJson(differences) }, undefined, 2)
        : printDrift(differences, resources, terminal.paint),
    );
    return differences.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ManagementError)) throw error;
    return untold(error.code, error.message, fixOf(error, options), json, terminal);
  }
}

function fixOf({ status, code, action, scope }: ManagementError, { resourceGroup }: InfraOptions): string {
  if (status === 403) {
    const where = scope ?? `the group ${resourceGroup}`;
    return `Have somebody give you the role ${roleFor(action)} on ${where}${action === undefined ? "" : `; it allows ${action}`}.`;
  }
  if (code === "NotSignedIn" || status === 401) return "Sign in: az login, or azd auth login.";
  if (code === "ResourceGroupNotFound")
    return "Mind --resource-group and --subscription, or deploy: npm run infra -- --deploy";
  return status === 0 ? "Mind --endpoint and the network." : "Try again; the answer is Azure's.";
}

function untold(code: string, message: string, fix: string, json: boolean, { print, paint }: Terminal): ExitCode {
  if (json) print(JSON.stringify({ state: "unknown", code, message, fix }, undefined, 2));
  else print(`${paint.red("Could not tell")} (${code}): ${message}\n    ${fix}`);
  return 2;
}

function faulty(faults: Plan["faults"], { json = false }: InfraOptions, { print, paint }: Terminal): ExitCode {
  if (json) print(JSON.stringify({ state: "unknown", code: "InvalidTemplate", faults }, undefined, 2));
  else
    print(
      [
        ...faults.map((fault) => `generated/${fault.file}${printFault(fault)}`),
        ...(faults.some(({ code }) => code === "parameter-missing") ? [giveValues] : []),
        paint.red("The templates cannot be evaluated."),
      ].join("\n"),
    );
  return 2;
}

const giveValues = "Values are given by --parameters FILE, or one by one: --parameter environment=dev";

function requirePlace({ subscription, resourceGroup, endpoint, token }: InfraOptions): void {
  if (!URL.canParse(endpoint)) throw new WrongUsage(`--endpoint: ${endpoint} is no address.`);
  if (subscription === undefined || resourceGroup === undefined) {
    throw new WrongUsage("--check needs --subscription and --resource-group.");
  }
  if (token !== undefined && !isLoopback(endpoint)) {
    throw new WrongUsage("--token is for a stand-in on this machine only; to Azure you are known by `az login`.");
  }
  if (token === undefined && new URL(endpoint).protocol !== "https:")
    throw new WrongUsage("--endpoint: tokens travel over https only.");
}

/** The given file, or that of the development environment when there is one. */
function parametersFile(given: string | undefined, contract: string): string | undefined {
  if (given !== undefined) return resolve(given);
  const usual = join(dirname(contract), "infra", "parameters", "dev.json");
  return existsSync(usual) ? usual : undefined;
}

function readParameters(file: string | undefined): JsonObject {
  if (file === undefined) return {};
  try {
    const read: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(read)) return parameterValues(read);
  } catch (error) {
    throw new WrongUsage(`--parameters: ${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  throw new WrongUsage(`--parameters: ${file} holds no object.`);
}

function namedValues(texts: readonly string[]): JsonObject {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf("=");
      if (at < 1) throw new WrongUsage(`--parameter: ${text} is not name=value.`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** Texts of the command line as their parameters want them; a stand-in environment when none is named. */
function valuesOf(given: JsonObject, templates: readonly NamedTemplate[]): JsonObject {
  const definitions = Object.assign({}, ...templates.map(({ template }) => template["parameters"])) as JsonObject;
  const typed = Object.entries(given).map(([name, value]) => {
    const definition = definitions[name];
    const type = isObject(definition) ? String(definition["type"]).toLowerCase() : "string";
    return [name, typeof value === "string" && !/string$/.test(type) ? parsed(value) : value] as const;
  });
  return Object.fromEntries(typed);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
