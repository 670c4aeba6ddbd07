import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { type Finished, runProgram } from "./commands.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What a project needs to be generated, checked and started. */
const parts = [
  ..."approvals codegen console contract dashboard emulator generated handlers platform schemas scripts webapp".split(
    " ",
  ),
  ..."asyncapi.yaml host.json package.json package-lock.json tsconfig.json CHANGELOG.contract.md".split(" "),
];

/** A copy of this repository that a test may change. Packages are shared with it. */
export interface ProjectCopy {
  readonly folder: string;
  /** Replaces texts of a file; each must be there. */
  replace(path: string, ...changes: readonly (readonly [text: string, other: string])[]): void;
  /** Changes the contract as a JavaScript value. */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document.
  changeContract(change: (contract: any) => void): void;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Runs one of its programs, in its folder. */
  run(file: string, ...args: readonly string[]): Promise<Finished>;
}

/** Copies this repository into a folder that is empty. */
export function copyProject(folder: string): ProjectCopy {
  for (const part of parts) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  return {
    folder,
    read,
    write,
    replace(path, ...changes) {
      let text = read(path);
      for (const [before, after] of changes) {
        if (!text.includes(before)) throw new Error(`${path} has no text ${JSON.stringify(before)}.`);
        text = text.replace(before, after);
      }
      write(path, text);
    },
    changeContract(change) {
      const contract: unknown = parse(read("asyncapi.yaml"));
      change(contract);
      write("asyncapi.yaml", stringify(contract, { aliasDuplicateObjects: false }));
    },
    run: (file, ...args) => runProgram(file, args, {}, folder),
  };
}
