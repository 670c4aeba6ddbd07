import { useState } from "preact/hooks";
import {
  type ApiError,
  Badge,
  type Column,
  Empty,
  Heading,
  Problem,
  postJson,
  Table,
  Time,
  toast,
  useGet,
  type View,
  VirtualTable,
} from "../../kit/index.ts";
import { ClockCard } from "./clock-card.tsx";
import { ForceCard } from "./force-card.tsx";
import type { Give } from "./give.ts";
import type { Fault, FaultsReport } from "./shapes.ts";
import { StoreCard } from "./store-card.tsx";
import { SwitchCard } from "./switch-card.tsx";
import "./faults.css";

const columns: readonly Column<Fault>[] = [
  { id: "at", title: "When", width: "8.5rem", cell: ({ at }) => <Time at={at} /> },
  { id: "what", title: "Fault", width: "15rem", cell: ({ part, kind }) => `${part}/${kind}` },
  {
    id: "to",
    title: "What it befell",
    wide: true,
    cell: ({ what }) => (
      <span class="id" title={what}>
        {what}
      </span>
    ),
  },
  {
    id: "by",
    title: "Decided by",
    width: "8rem",
    cell: ({ byHand, number }) => (byHand ? <Badge tone="accent">by hand</Badge> : `seed, no. ${number}`),
  },
];

function Faults() {
  const report = useGet<FaultsReport>("/admin/faults", {}, 2_000);
  const [busy, setBusy] = useState(false);
  const give: Give = async (order, what) => {
    setBusy(true);
    try {
      await postJson("/admin/faults", order);
      toast("good", what);
      report.reload();
    } catch (error) {
      const { title, detail } = error as ApiError;
      toast("bad", detail ?? title);
    }
    setBusy(false);
  };
  if (report.error?.status === 404) {
    return (
      <>
        <Heading title="Faults" />
        <Empty title="There is no local Azure behind this app.">
          Faults can be made of what <code>npm start</code> runs on this machine; nobody breaks a deployed system from
          here.
        </Empty>
      </>
    );
  }
  const { data } = report;
  return (
    <>
      <Heading title="Faults">{data !== undefined && <State of={data} />}</Heading>
      {report.error !== undefined && <Problem error={report.error} onRetry={report.reload} />}
      {data !== undefined && (
        <>
          <div class="faults-grid">
            <SwitchCard of={data} busy={busy} onGive={give} />
            <ForceCard of={data} busy={busy} onGive={give} />
            <ClockCard of={data} busy={busy} onGive={give} />
          </div>
          <StoreCard of={data} busy={busy} onGive={give} />
          <Log of={data} />
        </>
      )}
    </>
  );
}

function State({ of: { on, rate, seed, faults } }: { readonly of: FaultsReport }) {
  return (
    <>
      <Badge tone={on ? "warn" : "plain"}>{on ? `on: seed ${seed}, ${rate}` : "off"}</Badge>
      <span class="muted">{faults.toLocaleString()} so far</span>
    </>
  );
}

function Log({ of: { recent, counts } }: { readonly of: FaultsReport }) {
  const rows = Object.entries(counts);
  return (
    <section class="stack" aria-labelledby="log">
      <h2 id="log">What went wrong on purpose</h2>
      {recent.length === 0 ? (
        <Empty title="Nothing so far.">Faults that happen are written here.</Empty>
      ) : (
        <>
          <VirtualTable
            caption="The newest faults, newest first"
            columns={columns}
            rows={recent}
            keyOf={(row) => `${row.at} ${row.part} ${row.number} ${row.what}`}
          />
          <details>
            <summary>Counted by part and kind</summary>
            <Table
              caption="Faults by part and kind"
              columns={[
                { id: "kind", title: "Fault", cell: ([kind]) => kind },
                { id: "count", title: "How often", align: "end", cell: ([, count]) => count.toLocaleString() },
              ]}
              rows={rows}
              keyOf={([kind]) => kind}
            />
          </details>
        </>
      )}
    </section>
  );
}

/** What goes wrong on purpose, and what else shall. */
export const faults: View = { path: "/faults", title: "Faults", key: "f", group: "Act", local: true, View: Faults };
