import { type Contract, commandsOf, writtenNotificationsOf } from "../model/contract.ts";
import { downcastMessages, upcastMessages } from "../model/versions.ts";
import {
  castersFile,
  notifierType,
  processFile,
  processHandler,
  processTypes,
  projectionType,
  reactionType,
  readModelFile,
  streamFile,
  streamTypes,
} from "../plan/plan.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** One interface of everything hand-written: what is missing in it is a compile error. */
export function renderHandlers(contract: Contract): string {
  const module = new TypeScriptModule("handlers.ts", contract.file);
  const streams = contract.streams.map((stream) => {
    const type = module.type(streamTypes(stream).stream, streamFile(stream));
    return `    // biome-ignore lint/suspicious/noExplicitAny: each stream has a state type of its own.\n    readonly ${stream.name}: ${type}<any>;\n`;
  });
  const readModels = contract.readModels.map(
    (readModel) =>
      `    readonly ${readModel.name}: ${module.type(projectionType(readModel), readModelFile(readModel))};\n`,
  );
  const notifiers = writtenNotificationsOf(contract).map(
    ({ name }) => `    readonly ${name}: ${module.type(notifierType(name), "notifiers.ts")};\n`,
  );
  const reactions = contract.reactions.map(
    (reaction) => `    readonly ${reaction.name}: ${module.type(reactionType(reaction), "reactions.ts")};\n`,
  );
  const processes = contract.processes.flatMap((process) =>
    [process.version, ...process.keeps].map((version) => {
      const type = module.type(processTypes(process).process, processFile(process));
      return `    readonly ${processHandler(process, version)}: ${type};\n`;
    }),
  );
  const checks = commandsOf(contract)
    .filter(({ endpoint }) => endpoint !== undefined)
    .map(({ name, payload }) => {
      const type = `${module.platformType("CommandCheck")}<${module.dataType(payload)}>`;
      return `    readonly ${name}?: ${type};\n`;
    });
  const casters = [
    ...(upcastMessages(contract).length === 0 ? [] : [`upcasters: ${module.type("Upcasters", castersFile)}`]),
    ...(downcastMessages(contract).length === 0 ? [] : [`downcasters: ${module.type("Downcasters", castersFile)}`]),
  ];
  const body = [
    "/** Everything that people write for this contract. Leaving one out is a compile error that names it. */\n",
    "export interface Handlers {\n",
    group("streams", streams),
    group("readModels", readModels),
    group("notifiers", notifiers),
    group("reactions", reactions),
    group("processes", processes),
    ...casters.map((entry) => `  readonly ${entry};\n`),
    checks.length === 0 ? "" : "  /** Optional checks at the door, against read models. */\n",
    group("checks?", checks),
    "}",
  ];
  return module.print(body.join(""));
}

function group(name: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `  readonly ${name}: {\n${lines.join("")}  };\n`;
}
