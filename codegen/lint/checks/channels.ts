import type { Location } from "../../diagnostics/diagnostic.ts";
import { isObject, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { LintReport } from "../findings.ts";
import { type DocumentNode, nodesOf, placeKey, type Subject } from "../read/subject.ts";

/** Addresses of channels, and their parameters. */
export function checkChannels(subject: Subject, report: LintReport): void {
  const channels = nodesOf(subject, "channel");
  for (const channel of channels) {
    checkParameters(channel, report);
    checkServers(subject, channel, report);
  }
  for (const name of Object.keys(objectAt(subject.contract.value, "channels"))) {
    if (!/[?#]/.test(name)) continue;
    const at = { file: subject.contract.path, pointer: pointer("/channels", name) };
    report("channel-name-delimiter", at, `The channel \`${name}\` has a delimiter in its name.`);
  }
  checkAddresses(subject, report);
}

function below(at: Location, ...segments: readonly string[]): Location {
  return { file: at.file, pointer: pointer(at.pointer, ...segments) };
}

function checkParameters({ at, value, key }: DocumentNode, report: LintReport): void {
  const address = own(value, "address");
  const wanted = typeof address === "string" ? [...address.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name) : [];
  const given = own(value, "parameters");
  if (!isObject(given)) {
    if (wanted.length === 0) return;
    const names = wanted.map((name) => `\`${name}\``).join(", ");
    report("parameters-undeclared", below(at, "address"), `The channel \`${key}\` does not describe ${names}.`);
    return;
  }
  if (stringAt(given, "$ref") !== undefined) return;
  for (const name of wanted) {
    if (Object.hasOwn(given, name)) continue;
    report("parameter-missing", below(at, "parameters"), `The channel \`${key}\` does not describe \`${name}\`.`);
  }
  for (const name of Object.keys(given)) {
    if (wanted.includes(name)) continue;
    report("parameter-unused", below(at, "parameters", name), `The address of \`${key}\` has no \`{${name}}\`.`);
  }
}

function checkServers({ contract }: Subject, { at, value }: DocumentNode, report: LintReport): void {
  if (at.file !== contract.path || !at.pointer.startsWith("/channels/")) return;
  const servers = own(value, "servers");
  for (const [index, server] of (Array.isArray(servers) ? servers : []).entries()) {
    const ref = stringAt(server, "$ref");
    if (ref === undefined || ref.includes("#/servers/")) continue;
    report("channel-server", below(at, "servers", String(index), "$ref"), `\`${ref}\` is not under \`servers\`.`);
  }
}

/** Addresses that two channels under `channels` share. Channels on different servers may share one. */
function checkAddresses(subject: Subject, report: LintReport): void {
  const taken = new Map<string, { name: string; address: string }>();
  for (const [name, entry] of Object.entries(objectAt(subject.contract.value, "channels"))) {
    const at = { file: subject.contract.path, pointer: pointer("/channels", name) };
    const found = subject.resolve(at);
    const address = stringAt(found?.value, "address");
    if (found === undefined || address === undefined) continue;
    const place = stringAt(entry, "$ref") === undefined ? below(at, "address") : at;
    const servers = own(found.value, "servers");
    const names = (Array.isArray(servers) ? servers : []).map((server) => stringAt(server, "$ref") ?? "").sort();
    const key = JSON.stringify([address.replaceAll(/\{[^{}]*\}/g, "{}"), names]);
    const other = taken.get(key);
    if (other === undefined) taken.set(key, { name, address });
    else if (other.address === address) {
      report("address-twice", place, `\`${address}\` is also the address of \`${other.name}\`.`);
    } else report("address-clash", place, `\`${address}\` is the same as \`${other.address}\` of \`${other.name}\`.`);
  }
}

/** Operations: of a channel that is in use, with messages of that channel. */
export function checkOperations(subject: Subject, report: LintReport): void {
  for (const operation of [...nodesOf(subject, "operation"), ...nodesOf(subject, "reply")]) {
    const { at, value, kind } = operation;
    const channel = stringAt(own(value, "channel"), "$ref");
    const messages = own(value, "messages");
    if (at.file === subject.contract.path && at.pointer.startsWith("/operations/") && kind === "operation") {
      if (channel !== undefined && !channel.includes("#/channels/")) {
        report("operation-channel", below(at, "channel", "$ref"), `\`${channel}\` is not under \`channels\`.`);
      }
    }
    if (channel === undefined) continue;
    for (const [index, message] of (Array.isArray(messages) ? messages : []).entries()) {
      const ref = stringAt(message, "$ref");
      if (ref === undefined || ref.startsWith(`${channel}/messages/`)) continue;
      if (isOfChannel(subject, at.file, channel, ref)) continue;
      const place = below(at, "messages", String(index));
      report(
        kind === "reply" ? "reply-message" : "operation-message",
        place,
        `\`${ref}\` is not a message of \`${channel}\`.`,
      );
    }
  }
}

/** Whether a reference of another spelling leads to one of a channel's messages all the same. */
function isOfChannel(subject: Subject, file: string, channel: string, ref: string): boolean {
  const [channelFile, base] = splitReference(file, channel);
  const [messageFile, target] = splitReference(file, ref);
  if (channelFile !== messageFile) return false;
  const found = subject.resolve({ file: channelFile, pointer: base });
  return (
    found !== undefined &&
    placeKey({ file: messageFile, pointer: target }).startsWith(`${placeKey(found.at)}/messages/`)
  );
}

function splitReference(file: string, ref: string): readonly [file: string, pointer: string] {
  const cut = ref.indexOf("#");
  return cut === 0 ? [file, ref.slice(1)] : [ref.slice(0, cut).replace(/^\.\//, ""), ref.slice(cut + 1)];
}
