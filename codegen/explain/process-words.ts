import type { Process } from "../model/contract.ts";
import { timeoutSetting } from "../plan/plan.ts";
import type { Statement } from "./explanation.ts";
import { type Scene, say } from "./scene.ts";
import { duration, field } from "./words.ts";

/** How messages find an instance: `found by <fromAccountId> and <transferId> of its payload`. */
export function instanceWords({ name, key }: Process): string {
  return `the instance \`${name}-${key.map(field).join(".")}\``;
}

/** How long a process waits for what. */
export function timeoutWords({ words }: Scene, process: Process): readonly Statement[] {
  return process.timeouts.map((timeout) =>
    say(
      `  It is patient for ${duration(timeout.duration ?? 0)} with \`${timeout.name}\`; the setting \`${timeoutSetting(process, timeout)}\` changes that.`,
      words.below(process, "timeouts", timeout.name),
    ),
  );
}
