import { compareContracts } from "../contracts/compare-contracts.ts";
import { type Prove, SchemaComparer } from "../contracts/compare-schemas.ts";
import { type Finding, nameOfSubject } from "../contracts/finding.ts";
import type { ContractSide } from "../contracts/side.ts";
import { names } from "../decisions/matches.ts";
import type { Decision } from "../decisions/read-decisions.ts";

/** One change, in words for consumers. */
export interface Change {
  /** What it is about, such as `CreditsReserved v1` or `query listTransfers`. */
  readonly subject: string;
  /** The kind of message, or what else it is: `event`, `query`, `channel` … */
  readonly kind: string;
  /** Stable rule id. */
  readonly rule: string;
  /** Name of the message, query … without version: for links. */
  readonly name: string;
  readonly text: string;
  /** A document that the change is about, as JSON, shortened; undefined when there is none. */
  readonly witness: string | undefined;
  /** Why the break was agreed on; undefined when no decision says it. */
  readonly why: string | undefined;
}

/** What one published version brought. */
export interface Release {
  readonly version: string;
  /** The version before it; undefined for the first. */
  readonly since: string | undefined;
  readonly breaking: readonly Change[];
  readonly added: readonly Change[];
  readonly changed: readonly Change[];
  readonly deprecated: readonly Change[];
}

const deprecations: readonly string[] = ["message-deprecated", "sunset-set", "sunset-moved", "sunset-shortened"];
const additions = /-(added|published)$/;
const longestWitness = 160;

/**
 * What each published version changed for consumers, the newest first. Depends on nothing but its arguments: the same
 * history gives the same log on every day.
 * @param published the newest first
 */
export function changeLog(
  published: readonly ContractSide[],
  prove: Prove,
  decisions: readonly Decision[] = [],
): readonly Release[] {
  const schemas = new SchemaComparer(prove);
  return published.map((now, index) => {
    const base = published[index + 1];
    const version = now.contract.version;
    if (base === undefined) return { version, since: undefined, breaking: [], added: [], changed: [], deprecated: [] };
    const findings = compareContracts({ base, published: [], now, today: "", schemas }).filter(isForConsumers);
    const isBreaking = ({ weight }: Finding) => weight === "breaking" || weight === "unknown";
    const rest = findings.filter((finding) => !isBreaking(finding));
    const changes = (some: readonly Finding[]) => some.map((finding) => changeOf(finding, decisions));
    return {
      version,
      since: base.contract.version,
      breaking: changes(findings.filter(isBreaking)),
      added: changes(rest.filter(({ name }) => additions.test(name))),
      deprecated: changes(rest.filter(({ name }) => deprecations.includes(name))),
      changed: changes(rest.filter(({ name }) => !additions.test(name) && !deprecations.includes(name))),
    };
  });
}

/** What only our own code sees is left out, and so are private messages. */
function isForConsumers({ side, subject, bump, instance }: Finding): boolean {
  if (side === "inside" || subject.isPrivate === true || bump === "none") return false;
  if (instance !== undefined && side === "store") return false;
  return subject.group !== "process" && subject.group !== "stream";
}

function changeOf(finding: Finding, decisions: readonly Decision[]): Change {
  const { subject, rule, what, witness } = finding;
  const decision = decisions.find(({ allows }) => allows.some((allowance) => names(allowance, finding)));
  return {
    subject: nameOfSubject(subject),
    kind: subject.kind ?? subject.group,
    rule,
    name: subject.name,
    text: what,
    witness: witness === undefined ? undefined : shortened(JSON.stringify(witness)),
    why: decision?.why,
  };
}

function shortened(text: string): string {
  return text.length <= longestWitness ? text : `${text.slice(0, longestWitness).toWellFormed()}…`;
}
