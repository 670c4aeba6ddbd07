import type { Contract, EarlierVersion, Message } from "../../model/contract.ts";
import { downcastSteps } from "../../model/versions.ts";
import { boundarySamplesOf, type Sample } from "../../samples/boundary-samples.ts";
import { Random } from "../../samples/random.ts";
import { sampleOf } from "../../samples/sample-of.ts";
import { createCompiler, type SchemaCompiler } from "../../schema/schema-compiler.ts";
import { goldenPath, parseGolden } from "../golden-samples.ts";
import { type Casters, casterOf } from "./casters.ts";
import { droppedFields } from "./dropped-fields.ts";
import { finding, type Subject, type VersionFinding } from "./finding.ts";
import { type Chain, type Step, tryChain } from "./try-chain.ts";

/** How conversions are tried. */
export interface CheckUpcastersOptions {
  /** Reads a file of the project by its path relative to the contract's folder; undefined when there is none. */
  readonly read: (path: string) => string | undefined;
  /** Decides the documents that chance makes. 1 when left out. */
  readonly seed?: number;
  /** Documents by chance for each version, besides frozen samples and those at the edges. 20 when left out. */
  readonly documents?: number;
  readonly compiler?: SchemaCompiler;
}

/** What trying all conversions has shown. */
export interface UpcastersChecked {
  readonly findings: readonly VersionFinding[];
  /** Messages with earlier versions. */
  readonly messages: number;
  /** Conversions that were run. */
  readonly conversions: number;
}

/**
 * Runs every hand-written conversion between versions over the frozen samples of its version, over documents at the edges of
 * the version's schema and over some made by chance, and validates what comes out against the neighbouring version. What
 * comes out of one is taken on to the next, so that chains are tried from every version to their end.
 */
export function checkUpcasters(contract: Contract, casters: Casters, options: CheckUpcastersOptions): UpcastersChecked {
  const findings: VersionFinding[] = [];
  const messages = contract.messages.filter(({ earlier }) => earlier.length > 0);
  const compiled = (options.compiler ?? createCompiler()).compile(contract.schemas);
  const faultsOf = (payload: string) => (document: unknown) => compiled.validatorOf(payload)?.check(document) ?? [];
  let conversions = 0;
  for (const message of messages) {
    const samples = new Map<number, readonly Sample[]>();
    for (const version of message.earlier) {
      const golden = goldenOf(message, version, faultsOf(version.payload), options.read, findings);
      samples.set(version.version, [...golden, ...madeSamples(contract, version, options)]);
    }
    samples.set(message.version, [...examplesOf(message), ...madeSamples(contract, message, options)]);
    for (const chain of chainsOf(message, faultsOf)) {
      const tried = tryChain(chain, casters, samples);
      findings.push(...tried.findings);
      conversions += tried.conversions;
      if (chain.group === "upcasters") findings.push(...dropsOf(chain, casters, samples));
    }
  }
  return { findings, messages: messages.length, conversions };
}

function chainsOf(message: Message, faultsOf: (payload: string) => Step["check"]): readonly Chain[] {
  const versions = [...message.earlier, message];
  const up = versions.slice(1).map(({ version, payload }, index): Step => {
    const from = versions[index]?.version ?? version - 1;
    return { from, to: version, function: `from${from}`, check: faultsOf(payload) };
  });
  const down = downcastSteps(message).map(({ version, next, earlier }): Step => {
    return { from: next, to: version, function: `to${version}`, check: faultsOf(earlier) };
  });
  const chains: Chain[] = [{ message: message.name, group: "upcasters", steps: up }];
  return down.length === 0 ? chains : [...chains, { message: message.name, group: "downcasters", steps: down }];
}

/** The frozen samples of a version, as far as they can be used. */
function goldenOf(
  message: Message,
  { version }: EarlierVersion,
  check: Step["check"],
  read: CheckUpcastersOptions["read"],
  findings: VersionFinding[],
): readonly Sample[] {
  const path = goldenPath(message.name, version);
  const subject: Subject = { message: message.name, from: version, to: version };
  const text = read(path);
  if (text === undefined) {
    findings.push(finding("samples-missing", subject, `There is no file \`${path}\`.`));
    return [];
  }
  const golden = parseGolden(text, message.name, version);
  if (golden === undefined) {
    findings.push(
      finding(
        "samples-unreadable",
        subject,
        `\`${path}\` does not hold samples of version ${version} of ${message.name}.`,
      ),
    );
    return [];
  }
  const invalid = golden.samples
    .map((sample) => ({ sample, faults: check(sample.document) }))
    .filter(({ faults }) => faults.length > 0);
  const [first] = invalid;
  if (first !== undefined) {
    const said = first.faults.map(({ pointer, message: fault }) => `${pointer || "the whole"} ${fault}`).join("; ");
    const what = `"${first.sample.name}" in \`${path}\` is no version ${version} any more: ${said}.`;
    findings.push(finding("samples-invalid", subject, what, { ...first, samples: invalid.length }));
  }
  const bad = new Set(invalid.map(({ sample }) => sample));
  return golden.samples.filter((sample) => !bad.has(sample));
}

function madeSamples(
  { schemas }: Contract,
  { payload, version }: Pick<EarlierVersion, "payload" | "version">,
  { seed = 1, documents = 20 }: CheckUpcastersOptions,
): readonly Sample[] {
  const side = { schemas, name: payload };
  const random = new Random(`${seed}/${payload}/${version}`);
  const made = Array.from({ length: documents }, (_, index): Sample | undefined => {
    const document = sampleOf(side, random, { isWild: index % 2 === 1 });
    return document === undefined ? undefined : { name: `document ${index + 1} of seed ${seed}`, document };
  });
  return [...boundarySamplesOf(side), ...made.filter((sample) => sample !== undefined)];
}

function examplesOf({ examples }: Message): readonly Sample[] {
  return examples.map(({ name, payload }, index) => ({ name: `example ${name ?? index + 1}`, document: payload }));
}

/** Fields that an upcaster pays no heed to. */
function dropsOf(chain: Chain, casters: Casters, samples: ReadonlyMap<number, readonly Sample[]>): VersionFinding[] {
  return chain.steps.flatMap((step) => {
    const caster = casterOf(casters.upcasters, chain.message, step.function);
    const fields = caster === undefined ? [] : droppedFields(caster, samples.get(step.from) ?? []);
    const subject: Subject = { message: chain.message, from: step.from, to: step.to };
    return fields.map((field) => {
      const what = `\`${step.function}\` of ${chain.message} makes the same of every value of \`/${field}\`.`;
      return finding("upcaster-drops", subject, what);
    });
  });
}
