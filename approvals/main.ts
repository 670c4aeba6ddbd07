/** `npm run approvals`, and the process that `npm start` runs next to the platform. */
import { runProgram } from "../webapp/program.ts";
import { startApprovals } from "./approvals.ts";
import { parseApprovalsOptions } from "./options.ts";

await runProgram({
  name: "the approvals application",
  parse: (args) => parseApprovalsOptions(args, process.env),
  start: startApprovals,
  banner: (url) => `Approvals  ${url}\nStop with Ctrl+C; what is decided stays decided.\n`,
});
