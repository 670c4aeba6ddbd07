import cliProgress from "cli-progress";
import type { Progress } from "../run/context.ts";

/** A progress bar on a terminal, one after the other for each part of the run. */
export function progressBar(terminal: NodeJS.WritableStream): Progress {
  let bar: InstanceType<typeof cliProgress.SingleBar> | undefined;
  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    begin(part, total) {
      end();
      bar = new cliProgress.SingleBar(
        {
          format: `${part.padEnd(10)} {bar} {value}/{total}  {duration_formatted}`,
          stream: terminal,
          clearOnComplete: true,
          hideCursor: true,
          barsize: 40,
        },
        cliProgress.Presets.shades_classic,
      );
      bar.start(total, 0);
    },
    advance: () => bar?.increment(),
    end,
  };
}
