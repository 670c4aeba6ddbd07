import { byCodeUnit } from "../json/json.ts";
import { type Command, type Contract, type Message, type Process, refusableOf } from "../model/contract.ts";
import { processDefiner, processFile, processRejections, processTypes, settingsFile } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { generic, literal, union } from "./typescript/literals.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** For each process the types that its hand-written code is checked against, and what takes that code. */
export function renderProcesses(contract: Contract): readonly (readonly [path: string, text: string])[] {
  return contract.processes.map((process) => [processFile(process), renderProcess(contract, process)]);
}

function renderProcess(contract: Contract, process: Process): string {
  const module = new TypeScriptModule(processFile(process), contract.file);
  const { name, description, startedBy, waitsFor, sends, timeouts } = process;
  const types = processTypes(process);
  const named = (names: readonly string[]) => contract.messages.filter((message) => names.includes(message.name));
  const settings = module.type("Settings", settingsFile);
  const refusable = refusableOf(contract, process);
  const rejections = processRejections(process);
  const parts = [types.messages, types.commands, types.timeout, settings];
  if (refusable.length > 0) parts.push(rejections);
  const context = generic(module.platformType("ProcessContext"), parts, "", types.context.length + 15);
  const starts = union(startedBy.map((event) => module.messageType(event)));
  const body = [
    docComment(`What starts the process ${name}.`, ""),
    `export type ${types.start} = ${starts};\n\n`,
    docComment(`What the process ${name} waits for.`, ""),
    declare(types.messages, named(waitsFor), (message) => module.messageType(message.name)),
    docComment(`What the process ${name} sends.`, ""),
    declare(types.commands, named(sends), ({ payload }) => module.dataType(payload)),
    refusable.length === 0 ? "" : docComment(`How the commands of the process ${name} may be refused.`, ""),
    refusable.length === 0 ? "" : declareRejections(rejections, refusable),
    docComment(`Names of the timeouts of the process ${name}.`, ""),
    `export type ${types.timeout} = ${union(timeouts.map((timeout) => literal(timeout.name)))};\n\n`,
    docComment(`All that the process ${name} can do.`, ""),
    `export type ${types.context} = ${context};\n\n`,
    docComment(`The hand-written process ${name}, complete. ${description}`, ""),
    `export type ${types.process} = ${module.platformType("Process")}<${types.start}, ${types.context}>;\n\n`,
    docComment(
      `Takes the hand-written process ${name}. A message that it never waits for, or a command that it never sends, does not compile.`,
      "",
    ),
    `export const ${processDefiner(process)} = ${definer(module, [types.start, ...parts], process)}();`,
  ];
  return module.print(body.join(""));
}

function definer(module: TypeScriptModule, parts: readonly string[], process: Process): string {
  return generic(module.platform("defineProcess"), parts, "", processDefiner(process).length + 18);
}

/** An interface of messages by name. An empty one would take anything, so that is a type without names. */
function declare(name: string, messages: readonly Message[], type: (message: Message) => string): string {
  if (messages.length === 0) return `export type ${name} = Readonly<Record<never, never>>;\n\n`;
  const entries = messages.map(
    (message) => `${docComment(message.summary, "  ")}  readonly ${message.name}: ${type(message)};\n`,
  );
  return `export interface ${name} {\n${entries.join("")}}\n\n`;
}

/** The codes of each command that may be refused. Sending one of these answers what became of it. */
function declareRejections(name: string, commands: readonly Command[]): string {
  const entries = commands.map((command) => {
    const codes = [...new Set(command.rejections)].sort(byCodeUnit).map(literal);
    return `  readonly ${command.name}: ${union(codes, "  ")};\n`;
  });
  return `export interface ${name} {\n${entries.join("")}}\n\n`;
}
