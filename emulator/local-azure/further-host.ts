import { type ChaosSetup, chaosControl, faultsOfChild } from "../chaos/chaos.ts";
import type { BrokenPromise } from "../chaos/functions.ts";
import { hostChaos } from "../chaos/host-chaos.ts";
import { type FunctionsHostOptions, startFunctionsHost } from "../functions/host.ts";
import type { Log } from "../service.ts";

/** What a further host is started with, as JSON. */
export interface FurtherHostOptions
  extends Pick<FunctionsHostOptions, "appDir" | "port" | "settings" | "hostId" | "keys"> {
  readonly authorization: boolean;
  readonly chaos?: ChaosSetup | undefined;
  readonly broken?: BrokenPromise | undefined;
}

/**
 * Runs one more Functions host beside the first, over the same stores and the first one's task hub: a child of `npm start --
 * --hosts 2`, with its options as JSON in `EVENTWRIGHT_OPTIONS`.
 */
async function main(): Promise<void> {
  const { chaos, broken, ...options } = JSON.parse(process.env["EVENTWRIGHT_OPTIONS"] ?? "") as FurtherHostOptions;
  const faults = faultsOfChild(chaos);
  const host = await startFunctionsHost({
    ...options,
    log,
    chaos:
      chaos &&
      faults &&
      hostChaos(
        faults,
        chaosControl(chaos, faults, () => {}),
        broken,
        chaos.byHand !== true,
      ),
  });
  const stop = () => void host.stop().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.once("disconnect", stop);
  process.send?.({ ready: true, url: host.url });
}

const log: Log = (level, message, fields = {}) => {
  if (level !== "debug") console.log([level, message, JSON.stringify(fields)].join(" "));
};

await main();
