import type { Command } from "commander";

/** Adds one command to `npm run contract`. Its action sets `process.exitCode`: 1 when something was found. */
export type AddCommand = (program: Command) => void;
