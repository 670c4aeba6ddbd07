import { existsSync } from "node:fs";
import type { VersionFinding } from "../versions/check/finding.ts";
import { type ContractRule, contractCatalogue } from "./contracts/catalogue.ts";
import { bumpFor, type Finding, findingOf } from "./contracts/finding.ts";
import type { ContractSide } from "./contracts/side.ts";
import { subjectOf, versionsOf } from "./contracts/versions.ts";

/** Where hand-written conversions between versions are, and the files beside the contract. */
export interface ConversionFiles {
  /** The module whose `handlers` name them (absolute). */
  readonly handlers: string;
  /** Reads a file by its path relative to the contract's folder. */
  readonly read: (path: string) => string | undefined;
}

/**
 * Tries every conversion between versions on frozen and made documents, and tells what does not hold as findings of the
 * gate. Loads nothing when the contract has no earlier version.
 */
export async function conversionFindings(now: ContractSide, files: ConversionFiles): Promise<readonly Finding[]> {
  if (!now.contract.messages.some(({ earlier }) => earlier.length > 0)) return [];
  const [{ loadCasters }, { checkUpcasters }] = await Promise.all([
    import("../versions/check/casters.ts"),
    import("../versions/check/check-upcasters.ts"),
  ]);
  try {
    const none = { upcasters: {}, downcasters: {} };
    const casters = existsSync(files.handlers) ? await loadCasters(files.handlers) : none;
    const { findings } = checkUpcasters(now.contract, casters, { read: files.read });
    return findings.map((found) => findingFrom(found, now));
  } catch (error) {
    const rule: ContractRule = contractCatalogue["conversions-unloadable"];
    const what = `\`${files.handlers}\` cannot be loaded: ${error instanceof Error ? error.message : String(error)}.`;
    const at = now.locate({ file: now.contract.file, pointer: "/components/messages" });
    const subject = { group: "contract" as const, name: "contract" };
    return [findingOf("conversions-unloadable", rule, at, [], { subject, what })];
  }
}

function findingFrom(found: VersionFinding, now: ContractSide): Finding {
  const message = now.contract.messages.find(({ name }) => name === found.message);
  const version = message && versionsOf(message).find((each) => each.version === found.from);
  const at = version?.at ?? { file: now.contract.file, pointer: "/components/messages" };
  const subject =
    message === undefined ? { group: "message" as const, name: found.message } : subjectOf(message, found.from);
  const many = found.samples > 1 ? ` (${found.samples} documents show it.)` : "";
  const reason = `${found.reason}${many}`;
  return {
    rule: found.rule,
    name: found.name,
    weight: found.severity === "error" ? "breaking" : "warning",
    bump: bumpFor(subject, "none"),
    side: found.name.startsWith("downcaster") ? "readers" : "store",
    subject,
    against: [],
    at: now.locate(at),
    pointer: at.pointer,
    instance: undefined,
    direction: undefined,
    what: reason,
    reason,
    fix: found.fix,
    witness: found.sample?.document,
  };
}
