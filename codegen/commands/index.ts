import type { Command } from "commander";
import { addLint } from "./lint.ts";

/** Adds one command to `npm run contract`. Its action sets `process.exitCode`: 1 when something was found. */
export type AddCommand = (program: Command) => void;

/** The commands of `npm run contract`, in the order of its help. */
export const commands: readonly AddCommand[] = [addLint];
