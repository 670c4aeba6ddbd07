import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { System } from "./system.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** One more host of the app over the stores of a system. */
export interface FurtherHost {
  readonly api: string;
  stop(): Promise<void>;
}

/** Starts a host with the settings of a system but for these; undefined: the setting is not there. It asks for keys. */
export async function startFurtherHost(
  { dataDir }: Pick<System, "dataDir">,
  name: string,
  changes: Readonly<Record<string, string | undefined>>,
): Promise<FurtherHost> {
  const settings = { ...JSON.parse(readFileSync(join(dataDir, "settings.json"), "utf8")), ...changes };
  const file = join(dataDir, `settings-${name}.json`);
  writeFileSync(file, JSON.stringify(settings));
  const keys = join(dataDir, "keys.json");
  const args = ["--app", root, "--port", "0", "--settings", file, "--id", name, "--keys", keys];
  const child = fork(join(root, "emulator/functions/main.ts"), args, { cwd: root, silent: true });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      words += text;
    });
  }
  const gone = once(child, "exit");
  const ended = gone.then(() => Promise.reject(new Error(`The host ${name} has ended:\n${words}`)));
  const ready = once(child, "message").then(([message]) => message as { readonly url: string });
  const { url } = await Promise.race([ready, ended]);
  ended.catch(() => {});
  return {
    api: url,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await gone;
    },
  };
}
