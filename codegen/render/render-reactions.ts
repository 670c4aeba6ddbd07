import type { Contract } from "../model/contract.ts";
import { reactionType } from "../plan/plan.ts";
import { docComment } from "./types/print-declarations.ts";
import { generic, union } from "./typescript/literals.ts";
import { TypeScriptModule } from "./typescript/module.ts";

/** The interfaces of hand-written reactions: which commands each event may be answered with. */
export function renderReactions(contract: Contract): string {
  const module = new TypeScriptModule("reactions.ts", contract.file);
  const interfaces = contract.reactions.map((reaction) => {
    const commands = contract.messages.filter(({ name }) => reaction.sends.includes(name));
    const drafts = union(
      commands.map((command) => module.draft(command)),
      "  ",
    );
    const entries = reaction.on.map((event) => {
      const type = generic(module.platformType("React"), [module.messageType(event), drafts], "  ", event.length + 13);
      return `  readonly ${event}: ${type};\n`;
    });
    const comment = docComment(`What you write for the reaction ${reaction.name}. ${reaction.description}`, "");
    return `${comment}export interface ${reactionType(reaction)} {\n${entries.join("")}}\n`;
  });
  return module.print(interfaces.join("\n") || "export {};");
}
