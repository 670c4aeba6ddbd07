import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { changeLogFile } from "../changes/print-change-log.ts";
import { contractCatalogue } from "../contracts/catalogue.ts";
import { type Finding, findingOf } from "../contracts/finding.ts";
import type { Place } from "../contracts/side.ts";
import { historyFile, historyFolder, type Published } from "./published.ts";
import { compareVersions, semanticVersion } from "./versions.ts";

/** What was published, with the SHA-256 of each file: `sha256sum -c` in the folder reads it as well. */
export const recordFile = `${historyFolder}/SHA256SUMS`;

type Rule = "published-missing" | "published-altered" | "published-unrecorded";

/** A version that a file says was published. */
interface Mention {
  readonly version: string;
  /** Undefined when only its version is told. */
  readonly sum: string | undefined;
  readonly at: Place;
}

/** The record of these versions, as it is written. The same history gives the same bytes. */
export function printRecord(published: readonly Pick<Published, "version" | "text">[]): string {
  return published
    .flatMap(({ version, text }) => {
      const number = semanticVersion(version);
      return number === undefined ? [] : [{ number, line: `${sumOf(text)}  ${version}.json\n` }];
    })
    .sort((a, b) => compareVersions(a.number, b.number))
    .map(({ line }) => line)
    .join("");
}

/**
 * What is wrong with the history itself: files that are gone or are not what was published. The record and the change log
 * say what was; whoever deletes a version has to change both, which a reviewer sees.
 * @param folder the contract's folder
 */
export function historyFindings(folder: string, published: readonly Published[]): readonly Finding[] {
  const recorded = recordedIn(textOf(folder, recordFile) ?? "");
  const told = toldIn(textOf(folder, changeLogFile) ?? "").filter(
    ({ version }) => !recorded.some((other) => other.version === version),
  );
  const files = new Map(published.map((entry) => [entry.version, entry.text]));
  const wrong = [...recorded, ...told].flatMap((mention) => checked(mention, files.get(mention.version)));
  const unrecorded = published.filter(({ version }) => !recorded.some((other) => other.version === version));
  return [...wrong, ...unrecorded.map(unrecordedOf)];
}

function checked({ version, sum, at }: Mention, text: string | undefined): readonly Finding[] {
  const file = historyFile(version);
  if (text === undefined) {
    const what = `\`${file}\` is gone, and \`${at.file}\` says that ${version} was published.`;
    const fix = `Bring it back: \`git restore ${file}\`, or, when the deletion is committed already, \`git log --diff-filter=D --format=%h -- ${file}\` names the commit and \`git restore --source=<commit>~ -- ${file}\` undoes it.`;
    return [findingFor("published-missing", version, at, what, fix)];
  }
  if (sum === undefined || sum === sumOf(text)) return [];
  const what = `\`${file}\` is not what was published as ${version}: its SHA-256 begins with ${sumOf(text).slice(0, 12)} and was ${sum.slice(0, 12)}.`;
  const fix = `Bring it back: \`git restore ${file}\`, or, when the change is committed already, \`git log --format=%h -- ${file}\` names the commit and \`git restore --source=<commit>~ -- ${file}\` undoes it. A change of the contract gets a version of its own.`;
  return [findingFor("published-altered", version, at, what, fix)];
}

function unrecordedOf({ version, locate, contract }: Published): Finding {
  const what = `\`${recordFile}\` does not list ${version}.`;
  return findingFor("published-unrecorded", version, locate({ file: contract.file, pointer: "/info/version" }), what);
}

function findingFor(name: Rule, version: string, at: Place, what: string, fix?: string): Finding {
  const subject = { group: "published version" as const, name: version };
  const rule = contractCatalogue[name];
  return findingOf(name, rule, at, [], { subject, what, ...(fix === undefined ? {} : { fix }) });
}

/** Lines of `sha256sum`. */
function recordedIn(text: string): readonly Mention[] {
  return mentionsIn(recordFile, text, /^([0-9a-f]{64}) [ *](\S+)\.json$/, ([, sum, version]) => ({ sum, version }));
}

/** Titles of the change log. */
function toldIn(text: string): readonly Mention[] {
  return mentionsIn(changeLogFile, text, /^## (\S+)$/, ([, version]) => ({ sum: undefined, version }));
}

function mentionsIn(
  file: string,
  text: string,
  form: RegExp,
  read: (match: RegExpExecArray) => { readonly sum: string | undefined; readonly version: string | undefined },
): readonly Mention[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const match = form.exec(line);
    if (match === null) return [];
    const { sum, version = "" } = read(match);
    if (semanticVersion(version) === undefined) return [];
    return [{ version, sum, at: { file, pointer: "", line: index + 1, column: 1 } }];
  });
}

/** Of the text as git keeps it, whatever ends lines on this machine. */
function sumOf(text: string): string {
  return createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
}

function textOf(folder: string, path: string): string | undefined {
  try {
    return readFileSync(join(folder, path), "utf8");
  } catch {
    return undefined;
  }
}
