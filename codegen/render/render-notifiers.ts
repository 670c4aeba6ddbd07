import { type Contract, notificationsOf } from "../model/contract.ts";
import { notifierType } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** The interfaces of hand-written notifiers: one for each notification that events cause. */
export function renderNotifiers(contract: Contract): string {
  const module = new TypeScriptModule("notifiers.ts", contract.file);
  const notifications = notificationsOf(contract).filter(({ onEvents }) => onEvents.length > 0);
  const interfaces = notifications.map((notification) => {
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
    return `${comment}export interface ${notifierType(notification.name)} {\n${entries.join("")}}\n`;
  });
  return module.print(interfaces.join("\n") || "export {};");
}
