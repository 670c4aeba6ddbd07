import { isConvertible } from "../convert/convert-document.ts";
import { catalogue, type Rule } from "../diagnostics/catalogue.ts";
import { Diagnostics, type Position, type Report } from "../diagnostics/diagnostic.ts";
import { stringAt } from "../json/json.ts";
import { buildContract } from "../model/build-contract.ts";
import type { Contract } from "../model/contract.ts";
import type { ContractFiles } from "../read/contract-files.ts";
import { readContract, type Sources } from "../read/read-contract.ts";
import type { CompiledSchemas } from "../schema/schema-compiler.ts";
import { clearFaults } from "../validate/schema-faults.ts";
import { type Rulebook, validate } from "../validate/validate.ts";
import { checkAll } from "./checks/check-all.ts";
import { byPlace, type Finding, Findings, type Found, type LintReport } from "./findings.ts";
import { isEventwright, readSubject } from "./read/read-subject.ts";
import type { Subject } from "./read/subject.ts";
import { applySettings } from "./settings/apply-settings.ts";
import { readSettings } from "./settings/read-settings.ts";

/** A finding that the contract's settings call no harm, with the reason. */
export interface SuppressedFinding extends Finding {
  readonly reason: string;
}

/** What lint has found in a contract. */
export interface LintResult {
  /** In the order of files and lines. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly messages: number;
  /** How much was looked at: grows with the contract, and no faster. */
  readonly work: number;
}

/** What lint needs besides the contract. */
export interface LintTools {
  readonly rulebook: Rulebook;
  /** The day (UTC) as `2026-01-31`: suppressions may end. */
  readonly today: string;
}

/** Checks a contract by all rules: those of the generator, when it was written for Eventwright, and those of lint. */
export function lint(files: ContractFiles, { rulebook, today }: LintTools): LintResult {
  const early: Parameters<LintReport>[] = [];
  const forward = new Forwarded((...finding) => void early.push(finding));
  const sources = readContract(files, forward);
  const isOurs = sources !== undefined && isEventwright(sources.contract.value);
  const findings = new Findings(!isOurs);
  // In other documents more may stand in files of their own than the generator follows.
  const isSyntax = (rule: string) => rule === "yaml-syntax" || rule === "json-syntax";
  for (const finding of early) {
    if (isOurs || sources === undefined || isSyntax(finding[0])) findings.report(...finding);
  }
  const read = readSubject(files, (rule, at, what, fix) => findings.report(rule, at, what, fix), sources?.files);
  const settings = readSettings(files, findings.report);
  let work = 0;
  if (read !== undefined) {
    const model = isOurs ? modelOf(sources, rulebook, findings.report) : undefined;
    if (!isOurs) checkOfficial(read, rulebook, findings.report);
    work = checkAll({ ...read, model }, findings.report);
  }
  const locate = ({ file, pointer, line, column }: Found): Position => {
    if (line !== undefined && column !== undefined) return { line, column };
    const source = settings.file?.path === file ? settings.file : read?.files.get(file);
    return source?.positionOf(pointer) ?? { line: 1, column: 1 };
  };
  const { findings: found, suppressed } = applySettings(
    findings.list(),
    settings,
    files.contract,
    today,
    findings.report,
  );
  const aboutSettings = findings
    .list()
    .filter(({ name }) => name === "suppression-unused" || name === "suppression-expired");
  return {
    findings: located([...found, ...aboutSettings], locate),
    suppressed: suppressed.map(({ finding, reason }) => ({ ...finding, ...locate(finding), reason })),
    messages: read?.nodes.filter(({ kind }) => kind === "message").length ?? 0,
    work,
  };
}

/** Schemas are not compiled here: the interpreter checks examples, and rules of lint what a compiler would stumble over. */
const uncompiled: CompiledSchemas = {
  validatorOf: () => undefined,
  errorOf: () => undefined,
  codeOf: () => {
    throw new Error("Lint compiles no schemas.");
  },
};

/** The rules of the generator. Answers the contract in our own words. */
function modelOf(sources: Sources, rulebook: Rulebook, report: LintReport): Contract {
  const diagnostics = new Forwarded(report);
  const contract = buildContract(sources, diagnostics);
  validate(sources, contract, uncompiled, rulebook, diagnostics);
  return contract;
}

/** Hands findings of the generator on as they are made, before fact and reason become one sentence. */
class Forwarded extends Diagnostics {
  override readonly report: Report;

  constructor(report: LintReport) {
    super();
    this.report = (name, at, what, fix, isPlain) => {
      const { severity, plain }: Rule = catalogue[name];
      report(name, at, what, fix, isPlain === true ? (plain ?? severity) : undefined);
    };
  }
}

/** A document by AsyncAPI's official schema. */
function checkOfficial({ contract }: Pick<Subject, "contract">, rulebook: Rulebook, report: LintReport): void {
  const version = stringAt(contract.value, "asyncapi") ?? "";
  const errors = isConvertible(version) ? undefined : rulebook.metaschema(version, contract.value);
  if (errors === undefined) {
    report("asyncapi-version", { file: contract.path, pointer: "/asyncapi" }, `The version is \`${version}\`.`);
  }
  for (const { pointer, message } of clearFaults(errors ?? [])) {
    const name = pointer === "" ? "The document" : `\`${pointer.split("/").at(-1)}\``;
    report("asyncapi-invalid", { file: contract.path, pointer }, `${name} ${message}.`);
  }
}

/** With lines. What stands once in the file and is used twice, such as an anchor of YAML, is told once. */
function located(found: readonly Found[], locate: (finding: Found) => Position): readonly Finding[] {
  const places = new Map<string, Finding>();
  for (const finding of found) {
    const position = locate(finding);
    const key = JSON.stringify([finding.file, position, finding.rule, finding.message]);
    if (!places.has(key)) places.set(key, { ...finding, ...position });
  }
  return [...places.values()].sort(byPlace);
}
