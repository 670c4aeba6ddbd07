/** `npm run dashboard`, and the process that `npm start` runs next to the platform. */
import type { ClientCredentials } from "../webapp/access-token.ts";
import { runProgram } from "../webapp/program.ts";
import { startDashboard } from "./dashboard.ts";
import { parseDashboardOptions } from "./options.ts";

await runProgram({
  name: "the dashboard",
  parse: parseDashboardOptions,
  start: startDashboard,
  banner: (url) => `Dashboard  ${url}\nStop with Ctrl+C.\n`,
  // It listens before the app does, so that no telemetry is lost; where the app is comes later.
  told(message, running) {
    const { api, tokens } = message as { readonly api?: string; readonly tokens?: ClientCredentials };
    if (api !== undefined) running?.pointAt(api, tokens);
  },
});
