import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AnswerTable } from "./table.ts";

/** Who is asked. */
export interface Target {
  readonly url: string;
  readonly app: string;
  readonly key: string;
}

/** What came back: rows, or what is wrong with the query; and the body as it came. */
export type Answered = { readonly text: string } & ({ readonly table: AnswerTable } | { readonly problem: string });

interface Options {
  readonly data: string;
  readonly app?: string | undefined;
  readonly key?: string | undefined;
  readonly url?: string | undefined;
}

/** The real Application Insights when an application is named, else the one of the local `npm start`. @throws Error when there is none */
export function targetOf({ data, app, key, url }: Options): Target {
  if (app !== undefined && url === undefined) {
    if (key === undefined)
      throw new Error("Give the API key of the application: --key, or INSIGHTS_API_KEY in the environment.");
    return { url: "https://api.applicationinsights.io", app, key };
  }
  const folder = resolve(data);
  const address = url ?? read<{ insights?: string }>(folder, "addresses.json")?.insights;
  if (address === undefined) {
    throw new Error(
      `No local Application Insights runs on ${folder}: start it with \`npm start -- --insights\`, or name one with --app and --key.`,
    );
  }
  const own = read<{ insights?: string }>(folder, "keys.json")?.insights;
  const shown = key ?? own;
  if (shown === undefined) throw new Error(`There is no key in ${join(folder, "keys.json")}: give one with --key.`);
  return { url: address.replace(/\/+$/, ""), app: app ?? own ?? shown, key: shown };
}

function read<T>(folder: string, file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, file), "utf8")) as T;
  } catch {
    return undefined;
  }
}

interface Body {
  readonly tables?: readonly AnswerTable[];
  readonly error?: Problem;
}
interface Problem {
  readonly message: string;
  readonly innererror?: Problem;
  readonly line?: number;
  readonly pos?: number;
}

/** Asks. @throws Error when nobody answers */
export async function ask(target: Target, query: string, timespan?: string): Promise<Answered> {
  const response = await fetch(`${target.url}/v1/apps/${encodeURIComponent(target.app)}/query`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": target.key },
    body: JSON.stringify(timespan === undefined ? { query } : { query, timespan }),
  }).catch((error: Error) => {
    const why = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`Nothing answers at ${target.url}: ${why}. Is \`npm start -- --insights\` running?`);
  });
  const text = await response.text();
  const body = parse(text);
  const table = body?.tables?.[0];
  if (response.ok && table) return { text, table };
  return { text, problem: `${body?.error ? innermost(body.error) : text.slice(0, 500)} (HTTP ${response.status})` };
}

function parse(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}

/** What the innermost error says: the outer ones say only that there is one. */
const innermost = (problem: Problem): string => (problem.innererror ? innermost(problem.innererror) : problem.message);
