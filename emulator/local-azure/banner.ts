import type { LocalAzure } from "./local-azure.ts";

/** What `npm start` prints once everything is up: where things are, and a line to try. */
export function banner(azure: LocalAzure, approvals: string | undefined, accountId: string): string {
  const body = JSON.stringify({ accountId, owner: "anna", currency: "EUR" });
  return `
Ready.

  API            ${azure.api}/api          (OpenAPI: ${azure.api}/api/openapi.json)
  Docs           ${azure.api}/docs
  Notifications  ${azure.api}/api/notifications?recipient=anna   (curl -N -H 'accept: text/event-stream' …)
  Event stream   ${azure.eventgrid}/topics/${azure.topic}
  Approvals      ${approvals ?? "not running"}
  Cosmos DB      ${azure.cosmos}   (request units and 429s: curl ${azure.throughput})
  Blobs          ${azure.blobs}

Try it:

  curl -i ${azure.api}/api/commands/open-account -H 'content-type: application/json' -d '${body}'
  curl ${azure.api}/api/accounts/${accountId}

Move timers forward: npm run clock -- --advance PT72H
Stop with Ctrl+C. The data stays; \`npm start -- --fresh\` empties it.
`;
}
