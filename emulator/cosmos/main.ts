import { type ChaosSetup, faultsOfChild } from "../chaos/chaos.ts";
import { type CosmosOptions, startCosmos } from "./server.ts";

/**
 * Runs the local Cosmos DB as a process of its own: `node main.ts '{"port":8081,"dataDir":"…","key":"…"}'`, or with the
 * same JSON in `EVENTWRIGHT_OPTIONS`, which the list of processes does not show. Tells a parent
 * that forked it `{ready, url}`, and stops on SIGTERM, SIGINT or when that parent goes away.
 */
const options = JSON.parse(process.env["EVENTWRIGHT_OPTIONS"] ?? process.argv[2] ?? "null") as
  | (CosmosOptions & { readonly chaos?: ChaosSetup })
  | null;
if (options === null) throw new Error("Give the options as one JSON argument: port, dataDir, key.");

const service = await startCosmos({
  ...options,
  faults: faultsOfChild(options.chaos)?.of("cosmos"),
  log: (level, message, fields) => {
    if (level !== "debug") console.error(`cosmos ${level}: ${message}`, fields ?? "");
  },
});

const stop = () => {
  service.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.once("disconnect", stop);
if (process.send === undefined) console.log(service.url);
else process.send({ ready: true, url: service.url });
