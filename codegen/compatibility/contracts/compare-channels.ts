import { isObject, type JsonObject, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer, segmentsOf } from "../../json/pointer.ts";
import type { Contract } from "../../model/contract.ts";
import type { Findings } from "./finding.ts";
import { subjectOf } from "./versions.ts";

/** Channels, the messages that go through them, and what may be done with them. */
export function compareChannels(findings: Findings): void {
  const old = channelsOf(findings.old.contract);
  const now = channelsOf(findings.now.contract);
  const known = new Set<string>();
  for (const [key, before] of old) {
    const found = counterpart(key, before, now);
    if (found === undefined) {
      const what = `The channel \`${key}\`${atAddress(before)} is gone.`;
      findings.gone("channel-removed", channelAt(findings.old.contract, key), { subject: subject(key), what });
      continue;
    }
    known.add(found);
    compareChannel(findings, [key, before], [found, now.get(found) ?? {}]);
  }
  for (const [key, channel] of now) {
    if (known.has(key)) continue;
    const what = `The channel \`${key}\`${atAddress(channel)} is new.`;
    findings.here("channel-added", channelAt(findings.now.contract, key), { subject: subject(key), what });
  }
  compareOperations(findings);
  compareEndpoints(findings);
}

type Channel = readonly [key: string, channel: JsonObject];

function compareChannel(findings: Findings, [oldKey, before]: Channel, [key, after]: Channel): void {
  const at = channelAt(findings.now.contract, key);
  if (oldKey !== key) {
    const what = `The channel \`${oldKey}\` is called \`${key}\` now.`;
    findings.here("channel-renamed", at, { subject: subject(key), what });
  }
  if (addressOf(before) !== addressOf(after)) {
    const what = `The address of \`${key}\` was ${spoken(before)} and is ${spoken(after)}.`;
    const place = { file: at.file, pointer: pointer(at.pointer, "address") };
    findings.here("address-changed", place, { subject: subject(key), what });
  }
  const messages = messagesOf(after);
  const known = new Set(
    findings.now.contract.messages.flatMap(({ name, earlier }) => [name, ...earlier.map((e) => e.name)]),
  );
  for (const name of messagesOf(before)) {
    // A message that is gone altogether is told once, with the message; so is a version of one.
    if (messages.has(name) || !known.has(name)) continue;
    const what = `${name} does not go through the channel \`${key}\` any more.`;
    findings.here("message-left-channel", at, { subject: subject(key), what });
  }
}

function compareOperations(findings: Findings): void {
  const old = operationsOf(findings.old.contract);
  const now = operationsOf(findings.now.contract);
  const channels = channelsOf(findings.now.contract);
  const oldChannels = channelsOf(findings.old.contract);
  for (const [key, before] of old) {
    const channel = counterpart(before.channel, oldChannels.get(before.channel) ?? {}, channels);
    const same = now.get(key);
    if (same !== undefined) {
      const at = { file: findings.now.contract.file, pointer: pointer("/operations", key, "action") };
      const what = `The operation \`${key}\` was \`${before.action}\` and is \`${same.action}\`.`;
      if (same.action !== before.action) findings.here("action-changed", at, { subject: operation(key), what });
    } else if (channel !== undefined) {
      // Another operation may do the same under another key.
      const does = [...now.values()].some((each) => each.channel === channel && each.action === before.action);
      if (does) continue;
      const at = { file: findings.old.contract.file, pointer: pointer("/operations", key) };
      const what = `Nothing does \`${before.action}\` with the channel \`${channel}\` any more.`;
      findings.gone("operation-removed", at, { subject: operation(key), what });
    }
  }
}

/** The endpoint of a command: HTTP knows it by address and method, whatever channels are called. */
function compareEndpoints(findings: Findings): void {
  for (const before of findings.old.contract.messages) {
    const after = findings.now.contract.messages.find(({ name }) => name === before.name);
    if (before.kind !== "command" || after?.kind !== "command" || before.endpoint === undefined) continue;
    const subject = subjectOf(after);
    const { endpoint } = after;
    if (endpoint === undefined) {
      // That a command is private now is told with the message.
      if (before.visibility !== after.visibility) continue;
      findings.here("endpoint-removed", after.at, { subject, what: `${after.name} has no HTTP endpoint any more.` });
    } else if (endpoint.method !== before.endpoint.method) {
      const what = `${after.name} was sent with ${before.endpoint.method} and is sent with ${endpoint.method}.`;
      findings.here("method-changed", endpoint.at, { subject, what });
    }
  }
}

/** The key under which a channel of then is found now: its own, or that of a channel with its address and a message of it. */
function counterpart(key: string, channel: JsonObject, now: ReadonlyMap<string, JsonObject>): string | undefined {
  if (now.has(key)) return key;
  const address = addressOf(channel);
  const messages = messagesOf(channel);
  const found = [...now].find(([, other]) => {
    return addressOf(other) === address && [...messagesOf(other)].some((name) => messages.has(name));
  });
  return found?.[0];
}

function channelsOf({ bundle }: Contract): ReadonlyMap<string, JsonObject> {
  return new Map(
    Object.entries(objectAt(bundle, "channels")).filter((entry): entry is [string, JsonObject] => isObject(entry[1])),
  );
}

function operationsOf({
  bundle,
}: Contract): ReadonlyMap<string, { readonly action: string; readonly channel: string }> {
  return new Map(
    Object.entries(objectAt(bundle, "operations")).map(([key, value]) => {
      const channel = segmentsOf((stringAt(own(value, "channel"), "$ref") ?? "").slice(1))?.at(-1) ?? "";
      return [key, { action: stringAt(value, "action") ?? "", channel }];
    }),
  );
}

function messagesOf(channel: JsonObject): ReadonlySet<string> {
  const entries = Object.entries(objectAt(channel, "messages"));
  return new Set(
    entries.map(([key, value]) => segmentsOf((stringAt(value, "$ref") ?? `#/${key}`).slice(1))?.at(-1) ?? key),
  );
}

function addressOf(channel: JsonObject): string | undefined {
  return stringAt(channel, "address");
}

function spoken(channel: JsonObject): string {
  const address = addressOf(channel);
  return address === undefined ? "none" : `\`${address}\``;
}

function atAddress(channel: JsonObject): string {
  return addressOf(channel) === undefined ? "" : ` at \`${addressOf(channel)}\``;
}

function channelAt({ file }: Contract, key: string) {
  return { file, pointer: pointer("/channels", key) };
}

function subject(name: string) {
  return { group: "channel" as const, name };
}

function operation(name: string) {
  return { group: "operation" as const, name };
}
