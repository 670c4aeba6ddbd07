import { useState } from "preact/hooks";
import { SelectField, TextField } from "../../kit/index.ts";
import type { Give } from "./give.ts";
import type { FaultsReport } from "./shapes.ts";

const orders: readonly (readonly [label: string, order: object, said: string])[] = [
  ["Kill the app's process", { kill: "app" }, "The app's process is killed; it comes back."],
  [
    "Throttle the next 20 requests",
    { force: { part: "cosmos", kind: "throttled", times: 20 } },
    "The next 20 requests for documents get 429.",
  ],
  ["Crash Cosmos DB", { force: { part: "crash", kind: "cosmos" } }, "Cosmos DB crashes in a moment, and comes back."],
  [
    "Crash Event Grid",
    { force: { part: "crash", kind: "eventgrid" } },
    "Event Grid crashes in a moment, and comes back.",
  ],
  [
    "Deliver the next event twice",
    { force: { part: "eventgrid", kind: "duplicated" } },
    "The next event is delivered twice.",
  ],
  [
    "Hand over the next batch twice",
    { force: { part: "trigger", kind: "batch-twice" } },
    "The next batch of a change feed is handled twice.",
  ],
];

/** Lets single faults happen now. */
export function ForceCard({
  of: { kinds },
  busy,
  onGive,
}: {
  readonly of: FaultsReport;
  readonly busy: boolean;
  readonly onGive: Give;
}) {
  const parts = Object.keys(kinds);
  const [part, setPart] = useState("cosmos");
  const [kind, setKind] = useState("slow");
  const [times, setTimes] = useState("1");
  const own = kinds[part] ?? [];
  const chosen = own.includes(kind) ? kind : (own[0] ?? "");
  const count = Number(times);
  const fault = Number.isInteger(count) && count >= 1 && count <= 1_000 ? undefined : "From 1 to 1000.";
  return (
    <section class="card stack" aria-labelledby="force">
      <h2 id="force">One fault, now</h2>
      <div class="orders">
        {orders.map(([label, order, said]) => (
          <button key={label} type="button" class="plain" disabled={busy} onClick={() => onGive(order, said)}>
            {label}
          </button>
        ))}
      </div>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === undefined)
            void onGive({ force: { part, kind: chosen, times: count } }, `Ordered: ${part}/${chosen}, ${count} times.`);
        }}
      >
        <SelectField label="Part" value={part} onInput={setPart} options={parts} />
        <SelectField label="Fault" value={chosen} onInput={setKind} options={own} />
        <TextField label="Times" type="number" value={times} onInput={setTimes} fault={fault} />
        <button type="submit" class="plain" disabled={busy}>
          Order it
        </button>
      </form>
      <p class="hint">They happen whether faults are switched on or not, at the next things that the part does.</p>
    </section>
  );
}
