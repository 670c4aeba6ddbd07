import type { Diagnostics, Location } from "../diagnostics/diagnostic.ts";
import { listAt, objectAt, own, stringAt } from "../json/json.ts";
import { pointer, segmentsOf, valueAt } from "../json/pointer.ts";
import type { Endpoint } from "./contract.ts";

/** Finds the HTTP endpoints of commands: `receive` operations with an `http` binding. By name of the message. */
export function buildEndpoints(
  file: string,
  document: unknown,
  { report }: Diagnostics,
): ReadonlyMap<string, Endpoint> {
  const endpoints = new Map<string, Endpoint>();
  for (const [name, operation] of Object.entries(objectAt(document, "operations"))) {
    const at = { file, pointer: pointer("/operations", name) };
    const channelRef = stringAt(own(operation, "channel"), "$ref") ?? "";
    const channel = valueAt(document, channelRef.slice(1));
    const messages = messagesOf(document, operation, channelRef, channel, at, report);
    const http = own(own(operation, "bindings"), "http");
    if (http === undefined || stringAt(operation, "action") !== "receive") continue;
    const address = stringAt(channel, "address");
    const method = stringAt(http, "method") ?? "POST";
    const methodAt = { file, pointer: pointer(at.pointer, "bindings", "http", "method") };
    if (method !== "POST") report("http-method", methodAt, `The method is \`${method}\`.`);
    if (address === undefined) continue;
    const summary = stringAt(operation, "summary") ?? stringAt(operation, "title") ?? name;
    for (const message of messages) {
      const path = address.startsWith("/") ? address : `/${address}`;
      endpoints.set(message, { method, address: path, summary, at });
    }
  }
  return endpoints;
}

/** Names of an operation's messages: those it lists, else all of its channel. */
function messagesOf(
  document: unknown,
  operation: unknown,
  channelRef: string,
  channel: unknown,
  at: Location,
  report: Diagnostics["report"],
): readonly string[] {
  const listed = own(operation, "messages");
  const channelMessages = objectAt(channel, "messages");
  if (listed === undefined)
    return Object.keys(channelMessages).map((key) => nameOf(document, `${channelRef}/messages/${key}`));
  return listAt(operation, "messages").flatMap((entry, index) => {
    const ref = stringAt(entry, "$ref") ?? "";
    const segments = segmentsOf(ref.slice(1)) ?? [];
    const place = { file: at.file, pointer: pointer(at.pointer, "messages", index) };
    if (ref.startsWith(`${channelRef}/messages/`) && Object.hasOwn(channelMessages, segments.at(-1) ?? "")) {
      return [nameOf(document, ref)];
    }
    report("operation-message", place, `\`${ref}\` is not a message of \`${channelRef}\`.`);
    return [];
  });
}

/** The name of a message that a channel refers to: the last segment of the place where it is written. */
function nameOf(document: unknown, ref: string): string {
  const next = stringAt(valueAt(document, ref.slice(1)), "$ref");
  return segmentsOf((next ?? ref).slice(1))?.at(-1) ?? "";
}
