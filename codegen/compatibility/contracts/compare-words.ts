import { own, stringAt } from "../../json/json.ts";
import type { ContractRuleName } from "./catalogue.ts";
import type { Findings, Subject } from "./finding.ts";

const subject: Subject = { group: "contract", name: "contract" };

/** What the contract says about itself: its name, source, topic, addresses and security. */
export function compareWords(findings: Findings): void {
  const old = findings.old.contract;
  const now = findings.now.contract;
  const here = (name: ContractRuleName, pointer: string, what: string) =>
    findings.here(name, { file: now.file, pointer }, { subject, what });
  if (old.name !== now.name) {
    here("contract-name-changed", "/x-eventwright/name", `The name was \`${old.name}\` and is \`${now.name}\`.`);
  }
  if (old.source !== now.source) {
    here("source-changed", "/x-eventwright/source", `\`source\` was \`${old.source}\` and is \`${now.source}\`.`);
  }
  if (old.topic !== now.topic) {
    here("topic-changed", "/x-eventwright/topic", `\`topic\` was \`${old.topic}\` and is \`${now.topic}\`.`);
  }
  const bases = [old, now].map(({ bundle }) => stringAt(own(bundle, "x-eventwright"), "schemaBase"));
  if (bases[0] !== bases[1]) {
    const what = `\`schemaBase\` was \`${bases[0]}\` and is \`${bases[1]}\`.`;
    here("schema-base-changed", "/x-eventwright/schemaBase", what);
  }
  if (!old.keyed && now.keyed) here("key-required", "/servers", "The API asks for a key now.");
  if (old.keyed && !now.keyed) here("key-dropped", "/servers", "The API asks for no key any more.");
  for (const { name } of now.streams) {
    if (old.streams.some((stream) => stream.name === name)) continue;
    const at = `/x-eventwright/streams/${name}`;
    findings.here("stream-added", { file: now.file, pointer: at }, streamDetails(name, "is new"));
  }
  for (const { name, at, snapshotEvery } of old.streams) {
    const stream = now.streams.find((other) => other.name === name);
    if (stream === undefined) findings.gone("stream-removed", at, streamDetails(name, "is gone"));
    else if (stream.snapshotEvery !== snapshotEvery) {
      findings.here("snapshots-changed", stream.at, streamDetails(name, "takes its snapshots at other times"));
    }
  }
}

function streamDetails(name: string, what: string) {
  return { subject: { group: "stream" as const, name }, what: `The stream \`${name}\` ${what}.` };
}
