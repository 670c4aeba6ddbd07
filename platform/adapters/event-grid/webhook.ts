import { lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { HandlerError } from "../../dead-letters/handler-error.ts";
import type { WebhookCall } from "./delivery.ts";

/**
 * Where a subscriber may be. `this-machine`: only here, over http or https. `public-https`: over https, at an address of
 * the public internet, so that nobody who may make subscriptions makes this app call what only it can reach.
 */
export type CallPolicy = "this-machine" | "public-https";

/** Event Grid waits so long for an answer, ms. */
const answerTimeout = 30_000;

/**
 * Sends a request and answers the status. Redirects are not followed.
 * @throws HandlerError when the address is not allowed, or nobody answers in time
 */
export function callWebhook(call: WebhookCall, policy: CallPolicy, timeout = answerTimeout): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = allowedUrl(call.url, policy);
    const fail = (why: string, cause?: unknown) =>
      reject(new HandlerError(`The subscriber at ${url.origin} did not answer: ${why}`, { cause }));
    const request = (url.protocol === "https:" ? https : http).request(url, {
      method: "POST",
      headers: { ...call.headers, "content-length": Buffer.byteLength(call.body) },
      lookup: guardedLookup(policy),
      agent: false,
      signal: AbortSignal.timeout(timeout),
    });
    request.on("error", (error) =>
      fail(error.name === "AbortError" ? `no answer within ${timeout / 1000} s` : error.message, error),
    );
    request.on("response", (response) => {
      resolve(response.statusCode ?? 0);
      // What a subscriber says besides its status matters to nobody.
      response.on("error", () => {}).destroy();
    });
    request.end(call.body);
  });
}

/** @throws HandlerError */
function allowedUrl(text: string, policy: CallPolicy): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "") throw notAllowed("it is no plain URL");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (policy === "public-https") {
    if (url.protocol !== "https:") throw notAllowed("it is not https");
    if (isIP(host) !== 0 && isInternal(host)) throw notAllowed(`${host} is not an address of the public internet`);
    return url;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw notAllowed("it is neither http nor https");
  if (host !== "localhost" && !(isIP(host) !== 0 && isLoopback(host))) throw notAllowed("it is not on this machine");
  return url;
}

/** Looks a name up and lets through what the policy allows: what is asked is what is called. */
function guardedLookup(policy: CallPolicy): LookupFunction {
  const allowed = policy === "this-machine" ? isLoopback : (address: string) => !isInternal(address);
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "", 0);
      const refused = addresses.find(({ address }) => !allowed(address));
      const [first] = addresses;
      if (refused !== undefined || first === undefined) {
        return callback(notAllowed(`${hostname} leads to ${refused?.address ?? "nowhere"}`), "", 0);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function notAllowed(why: string): HandlerError {
  return new HandlerError(`The subscription's address must not be called from here: ${why}.`);
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Addresses that mean this machine, its neighbours or its cloud's own services. */
const internal = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const) {
  internal.addSubnet(net, prefix, "ipv4");
}
for (const [net, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  internal.addSubnet(net, prefix, "ipv6");
}

const inList = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
const isLoopback = (address: string) => inList(loopback, address);
const isInternal = (address: string) => inList(internal, address);
