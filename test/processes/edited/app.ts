/** The example as a careless edit would leave it: nothing is held for review any more, though transfers are. */
import { register } from "../../../generated/app.ts";
import { transferProcess } from "../../../generated/processes/transfer.ts";
import { handlers } from "../../../handlers/index.ts";

const transfer = transferProcess.earlier((started, ctx) => {
  const settings = { ...ctx.settings, reviewThreshold: Number.MAX_SAFE_INTEGER };
  return handlers.processes.transfer.run(started, { ...ctx, settings });
});

register({ ...handlers, processes: { transfer } });
