import { join } from "node:path";
import { shellQuoted, usualData } from "./first-steps.ts";
import type { LocalAzure } from "./local-azure.ts";

/** What `npm start` prints once everything is up: where things are, and a line to try. */
export function banner(
  azure: LocalAzure,
  pages: { readonly approvals: string | undefined; readonly dashboard: string | undefined },
  steps: readonly string[],
  options: {
    readonly data: string;
    /** Where the system asks for more than the contract does: sentences about that. */
    readonly beyond: readonly string[];
    /** Whether the project has a simulator, which finds key and tokens by itself. */
    readonly simulator: boolean;
  },
): string {
  const cacert = azure.certificate === undefined ? "" : `--cacert ${azure.certificate} `;
  const secure =
    azure.certificate === undefined
      ? ""
      : `\n  Identity       ${azure.identity}\n  Certificate    ${azure.certificate}   (for NODE_EXTRA_CA_CERTS)`;
  return `
Ready.

  API            ${azure.api}/api          (OpenAPI: ${azure.api}/api/openapi.json)
  Docs           ${azure.api}/docs
  Notifications  ${azure.api}/api/notifications?recipient=…
  Event stream   ${azure.eventgrid}/topics/${azure.topic}
${page("Approvals", pages.approvals)}${page("Dashboard", pages.dashboard)}${page("App Insights", azure.insights)}${page("Token issuer", azure.issuer)}  Cosmos DB      ${azure.cosmos}   (request units and 429s: curl ${cacert}${azure.throughput})
  Blobs          ${azure.blobs}${secure}

${steps.length === 0 ? "" : `Try it:\n\n${steps.map((step) => `  ${step}\n`).join("")}`}${callerHelp(azure, options)}${options.beyond.length === 0 ? "" : `\n${options.beyond.join("\n")}\n`}
Move timers forward: npm run clock -- --advance PT72H
Stop with Ctrl+C. The data stays; \`npm start -- --fresh\` empties it.
`;
}

const page = (name: string, url: string | undefined) => (url === undefined ? "" : `  ${name.padEnd(14)} ${url}\n`);

/** What is asked of callers, where to find it, and who finds it by themselves. */
function callerHelp(
  { api, key, issuer }: LocalAzure,
  { data, simulator }: { readonly data: string; readonly simulator: boolean },
): string {
  if (key === undefined) return "";
  const folder = data === usualData ? "" : ` --data ${shellQuoted(data)}`;
  const url = api === usualApi ? "" : ` --url ${api}`;
  const rest = folder + url;
  const file = join(data, "keys.json");
  const lines = [
    ...(issuer === undefined
      ? [`Keys are asked for: the lines above send one, and ${file} has them all.`]
      : [
          `Keys and tokens are asked for: the lines above send both. ${file} has every key; a token prints`,
          "",
          `  npm run -s token -- --as anna${folder}`,
          "",
          "and npm run token -- --help says how to print one that is refused.",
        ]),
    ...(simulator
      ? ["The simulator finds what it needs:", "", `  npm run simulate${rest === "" ? "" : ` --${rest}`}`]
      : []),
  ];
  return `\n${lines.join("\n")}\n`;
}

const usualApi = "http://127.0.0.1:7071";
