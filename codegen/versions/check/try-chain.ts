import type { Fault } from "../../assets/runtime.js";
import type { Sample } from "../../samples/boundary-samples.ts";
import type { VersionRuleName } from "../catalogue.ts";
import { type Caster, type Casters, casterOf } from "./casters.ts";
import { convert } from "./convert.ts";
import { finding, type Subject, type VersionFinding } from "./finding.ts";

/** A conversion to a neighbouring version. */
export interface Step {
  readonly from: number;
  readonly to: number;
  /** Name of the hand-written function, such as `from1`. */
  readonly function: string;
  /** Faults of a document in the version that comes out. */
  readonly check: (document: unknown) => readonly Fault[];
}

/** A message's conversions in one direction, in the order in which they follow each other. */
export interface Chain {
  readonly message: string;
  readonly group: keyof Casters;
  readonly steps: readonly Step[];
}

const rules = {
  upcasters: {
    missing: "upcaster-missing",
    threw: "upcaster-throws",
    invalid: "upcaster-invalid",
    differs: "upcaster-impure",
  },
  downcasters: {
    missing: "downcaster-missing",
    threw: "downcaster-throws",
    invalid: "downcaster-invalid",
    differs: "downcaster-impure",
  },
} as const satisfies Record<keyof Casters, Record<string, VersionRuleName>>;

/** What each step has made of each document. */
export interface Tried {
  readonly findings: readonly VersionFinding[];
  /** Conversions that were run. */
  readonly conversions: number;
}

/**
 * Takes documents of several versions through a chain, each from its version to the end. A document that one step does not
 * bring over is not taken further: one fault, one finding.
 */
export function tryChain(chain: Chain, casters: Casters, samples: ReadonlyMap<number, readonly Sample[]>): Tried {
  const findings = new Map<string, VersionFinding>();
  let conversions = 0;
  let passing: readonly Sample[] = [];
  for (const step of chain.steps) {
    const subject: Subject = { message: chain.message, from: step.from, to: step.to };
    const caster = casterOf(casters[chain.group], chain.message, step.function);
    const entering = [...passing, ...(samples.get(step.from) ?? [])];
    passing = [];
    if (caster === undefined) {
      const what = `Nobody has written \`${step.function}\` of ${chain.message}.`;
      findings.set(`${step.function} missing`, finding(rules[chain.group].missing, subject, what));
      continue;
    }
    const passed: Sample[] = [];
    for (const sample of entering) {
      conversions++;
      const found = tryStep(chain, step, subject, caster, sample);
      if ("document" in found) passed.push(found);
      else count(findings, `${step.function} ${found.name}`, found);
    }
    passing = passed;
  }
  return { findings: [...findings.values()], conversions };
}

function tryStep(chain: Chain, step: Step, subject: Subject, caster: Caster, sample: Sample): Sample | VersionFinding {
  const converted = convert(caster, sample.document);
  const name = `\`${step.function}\` of ${chain.message}`;
  if (converted.state === "threw") {
    return finding(rules[chain.group].threw, subject, `${name} throws on "${sample.name}": ${ended(converted.error)}`, {
      sample,
    });
  }
  if (converted.state === "differs") {
    const what = `${name} answers twice differently on "${sample.name}": ${ended(converted.how)}`;
    return finding(rules[chain.group].differs, subject, what, { sample });
  }
  const faults = step.check(converted.document);
  if (faults.length === 0) return { name: sample.name, document: converted.document };
  const said = faults.map(({ pointer, message }) => `${pointer || "the whole"} ${message}`).join("; ");
  const what = `What ${name} makes of "${sample.name}" is no version ${step.to}: ${ended(said)}`;
  return finding(rules[chain.group].invalid, subject, what, { sample, faults });
}

/** One finding for each step and rule: the first document that shows it stands for the others. */
function count(findings: Map<string, VersionFinding>, key: string, found: VersionFinding): void {
  const known = findings.get(key);
  findings.set(key, known === undefined ? found : { ...known, samples: known.samples + 1 });
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
