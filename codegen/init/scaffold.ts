import { type Contract, writtenNotificationsOf } from "../model/contract.ts";
import { camelCase, kebabCase } from "../model/names.ts";
import { processHandler } from "../plan/plan.ts";
import { Fields } from "./fields.ts";
import type { Leave, Leftover } from "./leftover.ts";
import { scaffoldNotifier, scaffoldProjection, scaffoldReaction } from "./scaffold-readers.ts";
import { scaffoldStream } from "./scaffold-stream.ts";
import { scaffoldTest } from "./scaffold-test.ts";

/** The hand-written part of a new project, as a beginning. */
export interface Scaffold {
  readonly files: ReadonlyMap<string, string>;
  readonly leftovers: readonly Leftover[];
}

/**
 * Writes handlers that compile for a contract: values are copied where names and kinds agree, and what cannot be known is
 * left open and listed. Pure.
 */
export function scaffold(contract: Contract): Scaffold {
  const fields = new Fields(contract);
  const leftovers: Leftover[] = [];
  const leave: Leave = (leftover) => leftovers.push(leftover);
  const files = new Map<string, string>();
  const notifications = writtenNotificationsOf(contract);
  for (const stream of contract.streams) {
    files.set(`handlers/${camelCase(stream.name)}.ts`, scaffoldStream(contract, fields, stream, leave));
  }
  for (const readModel of contract.readModels) {
    const path = `handlers/read-models/${kebabCase(readModel.name)}.ts`;
    files.set(path, scaffoldProjection(contract, fields, readModel, leave));
  }
  for (const notification of notifications) {
    const path = `handlers/notifiers/${kebabCase(notification.name)}.ts`;
    files.set(path, scaffoldNotifier(contract, fields, notification, leave));
  }
  for (const reaction of contract.reactions) {
    const path = `handlers/reactions/${kebabCase(reaction.name)}.ts`;
    files.set(path, scaffoldReaction(contract, fields, reaction, leave));
  }
  for (const process of contract.processes) {
    const path = `handlers/processes/${kebabCase(process.name)}.ts`;
    leave({
      path,
      what: `${process.name}: the whole process (docs/processes.md of Eventwright); until then it does not compile`,
    });
  }
  files.set("handlers/index.ts", index(contract));
  files.set("handlers/app.ts", entry);
  files.set("test/app.test.ts", scaffoldTest(contract, fields));
  return { files, leftovers };
}

const entry = `/** The function app's entry, named by \`main\` in package.json. */
import { register } from "../generated/app.ts";
import { handlers } from "./index.ts";

register(handlers);
`;

function index(contract: Contract): string {
  const imports: string[] = [];
  const add = (name: string, path: string): string => {
    imports.push(`import { ${name} } from "./${path}.ts";`);
    return name;
  };
  const streams = contract.streams.map(({ name }) => `${name}: ${add(camelCase(name), camelCase(name))}`);
  const readModels = contract.readModels.map(({ name }) => add(name, `read-models/${kebabCase(name)}`));
  const notifiers = writtenNotificationsOf(contract).map(
    ({ name }) => `${name}: ${add(camelCase(name), `notifiers/${kebabCase(name)}`)}`,
  );
  const reactions = contract.reactions.map(({ name }) => add(name, `reactions/${kebabCase(name)}`));
  const processes = contract.processes.flatMap((process) =>
    [process.version, ...process.keeps].map((version) =>
      add(processHandler(process, version), `processes/${kebabCase(processHandler(process, version))}`),
    ),
  );
  const groups = [
    ["streams", streams],
    ["readModels", readModels],
    ["notifiers", notifiers],
    ["reactions", reactions],
    ["processes", processes],
  ] as const;
  // Generated interfaces ask for a group only where the contract has something of it.
  const lines = groups
    .filter(([, entries]) => entries.length > 0)
    .map(([name, entries]) => `  ${name}: { ${entries.map(shorthand).join(", ")} },\n`);
  return `import type { Handlers } from "../generated/handlers.ts";
${imports.join("\n")}

/** Everything hand-written for the contract. What is missing here does not compile. */
export const handlers: Handlers = {
${lines.join("")}};
`;
}

/** `order: order` → `order`. */
function shorthand(entry: string): string {
  const [name, value] = entry.split(": ");
  return name === value || value === undefined ? (name ?? "") : entry;
}
