import { Diagnostics, type Location, type Position, type Report } from "../diagnostics/diagnostic.ts";
import { stringAt } from "../json/json.ts";
import { buildContract } from "../model/build-contract.ts";
import type { Contract } from "../model/contract.ts";
import type { ContractFiles } from "../read/contract-files.ts";
import { readContract } from "../read/read-contract.ts";
import type { CompiledSchemas } from "../schema/schema-compiler.ts";
import { clearFaults } from "../validate/schema-faults.ts";
import { type Rulebook, validate } from "../validate/validate.ts";
import { checkChannels, checkOperations } from "./checks/channels.ts";
import { checkExamples } from "./checks/examples.ts";
import { checkPatterns } from "./checks/patterns.ts";
import { checkReferenceKinds, checkUnused } from "./checks/references.ts";
import { checkSchemaValues } from "./checks/schema-values.ts";
import { checkSchemaWords } from "./checks/schema-words.ts";
import { checkWords } from "./checks/words.ts";
import { byPlace, type Finding, Findings, type LintReport } from "./findings.ts";
import { type FollowReference, Interpreter } from "./interpret/interpreter.ts";
import { isEventwright, readSubject } from "./read/read-subject.ts";
import type { Subject } from "./read/subject.ts";

/** What lint has found in a contract. */
export interface LintResult {
  /** In the order of files and lines. */
  readonly findings: readonly Finding[];
  readonly messages: number;
  /** How much was looked at: grows with the contract, and no faster. */
  readonly work: number;
}

/** Schemas are not compiled here: the interpreter checks examples, and rules of lint what a compiler would stumble over. */
const uncompiled: CompiledSchemas = {
  validatorOf: () => undefined,
  errorOf: () => undefined,
  codeOf: () => {
    throw new Error("Lint compiles no schemas.");
  },
};

/** Checks a contract by all rules: those of the generator, when it was written for Eventwright, and those of lint. */
export function lint(files: ContractFiles, rulebook: Rulebook): LintResult {
  const early: Parameters<Report>[] = [];
  const read = readSubject(files, (...finding) => void early.push(finding));
  const findings = new Findings(read !== undefined && !isEventwright(read.contract.value));
  for (const [rule, at, what, fix] of early) findings.report(rule, at, what, fix);
  if (read === undefined) return { findings: located(findings, () => ({ line: 1, column: 1 })), messages: 0, work: 0 };
  const isOurs = isEventwright(read.contract.value);
  const subject: Subject = { ...read, model: isOurs ? modelOf(files, rulebook, findings.report) : undefined };
  if (!isOurs) checkOfficial(subject, rulebook, findings.report);
  const interpreter = new Interpreter(followerOf(subject));
  checkAll(subject, interpreter, findings.report);
  return {
    findings: located(findings, (at) => subject.files.get(at.file)?.positionOf(at.pointer) ?? { line: 1, column: 1 }),
    messages: subject.nodes.filter(({ kind }) => kind === "message").length,
    work: subject.work.steps + interpreter.steps,
  };
}

function checkAll(subject: Subject, interpreter: Interpreter, report: LintReport): void {
  checkWords(subject, report);
  checkReferenceKinds(subject, report);
  checkUnused(subject, report);
  checkChannels(subject, report);
  checkOperations(subject, report);
  checkSchemaWords(subject, report);
  checkSchemaValues(subject, report);
  checkPatterns(subject, report);
  checkExamples(subject, interpreter, report);
}

/** The rules of the generator. Answers the contract in our own words. */
function modelOf(files: ContractFiles, rulebook: Rulebook, report: LintReport): Contract | undefined {
  const diagnostics = new Forwarded(report);
  const sources = readContract(files, diagnostics);
  if (sources === undefined) return undefined;
  const contract = buildContract(sources, diagnostics);
  validate(sources, contract, uncompiled, rulebook, diagnostics);
  return contract;
}

/** Hands findings of the generator on as they are made, before fact and reason become one sentence. */
class Forwarded extends Diagnostics {
  override readonly report: Report;

  constructor(report: LintReport) {
    super();
    this.report = report;
  }
}

/** A document by AsyncAPI's official schema. */
function checkOfficial({ contract }: Subject, rulebook: Rulebook, report: LintReport): void {
  const version = stringAt(contract.value, "asyncapi") ?? "";
  const errors = rulebook.metaschema(version, contract.value);
  if (errors === undefined) {
    report("asyncapi-version", { file: contract.path, pointer: "/asyncapi" }, `The version is \`${version}\`.`);
  }
  for (const { pointer, message } of clearFaults(errors ?? [])) {
    const name = pointer === "" ? "The document" : `\`${pointer.split("/").at(-1)}\``;
    report("asyncapi-invalid", { file: contract.path, pointer }, `${name} ${message}.`);
  }
}

/** Takes one step along a reference. Remembered, since examples go the same ways many times. */
function followerOf(subject: Subject): FollowReference {
  const known = new Map<string, ReturnType<FollowReference>>();
  return (file, ref) => {
    const key = `${file} ${ref}`;
    if (!known.has(key)) known.set(key, subject.follow(file, ref));
    return known.get(key);
  };
}

/** With lines. What stands once in the file and is used twice, such as an anchor of YAML, is told once. */
function located(findings: Findings, locate: (at: Location) => Position): readonly Finding[] {
  const places = new Map<string, Finding>();
  for (const { line, column, ...found } of findings.list()) {
    const position = line === undefined || column === undefined ? locate(found) : { line, column };
    const key = JSON.stringify([found.file, position, found.rule, found.message]);
    if (!places.has(key)) places.set(key, { ...found, ...position });
  }
  return [...places.values()].sort(byPlace);
}
