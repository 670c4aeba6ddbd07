import type { Diagnostics, Location } from "../diagnostics/diagnostic.ts";
import { valueAt } from "../json/pointer.ts";
import type { Contract } from "../model/contract.ts";
import type { Sources } from "../read/read-contract.ts";
import type { CompiledSchemas } from "../schema/schema-compiler.ts";
import { checkDocument, type Metaschema, type Vocabulary } from "./document.ts";
import { checkExamples } from "./examples.ts";
import { checkNames } from "./names.ts";
import { checkProcesses } from "./processes.ts";
import { checkReferences } from "./references.ts";
import { checkRetries } from "./retries.ts";
import { checkSchemas } from "./schemas.ts";
import { checkSecurity } from "./security.ts";
import { checkWiring } from "./wiring.ts";

/** What the official and our own words are checked by. */
export interface Rulebook {
  readonly metaschema: Metaschema;
  readonly vocabulary: Vocabulary;
}

/** Checks everything and collects every finding. */
export function validate(
  sources: Sources,
  contract: Contract,
  compiled: CompiledSchemas,
  rulebook: Rulebook,
  { report }: Diagnostics,
): void {
  const contents = (at: Location) => valueAt(sources.files.get(at.file)?.value, at.pointer);
  checkDocument(sources, rulebook.metaschema, rulebook.vocabulary, report);
  checkSchemas(contract.schemas, contents, compiled, report);
  checkNames(contract, report);
  if (contract.isApp) {
    checkReferences(contract, report);
    checkWiring(contract, report);
    checkProcesses(contract, report);
    checkRetries(contract, report);
    checkSecurity(contract, report);
  }
  checkExamples(contract, compiled, report);
}
