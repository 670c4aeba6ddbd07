/** `npm run contract`: everything about a contract but generating code. Each command has its file in `codegen/commands/`. */
import { Command, CommanderError } from "commander";
import { commands } from "../commands/index.ts";

const program = new Command("npm run contract --")
  .description("Checks a contract, proves what a change of it does to others, and keeps its versions.")
  .addHelpText("after", "\nExit codes: 0 everything is fine; 1 something was found; 2 wrong usage or a crash.")
  .exitOverride();
const asked = commands[process.argv[2] ?? ""];
for (const load of asked === undefined ? Object.values(commands) : [asked]) (await load())(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? error.stack : error);
    process.exitCode = 2;
  }
}
