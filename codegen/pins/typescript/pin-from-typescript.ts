import { Project } from "ts-morph";
import { by, byCodeUnit } from "../../json/json.ts";
import type { Contract } from "../../model/contract.ts";
import { camelCase } from "../../model/names.ts";
import type { Use } from "../pin.ts";
import { isGenerated, rootsOf } from "./roots.ts";
import { usesIn } from "./uses.ts";

/** What was found in a consumer's code. */
export interface FoundPin {
  readonly uses: readonly Use[];
  /** Where more is used than could be seen, for people. */
  readonly whole: readonly string[];
}

/**
 * Finds what TypeScript code uses of a contract, by the generated types that it works with.
 * @param tsconfig names the files (absolute)
 * @param shown the path that people are shown for a file
 */
export function pinFromTypeScript(tsconfig: string, contract: Contract, shown: (file: string) => string): FoundPin {
  return pinOf(new Project({ tsConfigFilePath: tsconfig }), contract, shown);
}

/** Finds what the files of a project use of a contract. */
export function pinOf(project: Project, contract: Contract, shown: (file: string) => string): FoundPin {
  const files = project
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile() && !file.isInNodeModules() && !isGenerated(file));
  const roots = rootsOf(contract);
  const { fields, calls, whole } = usesIn(files, roots, shown);
  const uses: Use[] = [];
  for (const message of contract.messages) {
    const isCalled = calls.has(message.name) || (message.kind === "command" && calls.has(camelCase(message.name)));
    for (const { payload, version } of [...message.earlier, message]) {
      const found = fields.get(payload);
      if (found === undefined && !(isCalled && version === message.version)) continue;
      uses.push({ message: message.name, versions: { from: version, to: version }, fields: leastOf(found) });
    }
  }
  for (const readModel of contract.readModels) {
    const found = readModel.document === undefined ? undefined : fields.get(readModel.document);
    const called = readModel.queries.filter(({ name }) => calls.has(name));
    // Documents that come from where it cannot be seen may come from any of their queries.
    const queries = called.length > 0 ? called : found === undefined ? [] : readModel.queries;
    for (const { name } of queries) uses.push({ query: name, fields: leastOf(found) });
  }
  return { uses: uses.sort(by(({ message, query }) => message ?? query ?? "")), whole };
}

/** Fields without those below another one; `whole` when the document itself is among them. */
function leastOf(found: ReadonlySet<string> | undefined): Use["fields"] {
  const paths = [...(found ?? [])].sort(byCodeUnit);
  if (paths.includes("")) return "whole";
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}
