import { type Contract, type Notification, writtenNotificationsOf } from "../model/contract.ts";
import { notifierType, processFile, processTypes } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** The interfaces of hand-written notifiers: one for each notification that events or failed processes cause. */
export function renderNotifiers(contract: Contract): string {
  const module = new TypeScriptModule("notifiers.ts", contract.file);
  const interfaces = writtenNotificationsOf(contract).map((notification) => {
    const readModel = contract.readModels.find(({ name }) => name === notification.with);
    const document = readModel?.document === undefined ? "never" : module.dataType(readModel.document);
    const entries = [...notification.onEvents].sort().map((event) => {
      const types = `${module.messageType(event)}, ${document}, ${module.dataType(notification.payload)}`;
      return `  readonly ${event}: ${module.platformType("Notify")}<${types}>;\n`;
    });
    const comment = docComment(
      `What you write for the notification ${notification.name}. ${notification.description}`,
      "",
    );
    const failures = processEntries(module, contract, notification);
    return `${comment}export interface ${notifierType(notification.name)} {\n${[...entries, ...failures].join("")}}\n`;
  });
  return module.print(interfaces.join("\n") || "export {};");
}

function processEntries(module: TypeScriptModule, contract: Contract, notification: Notification): readonly string[] {
  const processes = contract.processes.filter(({ name }) => notification.onProcessFailed.includes(name));
  return processes.map((process) => {
    const start = module.type(processTypes(process).start, processFile(process));
    const types = `${start}, ${module.dataType(notification.payload)}`;
    return `  readonly ${process.name}: ${module.platformType("NotifyProcessFailed")}<${types}>;\n`;
  });
}
