/** `npm run contract`: everything about a contract but generating code. Each command has its file in `codegen/commands/`. */
import { Command } from "commander";
import { commands } from "../commands/index.ts";
import { runCommands } from "./run-program.ts";

const program = new Command("npm run contract --")
  .description("Checks a contract, proves what a change of it does to others, and keeps its versions.")
  .addHelpText("after", "\nExit codes: 0 everything is fine; 1 something was found; 2 wrong usage or a crash.")
  .exitOverride();
const asked = commands[process.argv[2] ?? ""];
for (const load of asked === undefined ? Object.values(commands) : [asked]) (await load())(program);

await runCommands(program);
