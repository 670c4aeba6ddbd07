import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What of a running system is needed to call it. */
interface Running {
  readonly api: string;
  readonly key?: string | undefined;
  /** With tokens: their issuer. */
  readonly issuer?: string | undefined;
  /** Data folder, as it was named on the command line. */
  readonly data?: string;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, { value: unknown }>> }>>;
  };
}

/** The contract's document, as far as it is looked at here. */
interface Document {
  readonly channels?: Readonly<
    Record<
      string,
      { readonly address?: string; readonly messages?: Readonly<Record<string, { readonly $ref?: string }>> }
    >
  >;
  readonly components?: {
    readonly messages?: Readonly<Record<string, { readonly "x-eventwright"?: { readonly streamId?: string } }>>;
  };
}

/** In a command's example: what may be replaced, so that trying it twice is not the same command. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Command lines to try first: the first command of the contract's document that has an example, the query that shows
 * what became of it, and the stream of notifications. None when the app has no such command.
 *
 * @param newId replaces the id in the example where that is a UUID
 */
export function firstSteps(appDir: string, running: Running, newId: string): readonly string[] {
  const { api } = running;
  const { paths } = readJson<OpenApi>(appDir, "openapi.json") ?? { paths: {} };
  const { channels, components } = readJson<Document>(appDir, "contract.json") ?? {};
  const header = credentials(running);
  for (const { address, messages } of Object.values(channels ?? {})) {
    const path = Object.keys(paths).find((path) => path.endsWith(address ?? "\0"));
    const example = Object.values(paths[path ?? ""]?.["post"]?.requestBody?.content ?? {})
      .flatMap(({ examples }) => Object.values(examples ?? {}))
      .at(0)?.value;
    if (path === undefined || typeof example !== "object" || example === null) continue;
    const message =
      Object.values(messages ?? {})[0]
        ?.$ref?.split("/")
        .at(-1) ?? "";
    const name = components?.messages?.[message]?.["x-eventwright"]?.streamId?.slice(1) ?? "";
    const id = (example as Record<string, unknown>)[name];
    const isUuid = typeof id === "string" && uuid.test(id);
    const body = shellQuoted(JSON.stringify(isUuid ? { ...example, [name]: newId } : example));
    const query = Object.keys(paths).find((path) => path.endsWith(`/{${name}}`) && paths[path]?.["get"] !== undefined);
    const shown = isUuid ? newId : encodeURIComponent(String(id));
    return [
      `curl -i ${api}${path}${header} -H 'content-type: application/json' -d ${body}`,
      ...(query === undefined ? [] : [`curl${header} ${api}${query.replace(`{${name}}`, shown)}`]),
      ...(paths[notifications] === undefined
        ? []
        : [`curl -N${header} -H 'accept: text/event-stream' '${api}${notifications}?recipient=anna'`]),
    ];
  }
  return [];
}

const notifications = "/api/notifications";

/** Header options of curl for what the system asks of everybody; a token is made when the line runs, so that it is fresh. */
function credentials({ key, issuer, data = usualData }: Running): string {
  const folder = data === usualData ? "" : ` --data ${shellQuoted(data)}`;
  const token = `$(npm run -s token -- --as anna${folder})`;
  return [
    key === undefined ? "" : ` -H 'x-functions-key: ${key}'`,
    issuer === undefined ? "" : ` -H "authorization: Bearer ${token}"`,
  ].join("");
}

/** The data folder where nothing else is said. */
export const usualData = ".eventwright/data";

function readJson<T>(appDir: string, file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(appDir, "generated", file), "utf8")) as T;
  } catch {
    return undefined;
  }
}

/** In single quotes, as a POSIX shell reads them. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
