import { randomUUID } from "node:crypto";
import { type IncomingMessage, request as plainRequest, type ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { connectionsOf } from "../connections.ts";
import { bearerOf, type EntraOptions, RoleGuard } from "../identity/guard.ts";
import { TokenInvalid } from "../identity/verify.ts";
import { answerParserErrors } from "../parser-errors.ts";
import { hasTooManyHeaders, mostHeaders, type ServerLimits, usualLimits } from "../server-limits.ts";
import type { Log, Service } from "../service.ts";
import { WebGuard } from "../web-guard.ts";
import { accountSignature } from "./account-signature.ts";
import { requiredAction } from "./actions.ts";
import { xmlOf } from "./xml-error.ts";

/** Options of the gate. */
export interface BlobGateOptions {
  /** Port on 127.0.0.1; 0 takes any free one. */
  readonly port: number;
  /** PEM. */
  readonly tls: { readonly cert: string; readonly key: string };
  /** Whose tokens are taken, and what they allow. */
  readonly entra: EntraOptions;
  /** The blob service behind it, over plain http, and its account. */
  readonly behind: { readonly port: number; readonly account: string; readonly key: string };
  /** Names under which it may be reached, beside those of loopback. */
  readonly allowHosts?: readonly string[] | undefined;
  readonly log: Log;
  /** How long slow requests are waited for. Default `usualLimits`. */
  readonly limits?: ServerLimits;
}

/** What SDKs ask tokens for. */
const audience = "https://storage.azure.com";

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Serves a blob service over https to whoever has a token and a role, as a storage account without shared keys does. What
 * it lets through is signed anew for the service behind it.
 * @throws Error when the port is taken
 */
export async function startBlobGate(options: BlobGateOptions): Promise<Service> {
  const { tls, entra, log, limits = usualLimits } = options;
  const guards = { roles: new RoleGuard(entra, () => [audience], log), web: new WebGuard(options) };
  const http = { requireHostHeader: false, ...limits };
  const server = createServer({ ...http, ...tls, handshakeTimeout: limits.headersTimeout }, (message, response) => {
    admit(message, guards, options).then(
      (path) => forward(message, response, path, options),
      (error: unknown) => {
        if (!(error instanceof Refusal))
          log("error", "a request failed in front of the blobs", { error: String(error) });
        const known =
          error instanceof Refusal
            ? error
            : new Refusal(500, "InternalError", "The local blobs failed; see their log.");
        refuse(message, response, known, options);
      },
    );
  });
  const connections = connectionsOf(server);
  answerParserErrors(server, ({ code, message }) => xmlOf(code, message));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
  });
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    connections.destroyAll();
    await closed;
  };
  return {
    name: "blobs",
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** @returns the path for the service behind; @throws Refusal */
async function admit(
  message: IncomingMessage,
  { roles, web }: { readonly roles: RoleGuard; readonly web: WebGuard },
  { behind }: BlobGateOptions,
): Promise<string> {
  const { method = "GET", headers, url: target = "/" } = message;
  if (hasTooManyHeaders(message)) {
    throw new Refusal(431, "RequestHeaderFieldsTooLarge", `A request has at most ${mostHeaders} header fields.`);
  }
  const refusal = web.refusalOf(message);
  if (refusal !== undefined) throw new Refusal(refusal.status, refusal.code, refusal.message);
  // A path that begins with // would be read as a host.
  const url = target.startsWith("/") && !target.startsWith("//") ? URL.parse(target, "http://127.0.0.1") : null;
  if (url === null) throw new Refusal(400, "InvalidUri", "The request target must be a path.");
  if (headers.authorization?.toLowerCase().startsWith("sharedkey") === true || url.searchParams.has("sig")) {
    throw new Refusal(
      403,
      "KeyBasedAuthenticationNotPermitted",
      "This account takes no keys, and nothing signed by one.",
    );
  }
  const token = bearerOf(headers.authorization);
  if (token === undefined) throw new Refusal(401, "NoAuthenticationInformation", "The request has no bearer token.");
  const wanted = requiredAction(method, url, behind.account);
  // A copy would be read with the gate's own rights.
  if (wanted === undefined || headers["x-ms-copy-source"] !== undefined) {
    throw new Refusal(400, "UnsupportedHeader", `${method} ${url.pathname} of this kind is not done with tokens here.`);
  }
  const { allowed } = await roles.judge(token, wanted.action, wanted.resource, [Date.now()]).catch((error: unknown) => {
    if (error instanceof TokenInvalid) {
      throw new Refusal(401, "InvalidAuthenticationInfo", `The Microsoft Entra token is refused: ${error.message}.`);
    }
    throw error;
  });
  if (!allowed) {
    throw new Refusal(
      403,
      "AuthorizationPermissionMismatch",
      "This request is not authorized to perform this operation using this permission.",
    );
  }
  for (const [name, value] of accountSignature(behind.account, behind.key, Date.now()))
    url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}

function forward(message: IncomingMessage, response: ServerResponse, path: string, options: BlobGateOptions): void {
  const { behind, log } = options;
  const { authorization: _, connection: __, ...headers } = message.headers;
  const passed = plainRequest({ host: "127.0.0.1", port: behind.port, method: message.method, path, headers });
  passed.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on("error", (error) => {
    log("warn", "the blobs behind the gate do not answer", { error: String(error) });
    if (response.headersSent) response.destroy();
    else refuse(message, response, new Refusal(503, "ServerBusy", "The blob service does not answer."), options);
  });
  response.on("close", () => passed.destroy());
  message.pipe(passed);
}

function refuse(
  message: IncomingMessage,
  response: ServerResponse,
  { status, code, message: why }: Refusal,
  { entra: { trust } }: BlobGateOptions,
): void {
  message.resume();
  const text = xmlOf(code, why);
  response.writeHead(status, {
    "content-type": "application/xml",
    "content-length": Buffer.byteLength(text),
    "x-ms-error-code": code,
    "x-ms-request-id": randomUUID(),
    ...(status === 401 && {
      "www-authenticate": `Bearer authorization_uri=${trust.issuer}oauth2/authorize resource_id=${audience}`,
    }),
  });
  response.end(message.method === "HEAD" ? undefined : text);
}
