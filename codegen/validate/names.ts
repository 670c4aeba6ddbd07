import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { type Contract, commandsOf, notificationsOf, refusableOf } from "../model/contract.ts";
import { reservedTypes } from "../model/free-names.ts";
import { kebabCase } from "../model/names.ts";
import {
  commandFunction,
  commandMethod,
  containerOf,
  messageFile,
  notifierType,
  pathParameters,
  processDefiner,
  processFile,
  processFunction,
  processHandler,
  processOrchestrator,
  processRejections,
  processTypes,
  projectionType,
  queriesOf,
  queryFunction,
  reactionFunction,
  reactionType,
  readModelFile,
  streamFile,
  streamTypes,
} from "../plan/plan.ts";
import { clientMethods } from "../render/render-client.ts";
import { below } from "./references.ts";

/** Names of everything but messages and schemas. */
const namePattern = /^[a-z][A-Za-z0-9]*$/;

/** Words that TypeScript does not allow as the name of a constant. */
const reservedWords = new Set(
  `any arguments as async await boolean break case catch class const continue debugger declare default delete do else enum eval
export extends false finally for from function get if implements import in instanceof interface let module namespace never new
null number object of package private protected public readonly readFile register return set static string super switch symbol
this throw true try type typeof undefined unknown var void while with yield defineApp registerFunctions`.split(/\s+/),
);

/** What generated code imports for settings and processes; free in contracts that have none. */
const processTypeNames = ["NotifyProcessFailed", "Process", "ProcessContext", "SettingDescriptor", "Settings"];

/** What generated code declares for contracts whose messages have earlier versions. */
const casterTypeNames = ["Upcasters", "Downcasters"];

/** Names that every object has. What is looked up by its name must not be called so. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Containers of the platform itself. */
const platformContainers = ["commands", "dead-letters", "events", "leases", "notifications", "outcomes", "snapshots"];

/** Checks that every name can stand in code and in file names, and that no two things share one. */
export function checkNames(contract: Contract, report: Report): void {
  const types = new Names("name-collision", report, (name) => name);
  const files = new Names("file-collision", report, (path) => path.toLowerCase());
  const values = new Names("name-collision", report, (name) => name);
  const methods = new Names("name-collision", report, (name) => name);
  const containers = new Names("name-collision", report, (name) => name);
  for (const name of clientMethods) methods.reserve(name, "a method of every client");
  for (const name of platformContainers) containers.reserve(name, "a container of the platform");
  for (const name of ["handlers", "settings"]) values.reserve(name, "a value of the generated app");
  const hasSettings = contract.settings.length > 0 || contract.processes.length > 0;
  for (const name of hasSettings ? processTypeNames : []) types.reserve(name, "a type of generated code");
  const hasVersions = contract.messages.some(({ earlier }) => earlier.length > 0);
  for (const name of hasVersions ? casterTypeNames : []) types.reserve(name, "a type of generated code");
  if (contract.processes.length > 0) containers.reserve("inbox", "a container of the platform");

  for (const { name, at } of contract.messages) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) report("name-invalid", at, `\`${name}\` cannot be the name of a message.`);
    if (reservedTypes.has(name)) report("name-reserved", at, `\`${name}\` cannot be the name of a message.`);
    types.take(name, at);
    files.take(messageFile(name), at);
  }
  for (const { name, at } of contract.schemas) {
    if (reservedTypes.has(name)) report("name-reserved", at, `\`${name}\` cannot be the name of a schema.`);
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) report("name-invalid", at, `\`${name}\` cannot be the name of a schema.`);
    types.take(name, at);
  }
  for (const stream of contract.streams) {
    checkWord(stream.name, stream.at, report);
    files.take(streamFile(stream), stream.at);
    for (const name of Object.values(streamTypes(stream))) types.take(name, stream.at);
  }
  for (const readModel of contract.readModels) {
    checkWord(readModel.name, readModel.at, report);
    files.take(readModelFile(readModel), readModel.at);
    types.take(projectionType(readModel), readModel.at);
    values.take(readModel.name, readModel.at);
    containers.take(containerOf(readModel), readModel.at);
  }
  for (const { query } of queriesOf(contract)) {
    checkWord(query.name, query.at, report);
    values.take(query.name, query.at);
    methods.take(query.name, query.at);
    for (const name of pathParameters(query.path)) {
      const at = below(query.at, "path");
      if (!/^[A-Za-z][A-Za-z0-9]*$/.test(name)) report("name-invalid", at, `\`${name}\` cannot be a parameter.`);
      else if (reservedWords.has(name) || ["options", "query"].includes(name)) {
        report("name-reserved", at, `\`${name}\` cannot be a parameter.`);
      }
    }
  }
  for (const command of commandsOf(contract)) {
    if (command.endpoint !== undefined) methods.take(commandMethod(command.name), command.at);
  }
  for (const { name, at } of notificationsOf(contract)) types.take(notifierType(name), at);
  checkFunctions(contract, report);
  const subscriptions = new Names("name-collision", report, (name) => name);
  for (const reaction of contract.reactions) {
    checkWord(reaction.name, reaction.at, report);
    types.take(reactionType(reaction), reaction.at);
    subscriptions.take(kebabCase(reaction.name), reaction.at);
  }
  const handlers = new Names("name-collision", report, (name) => name);
  for (const process of contract.processes) {
    const { name, at, version, keeps } = process;
    checkWord(name, at, report);
    checkInherited(name, at, report);
    if (processDefiner(process) === "defineProcess") report("name-reserved", at, `\`${name}\` cannot be a name here.`);
    files.take(processFile(process), at);
    for (const type of Object.values(processTypes(process))) types.take(type, at);
    if (refusableOf(contract, process).length > 0) types.take(processRejections(process), at);
    subscriptions.take(kebabCase(name), at);
    for (const each of [version, ...keeps]) handlers.take(processHandler(process, each), at);
    for (const timeout of process.timeouts) checkInherited(timeout.name, timeout.at, report);
  }
  for (const { name, at } of contract.settings) {
    if (!namePattern.test(name)) report("name-invalid", at, `\`${name}\` cannot be a name here.`);
    checkInherited(name, at, report);
  }
}

function checkInherited(name: string, at: Location, report: Report): void {
  if (inherited.has(name)) report("name-reserved", at, `\`${name}\` cannot be a name here.`);
}

/** Azure tells functions apart by their names, in any case. Those of the platform begin with other words. */
function checkFunctions(contract: Contract, report: Report): void {
  const functions = new Names("name-collision", report, (name) => name.toLowerCase());
  for (const { name, at, endpoint } of commandsOf(contract)) {
    if (endpoint !== undefined) functions.take(commandFunction(name), at);
  }
  for (const { query } of queriesOf(contract)) functions.take(queryFunction(query), query.at);
  for (const reaction of contract.reactions) functions.take(reactionFunction(reaction), reaction.at);
  for (const process of contract.processes) {
    functions.take(processFunction(process), process.at);
    for (const version of new Set([process.version, ...process.keeps])) {
      functions.take(processOrchestrator(process, version), process.at);
    }
  }
}

function checkWord(name: string, at: Location, report: Report): void {
  if (!namePattern.test(name)) report("name-invalid", at, `\`${name}\` cannot be a name here.`);
  else if (reservedWords.has(name)) report("name-reserved", at, `\`${name}\` cannot be a name here.`);
}

class Names {
  readonly #rule: "name-collision" | "file-collision";
  readonly #report: Report;
  readonly #key: (name: string) => string;
  readonly #taken = new Map<string, string>();

  constructor(rule: "name-collision" | "file-collision", report: Report, key: (name: string) => string) {
    this.#rule = rule;
    this.#report = report;
    this.#key = key;
  }

  reserve(name: string, owner: string): void {
    this.#taken.set(this.#key(name), owner);
  }

  take(name: string, at: Location): void {
    const other = this.#taken.get(this.#key(name));
    if (other !== undefined) this.#report(this.#rule, at, `\`${name}\` is also ${other}.`);
    else this.reserve(name, `at ${at.file}#${at.pointer}`);
  }
}
