import { type Fault, faultsOf } from "../assets/runtime.js";

interface AjvError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Words that only say that something below did not fit. */
const summaries: readonly string[] = ["allOf", "anyOf", "if", "oneOf"];

/**
 * Faults of a document whose schema has many alternatives: keeps those that say most. Where an alternative is "or a
 * reference", its missing `$ref` says nothing.
 */
export function clearFaults(errors: readonly object[]): readonly Fault[] {
  const all = (errors as readonly AjvError[]).filter(
    ({ keyword, params }) => !(keyword === "required" && params["missingProperty"] === "$ref"),
  );
  const isExplained = (error: AjvError) =>
    all.some((other) => !summaries.includes(other.keyword) && other.instancePath.startsWith(error.instancePath));
  return faultsOf(all.filter((error) => !summaries.includes(error.keyword) || !isExplained(error)));
}
