import { join } from "node:path";
import { credentials } from "./first-steps.ts";
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
    /** Whether the project has a simulator, which wants the key that opens everything. */
    readonly simulator: boolean;
  },
): string {
  const key = credentials({ ...azure, data: options.data });
  const cacert = azure.certificate === undefined ? "" : `--cacert ${azure.certificate} `;
  const secure =
    azure.certificate === undefined
      ? ""
      : `\n  Identity       ${azure.identity}\n  Certificate    ${azure.certificate}   (for NODE_EXTRA_CA_CERTS)`;
  return `
Ready.

  API            ${azure.api}/api          (OpenAPI: ${azure.api}/api/openapi.json)
  Docs           ${azure.api}/docs
  Notifications  ${azure.api}/api/notifications?recipient=…   (curl -N${key} -H 'accept: text/event-stream' …)
  Event stream   ${azure.eventgrid}/topics/${azure.topic}
${page("Approvals", pages.approvals)}${page("Dashboard", pages.dashboard)}${page("App Insights", azure.insights)}${page("Token issuer", azure.issuer)}  Cosmos DB      ${azure.cosmos}   (request units and 429s: curl ${cacert}${azure.throughput})
  Blobs          ${azure.blobs}${secure}

${steps.length === 0 ? "" : `Try it:\n\n${steps.map((step) => `  ${step}\n`).join("")}`}${azure.key === undefined ? "" : keyHelp(azure, join(options.data, "keys.json"), options.simulator)}${options.beyond.length === 0 ? "" : `\n${options.beyond.join("\n")}\n`}
Move timers forward: npm run clock -- --advance PT72H
Stop with Ctrl+C. The data stays; \`npm start -- --fresh\` empties it.
`;
}

const page = (name: string, url: string | undefined) => (url === undefined ? "" : `  ${name.padEnd(14)} ${url}\n`);

/** The simulator also asks operators' endpoints, so it wants the key that opens everything. */
function keyHelp({ api }: LocalAzure, file: string, simulator: boolean): string {
  const master = `$(node -p 'JSON.parse(fs.readFileSync("${file}")).functions.master')`;
  return `
Keys are asked for. The one above opens the API; ${file} has all of them${simulator ? `:\n\n  EVENTWRIGHT_KEY="${master}" npm run simulate -- --url ${api}` : "."}
`;
}
