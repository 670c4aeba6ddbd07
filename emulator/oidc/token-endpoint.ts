import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { signAccessToken } from "./sign.ts";
import { lifetime, type OidcClient, type Vault } from "./vault.ts";

/** A refusal in OAuth's words. Source: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, description: string) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

/** What tokens of an issuer are for. */
export interface TokenIssue {
  readonly issuer: string;
  readonly audience: string;
  /** Every scope that there is. */
  readonly scopes: readonly string[];
}

/** Most bytes of a form. */
const largestForm = 16 * 1024;
const longestSubject = 255;

/**
 * Answers a request for a token: `client_credentials`, the client's secret in the form or as Basic authorization.
 * @param now seconds since 1970
 * @throws OAuthError
 */
export async function issueToken(vault: Vault, issue: TokenIssue, request: IncomingMessage, now: number) {
  const form = await readForm(request);
  const client = authenticated(vault, request, form);
  const grant = form.get("grant_type");
  if (grant === null) throw new OAuthError(400, "invalid_request", "grant_type is missing.");
  if (grant !== "client_credentials") {
    throw new OAuthError(400, "unsupported_grant_type", "The local issuer knows client_credentials only.");
  }
  const scopes = scopesFor(client, form.get("scope"), issue.scopes);
  const token = await signAccessToken(vault.key, {
    issuer: issue.issuer,
    audience: audienceFor(form, issue.audience),
    subject: subjectFor(client, form.get("subject")),
    clientId: client.id,
    scopes,
    issuedAt: now,
    expires: now + lifetime,
  });
  return { access_token: token, token_type: "Bearer", expires_in: lifetime, scope: scopes.join(" ") };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = String(request.headers["content-type"] ?? "").split(";")[0];
  if (type?.trim().toLowerCase() !== "application/x-www-form-urlencoded") {
    throw new OAuthError(400, "invalid_request", "Send a form: application/x-www-form-urlencoded.");
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largestForm) throw new OAuthError(413, "invalid_request", `A form has at most ${largestForm} bytes.`);
    chunks.push(chunk as Buffer);
  }
  const form = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
  const names = [...form.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new OAuthError(400, "invalid_request", "A parameter comes once.");
  return form;
}

function authenticated({ clients }: Vault, request: IncomingMessage, form: URLSearchParams): OidcClient {
  const [, basic] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const [id, secret] =
    basic === undefined ? [form.get("client_id") ?? "", form.get("client_secret") ?? ""] : credentialsIn(basic);
  const client = clients.find((known) => known.id === id);
  // Compared for unknown names too, so that the time tells nothing of who is known.
  const right = same(secret, client?.secret ?? "");
  if (client !== undefined && right) return client;
  throw new OAuthError(401, "invalid_client", "The client is unknown, or its secret is another.");
}

/** Both halves are encoded like a form's. Source: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function credentialsIn(basic: string): readonly [id: string, secret: string] {
  const text = Buffer.from(basic, "base64").toString("utf8");
  const colon = text.indexOf(":");
  const decode = (part: string) => new URLSearchParams(`x=${part.replaceAll("&", "%26")}`).get("x") ?? "";
  return colon < 0 ? ["", ""] : [decode(text.slice(0, colon)), decode(text.slice(colon + 1))];
}

function scopesFor(client: OidcClient, asked: string | null, all: readonly string[]): readonly string[] {
  const may = client.scopes.includes("*") ? undefined : new Set(client.scopes);
  const wanted = (asked ?? "").split(" ").filter((scope) => scope !== "");
  if (wanted.length === 0) return may === undefined ? all : client.scopes;
  const refused = wanted.find((scope) => may?.has(scope) === false);
  if (refused === undefined) return [...new Set(wanted)];
  throw new OAuthError(400, "invalid_scope", "The client may not have one of these scopes.");
}

function audienceFor(form: URLSearchParams, audience: string): string {
  const asked = form.get("audience") ?? form.get("resource");
  if (asked === null || asked === audience) return audience;
  throw new OAuthError(400, "invalid_target", `Tokens of the local issuer are for ${audience}.`);
}

function subjectFor(client: OidcClient, asked: string | null): string {
  if (asked === null || asked === client.id) return client.id;
  if (client.actsForOthers !== true) throw new OAuthError(400, "invalid_request", "The client speaks for itself only.");
  if (asked === "" || asked.length > longestSubject) {
    throw new OAuthError(400, "invalid_request", `A subject has 1 to ${longestSubject} characters.`);
  }
  return asked;
}

function same(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}
