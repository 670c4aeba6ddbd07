import { useState } from "preact/hooks";
import { Duration, TextField, Time } from "../../kit/index.ts";
import type { Give } from "./give.ts";
import { readDuration } from "./model.ts";
import type { FaultsReport } from "./shapes.ts";

const steps = [
  ["PT1M", "1 minute"],
  ["PT1H", "1 hour"],
  ["P1D", "1 day"],
  ["PT72H", "72 hours"],
] as const;

/** Moves the clock of timers forward. */
export function ClockCard({
  of: { clock },
  busy,
  onGive,
}: {
  readonly of: FaultsReport;
  readonly busy: boolean;
  readonly onGive: Give;
}) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const advance = (duration: string, words: string) => onGive({ advance: duration }, `The clock is ${words} further.`);
  return (
    <section class="card stack" aria-labelledby="clock">
      <h2 id="clock">The clock of timers</h2>
      <p>
        <Time at={clock.now} />
        <span class="muted">
          {clock.offsetMs === 0 ? (
            ", as the machine's"
          ) : (
            <>
              {" "}
              , <Duration ms={clock.offsetMs} /> ahead of the machine's
            </>
          )}
        </span>
      </p>
      <div class="orders">
        {steps.map(([duration, words]) => (
          <button key={duration} type="button" class="plain" disabled={busy} onClick={() => advance(duration, words)}>
            + {words}
          </button>
        ))}
      </div>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          const read = readDuration(text);
          setFault("fault" in read ? read.fault : undefined);
          if ("advance" in read) void advance(read.advance, read.advance);
        }}
      >
        <TextField label="Or by a duration" value={text} onInput={setText} placeholder="PT90M" fault={fault} />
        <button type="submit" class="plain" disabled={busy}>
          Move it
        </button>
      </form>
      <p class="hint">
        Durable timers, retries of Event Grid and what expires come with it. It cannot go back, and a restart keeps it.
      </p>
    </section>
  );
}
