import { useState } from "preact/hooks";
import { Badge, type Column, Table, TextField } from "../../kit/index.ts";
import type { Give } from "./give.ts";
import { budgetOf, type ContainerRow, containersOf, readBudget, sharesOf } from "./model.ts";
import type { FaultsReport } from "./shapes.ts";

/** Request units, 429s and ranges of the local Cosmos DB. */
export function StoreCard({
  of,
  busy,
  onGive,
}: {
  readonly of: FaultsReport;
  readonly busy: boolean;
  readonly onGive: Give;
}) {
  const budget = budgetOf(of);
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const rows = containersOf(of);
  const set = (wanted: string) => {
    const read = readBudget(wanted);
    setFault("fault" in read ? read.fault : undefined);
    if ("budget" in read) void onGive({ budget: read.budget }, `The budget is now ${read.budget}.`);
  };
  return (
    <section class="card stack" aria-labelledby="store">
      <h2 id="store">Cosmos DB: request units and ranges</h2>
      {budget === undefined ? (
        <p role="status">It does not answer now; it may be coming back from a crash.</p>
      ) : (
        <>
          <p>
            Each container may use{" "}
            <strong>
              {budget === "unlimited"
                ? "as many request units as it likes"
                : budget === "offers"
                  ? "what it was given"
                  : `${budget} request units a second`}
            </strong>
            .
          </p>
          <form
            class="inline-form"
            onSubmit={(event) => {
              event.preventDefault();
              set(text);
            }}
          >
            <TextField
              label="Another budget"
              value={text}
              onInput={setText}
              placeholder="400, unlimited or offers"
              fault={fault}
            />
            <button type="submit" class="plain" disabled={busy}>
              Set it
            </button>
            <button
              type="button"
              class="plain"
              disabled={busy || budget === "unlimited"}
              onClick={() => set("unlimited")}
            >
              Unlimited
            </button>
          </form>
          <Table caption="Containers" columns={columnsOf(busy, onGive)} rows={rows} keyOf={({ name }) => name} />
        </>
      )}
    </section>
  );
}

function columnsOf(busy: boolean, onGive: Give): readonly Column<ContainerRow>[] {
  return [
    { id: "name", title: "Container", cell: ({ name }) => name.slice(name.indexOf("/") + 1) },
    { id: "requests", title: "Requests", align: "end", cell: ({ use }) => (use?.requests ?? 0).toLocaleString() },
    {
      id: "charge",
      title: "Request units",
      align: "end",
      cell: ({ use }) => Math.round(use?.charge ?? 0).toLocaleString(),
    },
    {
      id: "throttled",
      title: "429s",
      align: "end",
      cell: ({ use }) =>
        (use?.throttled ?? 0) === 0 ? "0" : <Badge tone="warn">{use?.throttled.toLocaleString()}</Badge>,
    },
    { id: "ranges", title: "Ranges", wide: true, cell: ({ ranges }) => <Ranges of={ranges} /> },
    {
      id: "split",
      title: "Split",
      cell: ({ name, ranges }) =>
        ranges.length > 0 && (
          <button
            type="button"
            class="quiet"
            disabled={busy}
            aria-label={`Split the widest range of ${name}`}
            onClick={() => onGive({ split: name }, `The widest range of ${name} is split.`)}
          >
            Split
          </button>
        ),
    },
  ];
}

function Ranges({ of: ranges }: { readonly of: ContainerRow["ranges"] }) {
  const shares = sharesOf(ranges);
  return (
    <div class="row">
      <span>{ranges.length}</span>
      <div class="ranges" aria-hidden="true">
        {ranges.map(({ id, min, max }, at) => (
          <span
            key={id}
            title={`range ${id}: ${min || "0"} to ${max}`}
            style={{ flexGrow: String(shares[at] ?? 0), minWidth: "3px" }}
          />
        ))}
      </div>
    </div>
  );
}
