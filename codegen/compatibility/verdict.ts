import { type Hurt, hurtBy, leaveUnused } from "../pins/hurt.ts";
import type { Pin } from "../pins/pin.ts";
import { bumpOf, type VersionBump, versionBump } from "./changes/bump.ts";
import { type ContractRuleName, contractCatalogue } from "./contracts/catalogue.ts";
import { compareContracts } from "./contracts/compare-contracts.ts";
import { type Prove, SchemaComparer } from "./contracts/compare-schemas.ts";
import { type Finding, findingOf } from "./contracts/finding.ts";
import type { ContractSide, Place } from "./contracts/side.ts";
import { counts, names } from "./decisions/matches.ts";
import { pastFindings } from "./decisions/past.ts";
import type { Allowance, Decision } from "./decisions/read-decisions.ts";
import { type IsSettled, settledIn } from "./decisions/settled.ts";

/** What a verdict is made from. */
export interface Evidence {
  /** What is in force; undefined when nothing was ever published. */
  readonly base: ContractSide | undefined;
  readonly published: readonly ContractSide[];
  readonly now: ContractSide;
  readonly decisions: readonly Decision[];
  readonly pins: readonly Pin[];
  /** Today, such as `2026-11-26`. */
  readonly today: string;
  readonly prove: Prove;
  /** What is wrong with what is published itself. */
  readonly history?: readonly Finding[];
  /** What other checks have found, such as upcasters that do not work. */
  readonly more?: readonly Finding[];
}

/** A finding with what people have said about it. */
export interface Judged extends Finding {
  readonly hurts: readonly Hurt[];
  /** The file of the decision, or the pins, that let it pass. */
  readonly allowedBy: string | undefined;
  /** Why a decision that names it does not count. */
  readonly objection: string | undefined;
}

/** What the gate says. */
export interface Verdict {
  readonly ok: boolean;
  /** What was compared with. */
  readonly against: string | undefined;
  readonly findings: readonly Judged[];
  readonly version: VersionBump | undefined;
  /** Findings that stop the contract: breaking or unknown, and allowed by nobody. */
  readonly stopped: number;
}

/** Compares, and weighs what was found by decisions and pins. Reads nothing and no clock. */
export function judge(evidence: Evidence): Verdict {
  const { base, published, now, today, prove, history = [], more = [] } = evidence;
  if (base === undefined) {
    const others = [...history, ...more];
    // Something was published, and all of it is gone.
    if (history.length > 0) return verdictOf(undefined, others.map(unjudged), undefined);
    const what = "No version of this contract was ever published.";
    const nothing = gateFinding("nothing-published", now.locate({ file: now.contract.file, pointer: "/info" }), what);
    return verdictOf(undefined, [...others, nothing].map(unjudged), undefined);
  }
  const compared = compareContracts({ base, published, now, today, schemas: new SchemaComparer(prove) });
  const found = [...history, ...compared, ...more];
  const isSettled = settledIn([base, ...published], published, prove);
  const judged = found.map((finding) => weigh(finding, evidence, base, isSettled));
  const version = versionBump(bumpOf(found, base, now), base.contract.version, now.contract.version);
  return verdictOf(
    base.label,
    [...judged, ...versionFindings(version, now), ...unusedDecisions(evidence, found, isSettled)],
    version,
  );
}

function verdictOf(
  against: string | undefined,
  findings: readonly Judged[],
  version: VersionBump | undefined,
): Verdict {
  const stopped = findings.filter(stops).length;
  return { ok: stopped === 0, against, findings, version, stopped };
}

/** Whether a finding lets the gate fail. */
export function stops({ weight, allowedBy }: Judged): boolean {
  return (weight === "breaking" || weight === "unknown") && allowedBy === undefined;
}

function weigh(
  finding: Finding,
  { decisions, pins, today }: Evidence,
  base: ContractSide,
  isSettled: IsSettled,
): Judged {
  const hurts = hurtBy(finding, pins, base.contract);
  const judged = { ...finding, hurts, allowedBy: undefined, objection: undefined };
  if (finding.weight !== "breaking" && finding.weight !== "unknown") return judged;
  const naming = decisions.filter(({ allows }) => allows.some((allowance) => names(allowance, finding)));
  const inForce = naming.filter((decision) => counts(decision, today) || isSettled(finding));
  for (const decision of inForce) {
    const missing = hurts.filter(({ consumer, consents }) => !consents && !decision.consents.includes(consumer));
    if (missing.length === 0) return { ...judged, allowedBy: decision.file };
  }
  const all = decisions.find(
    (decision) => counts(decision, today) && decision.everyConsumerPinned.includes(finding.subject.name),
  );
  if (all !== undefined && isUnused(finding, hurts) && leaveUnused(finding, pins, base.contract)) {
    return { ...judged, allowedBy: `${all.file} and the pins of all consumers` };
  }
  return { ...judged, objection: objectionTo(naming, inForce, hurts) };
}

/** Only readers can be asked what they use; a whole message, and what cannot be decided, is nobody's unused field. */
function isUnused({ side, instance, weight }: Finding, hurts: readonly Hurt[]): boolean {
  return weight === "breaking" && side === "readers" && instance !== undefined && instance !== "" && hurts.length === 0;
}

function objectionTo(
  naming: readonly Decision[],
  inForce: readonly Decision[],
  hurts: readonly Hurt[],
): string | undefined {
  const [named] = naming;
  if (named === undefined) return undefined;
  const [decision] = inForce;
  if (decision === undefined) return `${named.file} allowed it until ${named.until}.`;
  const missing = hurts.filter(({ consumer, consents }) => !consents && !decision.consents.includes(consumer));
  return `${decision.file} names it, but ${missing.map(({ consumer }) => consumer).join(", ")} has not consented.`;
}

function versionFindings(version: VersionBump, now: ContractSide): readonly Judged[] {
  if (version.isEnough) return [];
  const { bump, from, given, least } = version;
  const at = now.locate({ file: now.contract.file, pointer: "/info/version" });
  const what =
    bump === "none"
      ? `The version is ${given}, which does not follow ${from}.`
      : `The version is ${given}; what has changed since ${from} is a ${bump} change.`;
  return [unjudged(gateFinding("contract-version-low", at, what, `Set \`info.version\` to ${least}.`))];
}

/**
 * Decisions that are over or name nothing: they are told, so that nobody counts on them. Those whose breaks are all published have
 * done their work, and stay for the change log.
 */
function unusedDecisions(
  { decisions, today, published, prove }: Evidence,
  found: readonly Finding[],
  isSettled: IsSettled,
): readonly Judged[] {
  const isOver = (decision: Decision) => !counts(decision, today);
  const isUsed = (allowance: Allowance) => found.some((finding) => names(allowance, finding));
  if (!decisions.some((decision) => isOver(decision) || !decision.allows.every(isUsed))) return [];
  const past = pastFindings(published, prove);
  const isPast = (allowance: Allowance) => past.some((finding) => names(allowance, finding));
  return decisions.flatMap((decision) => {
    if (isOver(decision)) {
      const isOpen = (finding: Finding) => decision.allows.some((one) => names(one, finding)) && !isSettled(finding);
      const isDone = decision.allows.length > 0 && decision.allows.every(isPast) && !found.some(isOpen);
      if (isDone) return [];
      return [unjudged(gateFinding("decision-expired", decision.untilAt, `The decision ended on ${decision.until}.`))];
    }
    return decision.allows
      .filter((allowance) => !isPast(allowance) && !isUsed(allowance))
      .map(({ at, rule, subject }) => {
        const what = `There is no finding of ${rule} about \`${subject}\` that this line names.`;
        return unjudged(gateFinding("decision-unused", at, what));
      });
  });
}

function gateFinding(name: ContractRuleName, at: Place, what: string, fix?: string): Finding {
  const subject = { group: "contract" as const, name: "contract" };
  return findingOf(name, contractCatalogue[name], at, [], { subject, what, ...(fix === undefined ? {} : { fix }) });
}

function unjudged(finding: Finding): Judged {
  return { ...finding, hurts: [], allowedBy: undefined, objection: undefined };
}
