import { useState } from "preact/hooks";
import { SelectField } from "../../kit/index.ts";
import type { Give } from "./give.ts";
import type { FaultsReport } from "./shapes.ts";

/** Switches the faults of the seed. */
export function SwitchCard({
  of: { on, rate, rates, seed },
  busy,
  onGive,
}: {
  readonly of: FaultsReport;
  readonly busy: boolean;
  readonly onGive: Give;
}) {
  const [chosen, choose] = useState(rate);
  const start = () => onGive({ faults: "on", rate: chosen }, `Faults are on: ${chosen}.`);
  return (
    <section class="card stack" aria-labelledby="switch">
      <h2 id="switch">Faults from a seed</h2>
      <p class="muted">
        {seed === "by-hand" ? (
          <>
            None was asked for at the start. <code>npm start -- --chaos 42</code> takes those of a seed of yours, with a
            second host.
          </>
        ) : (
          <>
            The seed <code>{seed}</code> decides what goes wrong.
          </>
        )}
      </p>
      <div class="inline-form">
        <SelectField label="How many" value={chosen} onInput={choose} options={rates} />
        {on && chosen !== rate && (
          <button type="button" class="plain" disabled={busy} onClick={start}>
            Change
          </button>
        )}
        {on ? (
          <button
            type="button"
            class="primary"
            disabled={busy}
            onClick={() => onGive({ faults: "off" }, "Faults are off.")}
          >
            Switch off
          </button>
        ) : (
          <button type="button" class="danger" disabled={busy} onClick={start}>
            Switch on
          </button>
        )}
      </div>
    </section>
  );
}
