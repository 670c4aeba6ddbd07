import { isObject, type JsonObject, listAt, objectAt, stringAt } from "../../json/json.ts";
import { ManagementError } from "./management-error.ts";

/** Asks Azure Resource Manager, or what stands in for it. It only reads. */
export interface ManagementClient {
  /** A resource; undefined when it is not there. @throws ManagementError */
  get(id: string, apiVersion: string, query?: Readonly<Record<string, string>>): Promise<JsonObject | undefined>;
  /** All resources of a list, whatever the number of pages; empty when there is none. @throws ManagementError */
  list(path: string, apiVersion: string, query?: Readonly<Record<string, string>>): Promise<readonly JsonObject[]>;
  /** What an action answers that changes nothing. @throws ManagementError */
  ask(path: string, apiVersion: string): Promise<JsonObject | undefined>;
}

/** How a client asks. */
export interface ManagementOptions {
  /** Without a slash at the end. */
  readonly endpoint: string;
  /** Gives a bearer token. @throws Error */
  readonly token: () => Promise<string>;
  readonly fetch?: typeof globalThis.fetch;
  /** Waits some milliseconds before another try. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** How often a request is tried that is refused for being one too many, or that got no answer. */
const tries = 4;

/** Makes a client. */
export function managementClient(options: ManagementOptions): ManagementClient {
  const url = (path: string, apiVersion: string, query: Readonly<Record<string, string>> = {}) =>
    `${options.endpoint}${path.split("/").map(encodeURIComponent).join("/")}?${new URLSearchParams({ "api-version": apiVersion, ...query })}`;
  return {
    get: (id, apiVersion, query) => answerTo("GET", url(id, apiVersion, query), options),
    ask: (path, apiVersion) => answerTo("POST", url(path, apiVersion), options),
    async list(path, apiVersion, query) {
      const found: JsonObject[] = [];
      let next: string | undefined = url(path, apiVersion, query);
      while (next !== undefined) {
        const page: JsonObject | undefined = await answerTo("GET", next, options);
        found.push(...listAt(page, "value").filter(isObject));
        next = stringAt(page, "nextLink");
        // A token is shown to nobody but who it is for.
        if (next !== undefined && new URL(next).origin !== new URL(options.endpoint).origin) {
          throw new ManagementError(0, "ForeignLink", `The list goes on at another server, ${new URL(next).origin}.`);
        }
      }
      return found;
    },
  };
}

async function answerTo(method: string, url: string, options: ManagementOptions): Promise<JsonObject | undefined> {
  const { fetch = globalThis.fetch, wait = milliseconds } = options;
  for (let left = tries; ; left--) {
    const response = await send(method, url, options.token, fetch);
    if (response.status === 429 && left > 1) {
      await response.arrayBuffer();
      await wait(Math.min(60, Number(response.headers.get("retry-after")) || 5) * 1000);
      continue;
    }
    const body = bodyOf(await response.text());
    if (response.ok) return body;
    const error = objectAt(body, "error");
    const code = stringAt(error, "code") ?? `Status${response.status}`;
    if (response.status === 404 && !/^(ResourceGroupNotFound|SubscriptionNotFound)$/.test(code)) return undefined;
    throw new ManagementError(
      response.status,
      code,
      stringAt(error, "message") ?? `${method} answered ${response.status}.`,
    );
  }
}

async function send(method: string, url: string, token: () => Promise<string>, fetch: typeof globalThis.fetch) {
  const authorization = `Bearer ${await token()}`;
  try {
    return await fetch(url, { method, headers: { authorization, accept: "application/json" }, redirect: "error" });
  } catch (error) {
    const cause =
      error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    throw new ManagementError(0, "NoAnswer", `${new URL(url).origin} gives no answer: ${cause}.`);
  }
}

function bodyOf(text: string): JsonObject {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : {};
  } catch {
    return {};
  }
}

const milliseconds = (delay: number) => new Promise<void>((resolve) => void setTimeout(resolve, delay));
