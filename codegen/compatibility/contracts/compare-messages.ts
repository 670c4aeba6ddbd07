import type { Message } from "../../model/contract.ts";
import type { SchemaComparer } from "./compare-schemas.ts";
import { compareVersions } from "./compare-versions.ts";
import type { Findings } from "./finding.ts";
import { lost, subjectOf, versionsOf, wordAt } from "./versions.ts";

/** Messages of the contract in force against today's: what they say about themselves, and each of their versions. */
export function compareMessages(findings: Findings, schemas: SchemaComparer, today: string): void {
  const old = findings.old.contract;
  const now = new Map(findings.now.contract.messages.map((message) => [message.name, message]));
  const known = new Set(old.messages.map(({ name }) => name));
  for (const before of old.messages) {
    const after = now.get(before.name);
    if (!hasStayed(findings, before, after)) continue;
    compareBlocks(findings, before, after);
    compareVersions(findings, before, after, schemas, today);
  }
  for (const message of now.values()) {
    if (known.has(message.name)) continue;
    const what = `The ${message.kind} ${message.name} is new.`;
    findings.here("message-added", message.at, { subject: subjectOf(message), what });
  }
}

/** Events of a contract that was published once: every version that was ever stored must be readable. */
export function compareStored(findings: Findings, schemas: SchemaComparer): void {
  const now = new Map(findings.now.contract.messages.map((message) => [message.name, message]));
  for (const before of findings.old.contract.messages) {
    if (before.kind !== "event") continue;
    const after = now.get(before.name);
    if (!hasStayed(findings, before, after)) continue;
    compareStreams(findings, before, after);
    const versions = versionsOf(after);
    for (const version of versionsOf(before)) {
      const same = versions.find((other) => other.version === version.version);
      if (same === undefined) lost(findings, before, version.version, version.at);
      else schemas.compareVersion(findings, { message: before, version }, { message: after, version: same });
    }
  }
}

function hasStayed(findings: Findings, before: Message, after: Message | undefined): after is Message {
  if (after === undefined) {
    const what = `The ${before.visibility} ${before.kind} ${before.name} is gone.`;
    findings.gone("message-removed", before.at, { subject: subjectOf(before), what });
    return false;
  }
  if (before.kind === after.kind) return true;
  const what = `${after.name} was of the kind ${before.kind} and is of the kind ${after.kind}.`;
  findings.here("kind-changed", wordAt(after.at, "kind"), { subject: subjectOf(after), what });
  return false;
}

function compareBlocks(findings: Findings, before: Message, after: Message): void {
  const subject = subjectOf(after);
  const { name } = after;
  if (before.visibility !== after.visibility) {
    const rule = after.visibility === "private" ? "message-hidden" : "message-published";
    const what = `${name} was ${before.visibility} and is ${after.visibility}.`;
    const side = after.kind === "command" ? "clients" : "readers";
    findings.here(rule, wordAt(after.at, "visibility"), { subject, what, side });
  }
  if (!before.deprecated && after.deprecated) {
    findings.here("message-deprecated", wordAt(after.at, "deprecated"), { subject, what: `${name} is deprecated.` });
  }
  comparePersonalData(findings, before, after);
  compareStreams(findings, before, after);
  if (before.kind === "command" && after.kind === "command") compareCommands(findings, before, after);
  if (before.kind !== "notification" || after.kind !== "notification") return;
  if (before.recipient !== after.recipient) {
    const what = `The recipient of ${name} was at \`${before.recipient}\` and is at \`${after.recipient}\`.`;
    findings.here("recipient-moved", wordAt(after.at, "recipient"), { subject, what });
  }
  const causes = ({ onEvents, onProcessFailed, onOutcome }: typeof before) => [
    ...onEvents,
    ...onProcessFailed,
    ...(onOutcome === undefined ? [] : [`a ${onOutcome} command`]),
  ];
  for (const cause of causes(before).filter((each) => !causes(after).includes(each))) {
    findings.here("told-less", wordAt(after.at, "onEvents"), { subject, what: `${name} no longer tells of ${cause}.` });
  }
  for (const cause of causes(after).filter((each) => !causes(before).includes(each))) {
    findings.here("told-more", wordAt(after.at, "onEvents"), { subject, what: `${name} tells of ${cause}.` });
  }
}

function comparePersonalData(findings: Findings, before: Message, after: Message): void {
  const subject = subjectOf(after);
  const at = wordAt(after.at, "personalData");
  for (const pointer of before.personalData.filter((each) => !after.personalData.includes(each))) {
    const what = `\`${pointer}\` of ${after.name} is not marked as personal data any more.`;
    findings.here("personal-data-unmarked", at, { subject, what });
  }
  for (const pointer of after.personalData.filter((each) => !before.personalData.includes(each))) {
    const what = `\`${pointer}\` of ${after.name} is marked as personal data.`;
    findings.here("personal-data-marked", at, { subject, what });
  }
}

function compareStreams(findings: Findings, before: Message, after: Message): void {
  if (!("stream" in before) || !("stream" in after)) return;
  const subject = subjectOf(after);
  if (before.stream !== after.stream) {
    const what = `${after.name} belonged to the stream \`${before.stream}\` and belongs to \`${after.stream}\`.`;
    findings.here("stream-changed", wordAt(after.at, "stream"), { subject, what });
  }
  // A new version may keep its id elsewhere: the earlier one has an upcaster that moves it.
  if (before.streamId !== after.streamId && before.version === after.version) {
    const what = `The stream's id in ${after.name} was at \`${before.streamId}\` and is at \`${after.streamId}\`.`;
    findings.here("stream-id-moved", wordAt(after.at, "streamId"), { subject, what });
  }
}

type CommandMessage = Extract<Message, { kind: "command" }>;

function compareCommands(findings: Findings, before: CommandMessage, after: CommandMessage): void {
  const subject = subjectOf(after);
  const { name } = after;
  if (words(before.dedupe) !== words(after.dedupe)) {
    const what = `What makes two commands ${name} the same was ${words(before.dedupe)} and is ${words(after.dedupe)}.`;
    findings.here("dedupe-changed", wordAt(after.at, "dedupe"), { subject, what });
  }
  for (const code of after.rejections.filter((each) => !before.rejections.includes(each))) {
    const what = `${name} may be refused with \`${code}\`.`;
    findings.here("rejection-added", wordAt(after.at, "rejections"), { subject, what });
  }
  for (const code of before.rejections.filter((each) => !after.rejections.includes(each))) {
    const what = `${name} is no longer refused with \`${code}\`.`;
    findings.here("rejection-removed", wordAt(after.at, "rejections"), { subject, what });
  }
  const asks = findings.old.contract.processes.filter(({ sends }) => sends.includes(name));
  if (before.rejections.length > 0 && after.rejections.length === 0 && asks.length > 0) {
    const what = `${name} has no rejections any more, and ${asks.map((each) => `\`${each.name}\``).join(", ")} sends it.`;
    findings.here("outcome-unasked", wordAt(after.at, "rejections"), { subject, what });
  }
}

function words(dedupe: "payload" | readonly string[]): string {
  return dedupe === "payload"
    ? "the whole payload"
    : [...dedupe]
        .sort()
        .map((each) => `\`${each}\``)
        .join(", ");
}
