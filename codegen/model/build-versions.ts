import type { Diagnostics, Location, Report } from "../diagnostics/diagnostic.ts";
import { own, stringAt, stringsAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import type { SchemaTable } from "../schema/schema-table.ts";
import { checkName, examplesOf, type RawMessage } from "./build-messages.ts";
import type { EarlierVersion, Message } from "./contract.ts";
import { newestOf, payloadNameOf, versionOf } from "./payload-name.ts";

/** A version that was written down as an earlier one, whether or not what it says fits. */
export interface DeclaredVersion extends EarlierVersion {
  /** The message that it says it is a version of. */
  readonly of: string;
  /** The kind that it says it is of. */
  readonly kind: string | undefined;
}

/** Reads the component of an earlier version. */
export function declaredVersion(
  raw: RawMessage,
  isApp: boolean,
  table: SchemaTable,
  { report }: Diagnostics,
): DeclaredVersion {
  const { name, value, at, wordAt } = raw;
  const words = own(value, "x-eventwright");
  const of = newestOf(value) ?? "";
  checkName(raw, of, report);
  const summary = stringAt(value, "summary") ?? "";
  return {
    of,
    kind: stringAt(words, "kind"),
    version: versionOf(value),
    name,
    at,
    title: stringAt(value, "title") ?? of,
    summary,
    description: stringAt(value, "description") ?? summary,
    payload: table.addPayload(payloadNameOf(name, value), wordAt("payload"), own(value, "payload") ?? {}, !isApp),
    examples: examplesOf(raw),
    visibility: stringAt(words, "visibility") === "private" ? "private" : "public",
    sunset: stringAt(words, "sunset"),
    deprecated: stringAt(words, "deprecated"),
    personalData: stringsAt(words, "personalData"),
  };
}

/** Gives each message its earlier versions. Those that fit nowhere are reported and left out. */
export function withEarlier(
  messages: readonly Message[],
  declared: readonly DeclaredVersion[],
  { report }: Diagnostics,
): readonly Message[] {
  const names = new Set(messages.map(({ name }) => name));
  for (const { name, of, at } of declared) {
    if (!names.has(of))
      report("version-of-unknown", wordAt(at, "of"), `There is no message \`${of}\` besides ${name}.`);
  }
  if (declared.length === 0) return messages;
  return messages.map((message) => {
    const known = declared.filter(({ of }) => of === message.name).sort((a, b) => a.version - b.version);
    return known.length === 0 ? message : { ...message, earlier: fitting(message, known, report) };
  });
}

function fitting(message: Message, declared: readonly DeclaredVersion[], report: Report): readonly EarlierVersion[] {
  const found: EarlierVersion[] = [];
  for (const { of, kind, ...version } of declared) {
    const { at, name } = version;
    const key = `${of}.v${version.version}`;
    if (kind !== message.kind) {
      report("version-kind", wordAt(at, "kind"), `${name} is of the kind ${kind}, ${of} of the kind ${message.kind}.`);
    } else if (version.version >= message.version) {
      const what = `${name} has the version ${version.version}, the newest has ${message.version}.`;
      report("version-not-earlier", wordAt(at, "version"), what);
    } else if (found.at(-1)?.version === version.version) {
      report("version-twice", at, `Version ${version.version} of ${of} stands here a second time.`);
    } else {
      if (name !== key) report("version-key", at, `The key is \`${name}\`, not \`${key}\`.`);
      checkDays(version, message, report);
      found.push(version);
    }
  }
  for (const [index, { version, at }] of found.entries()) {
    const next = found[index + 1]?.version ?? message.version;
    if (next === version + 1) continue;
    const what = `Version ${version + 1} of ${message.name} is missing between ${version} and ${next}.`;
    report("version-gap", at, what);
  }
  return found;
}

function checkDays(version: EarlierVersion, { visibility: now }: Message, report: Report): void {
  const { at, name, sunset, deprecated, visibility } = version;
  if (deprecated !== undefined && !isDate(deprecated)) {
    report("version-sunset", wordAt(at, "deprecated"), `\`${deprecated}\` is not a day.`);
  }
  if (sunset === undefined) return;
  if (!isDate(sunset)) report("version-sunset", wordAt(at, "sunset"), `\`${sunset}\` is not a day.`);
  else if (visibility === "private" || now === "private") {
    report("version-sunset-private", wordAt(at, "sunset"), `${name} is private.`);
  }
}

/** Whether a text is a day of the calendar, such as `2027-06-30`. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function wordAt({ file, pointer: at }: Location, word: string): Location {
  return { file, pointer: pointer(at, "x-eventwright", word) };
}
