import type { ProcessDefinition, ProcessVersion } from "../app/definition.ts";

/**
 * The code that new instances run.
 * @throws Error when the definition has no code for its version, which no generator writes
 */
export function currentVersion(process: ProcessDefinition): ProcessVersion {
  const found = process.versions.find(({ version }) => version === process.version);
  if (found === undefined) throw new Error(`The process ${process.name} has no code for version ${process.version}.`);
  return found;
}
