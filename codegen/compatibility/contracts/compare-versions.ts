import type { Message } from "../../model/contract.ts";
import type { SchemaComparer } from "./compare-schemas.ts";
import { fieldChanges } from "./field-changes.ts";
import type { Findings } from "./finding.ts";
import { isOffered, lost, type MessageVersion, subjectOf, versionsOf, wordAt } from "./versions.ts";

/** The versions of one message: which there are, until when, and whether each still has the shape that it had. */
export function compareVersions(
  findings: Findings,
  before: Message,
  after: Message,
  schemas: SchemaComparer,
  today: string,
): void {
  const versions = versionsOf(after);
  compareNewest(findings, before, after);
  for (const version of versionsOf(before)) {
    const same = versions.find((other) => other.version === version.version);
    const wasOffered = isOffered(before, version, today);
    if (same === undefined) {
      missing(findings, before, version, wasOffered && !(today === "" && version.sunset !== undefined));
      continue;
    }
    compareSunset(findings, { message: before, version }, { message: after, version: same }, today);
    schemas.compareVersion(findings, { message: before, version }, { message: after, version: same });
  }
  for (const version of versions) {
    if (version.sunset === undefined || version.sunset >= today) continue;
    const what = `The sunset of version ${version.version} of ${after.name} was ${version.sunset}.`;
    const subject = subjectOf(after, version.version);
    findings.here("sunset-passed", wordAt(version.at, "sunset"), { subject, what });
  }
}

function compareNewest(findings: Findings, before: Message, after: Message): void {
  if (after.version === before.version) return;
  const subject = subjectOf(after, after.version);
  const at = wordAt(after.at, "version");
  const what = `The newest version of ${after.name} was ${before.version} and is ${after.version}.`;
  if (after.version < before.version) findings.here("version-lowered", at, { subject, what });
  else {
    const old = { schemas: findings.old.contract.schemas, name: before.payload };
    const now = { schemas: findings.now.contract.schemas, name: after.payload };
    findings.here("version-added", at, { subject, what: what + fieldChanges(old, now) });
  }
  if (after.version <= before.version + 1) return;
  const fix = `Use version ${before.version + 1}.`;
  findings.here("version-skipped", at, { subject, what, fix });
}

/** Events stay stored for ever and commands wait to be handled; a notification only has readers. */
function missing(findings: Findings, message: Message, version: MessageVersion, wasOffered: boolean): void {
  const subject = subjectOf(message, version.version);
  const hasEnded = version.sunset !== undefined && !wasOffered;
  if (message.kind === "event" || (!hasEnded && message.kind === "command")) {
    lost(findings, message, version.version, version.at);
  } else if (wasOffered) {
    const what = `Version ${version.version} of ${message.name} is gone.`;
    findings.gone("version-withdrawn", version.at, { subject, what });
  } else {
    const what = `Version ${version.version} of ${message.name} is gone.`;
    findings.gone("version-ended", version.at, { subject, what });
  }
}

interface Versioned {
  readonly message: Message;
  readonly version: MessageVersion;
}

function compareSunset(findings: Findings, before: Versioned, after: Versioned, today: string): void {
  if (!isOffered(before.message, before.version, today)) return;
  // That the whole message is private now is told once, not for each version.
  if (after.message.visibility === "private" || after.version.isNewest) return;
  const { version, sunset, at, visibility } = after.version;
  const subject = subjectOf(after.message, version);
  const name = `version ${version} of ${after.message.name}`;
  if (sunset === undefined || visibility === "private") {
    const what = `Outsiders could use ${name}; it has no \`sunset\`, so they cannot any more.`;
    findings.here("version-withdrawn", wordAt(at, "sunset"), { subject, what });
  } else if (sunset < today) {
    const what = `Outsiders could use ${name}; its \`sunset\` ${sunset} is over.`;
    findings.here("version-withdrawn", wordAt(at, "sunset"), { subject, what });
  } else if (before.version.isNewest) {
    const what = `Outsiders may use ${name} until ${sunset}.`;
    findings.here("sunset-set", wordAt(at, "sunset"), { subject, what });
  } else if (before.version.sunset !== undefined && before.version.sunset !== sunset) {
    const rule = sunset < before.version.sunset ? "sunset-shortened" : "sunset-moved";
    const what = `The sunset of ${name} was ${before.version.sunset} and is ${sunset}.`;
    findings.here(rule, wordAt(at, "sunset"), { subject, what });
  }
}
