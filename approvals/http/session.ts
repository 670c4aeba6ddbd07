import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Refusal } from "../../webapp/refusal.ts";
import { sameSecret, signatureOf } from "../../webapp/secrets.ts";

/** Who is signed in. */
export interface Session {
  readonly reviewer: string;
  /** Must come back in `x-csrf-token` with everything that changes something. */
  readonly csrf: string;
}

/** How long somebody stays signed in, in seconds: a working day. */
const lifetime = 12 * 3_600;

/** Signs reviewers in and out with a signed cookie; nothing is kept here. */
export class Sessions {
  readonly #secret: string;
  readonly #now: () => number;
  readonly #attributes: string;
  /** Cookies know no ports: two applications on one machine must not share a name. */
  readonly #cookie: string;

  /** @param secure whether the cookie is for https only */
  constructor(secret: string, now: () => number, secure: boolean) {
    this.#secret = secret;
    this.#now = now;
    this.#cookie = `approvals-${signatureOf(secret, "cookie").slice(0, 8)}`;
    this.#attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
  }

  /** @returns the session with the `Set-Cookie` that carries it */
  open(reviewer: string): { readonly session: Session; readonly cookie: string } {
    const until = this.#now() + lifetime * 1_000;
    const words = JSON.stringify({ reviewer, until, salt: randomBytes(12).toString("base64url") });
    const content = Buffer.from(words).toString("base64url");
    const token = `${content}.${signatureOf(this.#secret, `session ${content}`)}`;
    const session = { reviewer, csrf: this.#csrfOf(token) };
    return { session, cookie: `${this.#cookie}=${token}; Max-Age=${lifetime}; ${this.#attributes}` };
  }

  /** The `Set-Cookie` that ends a session. */
  closingCookie(): string {
    return `${this.#cookie}=; Max-Age=0; ${this.#attributes}`;
  }

  /** @throws Refusal 401 when nobody is signed in */
  of(request: IncomingMessage): Session {
    const session = this.find(request);
    if (session === undefined) throw new Refusal(401, "signed-out", "Nobody is signed in.", "Sign in and try again.");
    return session;
  }

  /** The session of a request, if somebody is signed in. */
  find(request: IncomingMessage): Session | undefined {
    const token = valueIn(request.headers.cookie ?? "", this.#cookie);
    const [content = "", signature = ""] = token.split(".");
    if (!sameSecret(signature, signatureOf(this.#secret, `session ${content}`))) return undefined;
    const { reviewer, until } = JSON.parse(Buffer.from(content, "base64url").toString()) as {
      readonly reviewer: string;
      readonly until: number;
    };
    return until <= this.#now() ? undefined : { reviewer, csrf: this.#csrfOf(token) };
  }

  /** The session of a request that changes something. @throws Refusal 401, or 403 without the session's token */
  ofChange(request: IncomingMessage): Session {
    const session = this.of(request);
    if (!sameSecret(String(request.headers["x-csrf-token"] ?? ""), session.csrf)) {
      throw new Refusal(403, "csrf-token-wrong", "The page is out of date.", "Load it again.");
    }
    return session;
  }

  #csrfOf(token: string): string {
    return signatureOf(this.#secret, `csrf ${token}`);
  }
}

function valueIn(header: string, wanted: string): string {
  for (const pair of header.split(";")) {
    const [name, value = ""] = pair.trim().split("=");
    if (name === wanted) return value;
  }
  return "";
}

/** Reads the name that somebody signs in with. @throws Refusal 422 */
export function readReviewer(value: unknown): string {
  const name = typeof value === "string" ? value.trim().normalize("NFC") : "";
  // Control and format characters could make one name look like another.
  if (name === "" || name.length > 64 || /\p{C}/u.test(name)) {
    throw new Refusal(422, "invalid-name", "A name has 1 to 64 visible characters.");
  }
  return name;
}
