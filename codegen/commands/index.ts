import type { Command } from "commander";
import { addCheck } from "./check.ts";
import { addLint } from "./lint.ts";
import { addNewVersion } from "./new-version.ts";
import { addPublish } from "./publish.ts";
import { addUpcasters } from "./upcasters.ts";

/** Adds one command to `npm run contract`. Its action sets `process.exitCode`: 1 when something was found. */
export type AddCommand = (program: Command) => void;

/** The commands of `npm run contract`, in the order of its help. */
export const commands: readonly AddCommand[] = [addLint, addCheck, addNewVersion, addUpcasters, addPublish];
