import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ContractSide } from "../contracts/side.ts";
import { readSide, UnreadableContract } from "./read-side.ts";
import { compareVersions, semanticVersion } from "./versions.ts";

/** A contract as it was published. */
export interface Published extends ContractSide {
  readonly version: string;
  /** The file's text. */
  readonly text: string;
}

/** Where the published contracts are kept, beside the contract. */
export const historyFolder = "contract/history";

/** The name of the file that a version is kept in. */
export function historyFile(version: string): string {
  return `${historyFolder}/${version}.json`;
}

/**
 * All contracts that were published, the newest first. Files that are no version are passed over.
 * @param folder the contract's folder
 * @param show the path that people are shown for a file of the folder
 * @throws UnreadableContract for a file that is no contract
 */
export function publishedContracts(folder: string, show: (path: string) => string): readonly Published[] {
  return namesOf(join(folder, historyFolder))
    .flatMap((name) => {
      const version = name.slice(0, -".json".length);
      const number = name.endsWith(".json") ? semanticVersion(version) : undefined;
      return number === undefined ? [] : [{ version, number }];
    })
    .sort((a, b) => compareVersions(b.number, a.number))
    .map(({ version }) => {
      const path = historyFile(version);
      const text = readFileSync(join(folder, path), "utf8");
      const files = {
        contract: "contract.json",
        read: (file: string) => (file === "contract.json" ? text : undefined),
      };
      const side = readSide({ ...files, list: () => [] }, version, () => show(path));
      if (side.contract.version !== version) {
        throw new UnreadableContract(show(path), [], `says that it is ${side.contract.version}`);
      }
      return { ...side, version, text };
    });
}

function namesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
