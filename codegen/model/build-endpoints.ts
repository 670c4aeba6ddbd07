import type { Diagnostics } from "../diagnostics/diagnostic.ts";
import { own, stringAt } from "../json/json.ts";
import { isPlainMessage } from "../read/kinds.ts";
import type { Outline } from "../read/outline.ts";
import { placeBelow, placeKey } from "../read/resolver.ts";
import type { BuiltSecurity } from "./build-security.ts";
import type { Endpoint } from "./contract.ts";
import { bothOf } from "./security.ts";

/** Finds the HTTP endpoints of commands: `receive` operations with an `http` binding. By the place of the message. */
export function buildEndpoints(
  { operations }: Outline,
  isApp: boolean,
  security: BuiltSecurity,
  { report }: Diagnostics,
): ReadonlyMap<string, Endpoint> {
  const endpoints = new Map<string, Endpoint>();
  for (const operation of operations) {
    const { key, at, value, channel, messages, strangers } = operation;
    for (const stranger of strangers) {
      const what = `\`${stranger.ref}\` is not a message of \`#/channels/${channel?.key}\`.`;
      report("operation-message", stranger.at, what, undefined, !isApp);
    }
    const http = own(own(value, "bindings"), "http");
    // What is not for us may be sent and received in any way.
    const worded = messages.filter((message) => isApp && !isPlainMessage(message.value));
    if (http === undefined || stringAt(value, "action") !== "receive" || worded.length === 0) continue;
    const address = stringAt(channel?.value, "address");
    const method = stringAt(http, "method") ?? "POST";
    const methodAt = placeBelow(at, "bindings", "http", "method");
    if (method !== "POST") report("http-method", methodAt, `The method is \`${method}\`.`);
    if (address === undefined) continue;
    const summary = stringAt(value, "summary") ?? stringAt(value, "title") ?? key;
    for (const message of worded) {
      const path = address.startsWith("/") ? address : `/${address}`;
      // Where several operations take the same command, whoever sends it needs what each of them asks for.
      const scopes = bothOf(endpoints.get(placeKey(message.at))?.scopes ?? [], security.of(operation));
      endpoints.set(placeKey(message.at), { method, address: path, summary, at, scopes });
    }
  }
  return endpoints;
}
