import { type Command, CommanderError } from "commander";
import { outputPaint, type Paint } from "./paint.ts";

/** The words for an error that is no crash; undefined: it is one, and its stack is shown. */
export type Told = (error: unknown) => string | undefined;

/**
 * Reads a program's command line, does its work, and leaves an exit code: what the work answers, 0 after help, 2 for wrong usage
 * and crashes.
 * @param program with `exitOverride`
 */
export async function runProgram(
  program: Command,
  work: (paint: Paint) => number | Promise<number>,
  told?: Told,
): Promise<void> {
  try {
    program.parse();
    process.exitCode = await work(outputPaint());
  } catch (error) {
    process.exitCode = exitCodeAfter(error, told);
  }
}

/**
 * The same for a program of several commands, whose actions do the work and set the exit code.
 * @param program with `exitOverride`
 */
export async function runCommands(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeAfter(error);
  }
}

/** Says what went wrong, unless commander has said it itself: then it is help or about the command line. */
function exitCodeAfter(error: unknown, told?: Told): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(told?.(error) ?? (error instanceof Error ? error.stack : error));
  return 2;
}
