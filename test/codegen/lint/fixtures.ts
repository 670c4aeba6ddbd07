import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { project } from "../support/contracts.ts";

/** The folder of small contracts, each with mistakes in it. */
export const brokenFolder = join(project, "test/codegen/lint/broken");

/** A finding that a fixture asks for: `file:line rule`. */
export type Expectation = string;

/** Names of the fixtures. */
export const brokenNames: readonly string[] = readdirSync(brokenFolder).sort();

/**
 * What lint must find in a fixture: comments `# expect: EL1301 EL1302` at the end of a line of YAML, and the lines of
 * `expect.txt` (`schemas/a.json:3 EL1401`) for files that know no comments.
 */
export function expectationsOf(name: string): readonly Expectation[] {
  const folder = join(brokenFolder, name);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .flatMap((path) => {
      if (path === "expect.txt") return readFileSync(join(folder, path), "utf8").split("\n").filter(Boolean);
      if (!/\.ya?ml$/.test(path)) return [];
      const lines = readFileSync(join(folder, path), "utf8").split("\n");
      return lines.flatMap((line, index) => {
        const rules = /# expect: ([A-Z\d ]+)$/.exec(line)?.[1]?.split(" ") ?? [];
        return rules.map((rule) => `${path.replaceAll("\\", "/")}:${index + 1} ${rule}`);
      });
    })
    .sort();
}

/** The document of a fixture. */
export function documentOf(name: string): string {
  const yaml = join(brokenFolder, name, "asyncapi.yaml");
  return existsSync(yaml) ? yaml : join(brokenFolder, name, "asyncapi.json");
}
