import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const project = join(import.meta.dirname, "..", "..");

/** Type-checks everything below a folder in one run. Answers what is wrong, by the first part of each path. */
export async function checkTypes(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const config = {
    extends: join(project, "tsconfig.json"),
    compilerOptions: {
      noEmit: true,
      skipLibCheck: true,
      paths: { "eventwright/codegen/v1": [join(project, "platform/codegen/v1.ts")] },
      typeRoots: [join(project, "node_modules/@types")],
    },
    include: ["**/*.ts"],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  const package_ = createRequire(import.meta.url).resolve("typescript/package.json");
  const args = [join(dirname(package_), "bin/tsc"), "-p", join(folder, "tsconfig.json"), "--pretty", "false"];
  const output = await outputOf(args, folder);
  const errors = new Map<string, string[]>();
  for (const line of output.split("\n")) {
    const [, first, rest] = /^([^/\\(:]+)[/\\](.*error TS\d+.*)$/.exec(line) ?? [];
    if (first !== undefined && rest !== undefined) errors.set(first, [...(errors.get(first) ?? []), rest]);
    else if (/error TS\d+/.test(line)) errors.set("", [...(errors.get("") ?? []), line]);
  }
  return errors;
}

function outputOf(args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}
