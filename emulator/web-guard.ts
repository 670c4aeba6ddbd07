import type { IncomingMessage } from "node:http";

/** Why a request is refused for the name that it was sent to, or the page that it comes from. */
export interface WebRefusal {
  readonly status: 400 | 403 | 421;
  /** Stable. */
  readonly code: "MissingHost" | "MisdirectedRequest" | "ForeignOrigin";
  readonly message: string;
}

/** What is let in beside this machine's own. */
export interface WebGuardOptions {
  /** Names under which the server may be reached beside those of loopback, as {@link parseHostNames} reads them. */
  readonly allowHosts?: readonly string[] | undefined;
  /** Origins of other pages that may change things here. Undefined: the server lets none be named. */
  readonly origins?: readonly string[] | undefined;
}

/** A host as it stands in a request: nothing that a parser of addresses could take for user names, paths or escapes. */
const authorityShape = /^([A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(:\d{0,5})?$/;
/** Whatever connects to 127.0.0.1; a system may lead no name below `localhost` elsewhere (RFC 6761, section 6.3). */
const loopback = /^(127\.0\.0\.1|\[::1\]|\[::ffff:7f00:1\]|([a-z0-9_-]+\.)*localhost)$/;
const withoutEffect = new Set(["GET", "HEAD", "OPTIONS"]);
/** Host headers that are remembered as good: more than one machine's clients write. */
const mostRemembered = 100;

/**
 * Keeps the pages in a browser of this machine away from a server that asks nobody for a key. Pages get here in two ways:
 * their own name is made to lead to 127.0.0.1 (DNS rebinding), which the Host header betrays; or they send what
 * needs no leave of the server, a form or `text/plain`, which Origin and Sec-Fetch-Site betray.
 */
export class WebGuard {
  readonly #names: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string> | undefined;
  readonly #remembered = new Set<string>();

  constructor({ allowHosts = [], origins }: WebGuardOptions = {}) {
    this.#names = new Set(allowHosts.map((name) => hostName(name) ?? name));
    this.#origins = origins && new Set(origins.map((origin) => origin.toLowerCase()));
  }

  /** Why the request must not be answered, undefined when it may be. */
  refusalOf(request: IncomingMessage): WebRefusal | undefined {
    return this.misdirected(request) ?? this.foreignOrigin(request);
  }

  /** 421 when the request was sent to another name than those that are let in, 400 when to none, or to several. */
  misdirected({ headers: { host }, httpVersion, rawHeaders, url = "/" }: IncomingMessage): WebRefusal | undefined {
    // Browsers always name the host; HTTP/1.0 need not.
    if (host === undefined ? httpVersion !== "1.0" : saysHostTwice(rawHeaders)) return missingHost;
    if (host !== undefined && !this.#admits(host)) return misdirected(host);
    // In absolute form the target has a host of its own, which counts before the header's.
    const authority = url.startsWith("/") ? undefined : /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1];
    return authority === undefined || this.#admits(authority) ? undefined : misdirected(authority);
  }

  /** 403 when a page of another origin wants to change something, by a method that may. */
  foreignOrigin({ method = "GET", headers }: IncomingMessage): WebRefusal | undefined {
    if (withoutEffect.has(method)) return undefined;
    const { origin, host = "" } = headers;
    if (origin === undefined) {
      const site = headers["sec-fetch-site"];
      return site === undefined || site === "same-origin" || site === "none"
        ? undefined
        : this.#foreign("another site");
    }
    if (isOwn(origin, host) || this.#origins?.has(origin.toLowerCase())) return undefined;
    return this.#foreign(origin.slice(0, 200));
  }

  #foreign(origin: string): WebRefusal {
    const fix = this.#origins === undefined ? "" : " If it is yours, name its origin with --cors.";
    const message = `A page of ${origin} cannot change anything here.${fix}`;
    return { status: 403, code: "ForeignOrigin", message };
  }

  #admits(authority: string): boolean {
    if (this.#remembered.has(authority)) return true;
    const name = nameOf(authority);
    if (name === undefined || !(loopback.test(name) || this.#names.has(name))) return false;
    if (this.#remembered.size < mostRemembered) this.#remembered.add(authority);
    return true;
  }
}

/** Whether a host, with or without a port, is this machine by a name that nobody else can give. */
export function isLoopbackHost(authority: string): boolean {
  const name = nameOf(authority);
  return name !== undefined && loopback.test(name);
}

/**
 * Reads names of hosts, with commas between them, as `--allow-host` has them; none where it is not said.
 * @throws Error when one is no name
 */
export function parseHostNames(list: string | undefined): readonly string[] {
  if (list === undefined) return [];
  const names = list.split(",").map((name) => name.trim());
  return names.map((text) => {
    const name = hostName(text);
    if (name !== undefined) return name;
    throw new Error(`"${text}" is no name of a host. Write it like tunnel.example.com, without scheme, port and path.`);
  });
}

function hostName(text: string): string | undefined {
  const isBareIpv6 = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text);
  const authority = isBareIpv6 ? `[${text}]` : text;
  return /:\d*$/.test(authority) ? undefined : nameOf(authority);
}

/** The name in a host, as addresses are compared: small letters, IP addresses in their shortest form, no port, no last dot. */
function nameOf(authority: string): string | undefined {
  if (!authorityShape.test(authority)) return undefined;
  return URL.parse(`http://${authority}/`)?.hostname.replace(/\.$/, "") || undefined;
}

/** Ports are compared as the page's scheme has them. */
function isOwn(origin: string, host: string): boolean {
  const page = URL.parse(origin);
  if (page === null || !/^https?:$/.test(page.protocol) || !authorityShape.test(host)) return false;
  return URL.parse(`${page.protocol}//${host}/`)?.host === page.host;
}

function saysHostTwice(rawHeaders: readonly string[]): boolean {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length === 4 && name.toLowerCase() === "host") count++;
  }
  return count > 1;
}

const missingHost: WebRefusal = {
  status: 400,
  code: "MissingHost",
  message: "An HTTP/1.1 request needs a Host header, and one only.",
};

function misdirected(authority: string): WebRefusal {
  const name = nameOf(authority)?.slice(0, 253);
  const message =
    `The Host header must be 127.0.0.1 or localhost${name === undefined ? "" : `, not ${name}`}: any page can make a name ` +
    `of its own lead to this machine (DNS rebinding). A name of yours is let in with --allow-host${name === undefined ? "" : ` ${name}`}.`;
  return { status: 421, code: "MisdirectedRequest", message };
}
