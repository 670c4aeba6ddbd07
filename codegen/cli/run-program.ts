import { type Command, CommanderError } from "commander";
import { type Paint, paintFor } from "./print.ts";

/** Whether colours can be shown: on a terminal, unless somebody has asked for none. */
export function isColourful(): boolean {
  return process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
}

/**
 * Reads a program's command line, does its work, and leaves an exit code: what the work answers, 0 after help, 2 for wrong usage
 * and crashes.
 * @param program with `exitOverride`
 * @param told the words for an error that is no crash; undefined: it is one, and its stack is shown
 */
export async function runProgram(
  program: Command,
  work: (paint: Paint) => number | Promise<number>,
  told: (error: unknown) => string | undefined = () => undefined,
): Promise<void> {
  try {
    program.parse();
    process.exitCode = await work(paintFor(isColourful()));
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    // Commander has said itself what is wrong with the command line.
    if (!(error instanceof CommanderError)) {
      console.error(told(error) ?? (error instanceof Error ? error.stack : error));
    }
    process.exitCode = isHelp ? 0 : 2;
  }
}
